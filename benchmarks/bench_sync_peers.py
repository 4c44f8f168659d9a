"""The others, through the same few questions: PouchDB with express-pouchdb, Kinto, and the floor."""

from __future__ import annotations

import gzip
import http.client
import json
import sys
import time
from pathlib import Path

from peers.processes import HOME, PEERS, Postgres, Process, Talker, free_port

POUCH_BATCH, KINTO_BATCH, FLOOR_BATCH = 1000, 25, 500


def installed() -> bool:
    return (HOME / "venv/bin/kinto").exists() and (HOME / "node/node_modules/express-pouchdb").is_dir()


class Pouch:
    """Its client keeps a leveldb of its own, not synced to the disk. `file`: documents, one JSON a line."""

    def __init__(self, folder: Path) -> None:
        (folder / "server").mkdir(parents=True)
        self.folder, self.port = folder, free_port()
        command = ["node", PEERS / "pouch_server.js", self.port, folder / "server"]
        self._process = Process(*command, port=self.port, log=folder / "log")
        self._clients = [Talker("node", PEERS / "pouch_client.js") for _ in range(2)]
        self._clients[0]("create", url=self._url())

    def _url(self, port: int = 0) -> str:
        return f"http://127.0.0.1:{port or self.port}/register"

    def _fill(self, name: str, file: Path, first: int, n: int) -> str:
        db = str(self.folder / name)
        for start in range(first, first + n, 1000):
            self._clients[0]("load", db=db, file=str(file), **{"from": start}, n=min(1000, first + n - start))
        return db

    def push(self, file: Path, n: int, port: int = 0) -> float:
        db = self._fill("a", file, 0, n)
        answer = self._clients[0]("push", dbs=[db], url=self._url(port), batch=POUCH_BATCH)
        assert answer["n"] == n
        return float(answer["s"])

    def edit(self, n: int) -> float:
        """Every document is written over, then pushed again."""
        db = str(self.folder / "a")
        self._clients[0]("change", db=db, n=n)
        answer = self._clients[0]("push", dbs=[db], url=self._url(), batch=POUCH_BATCH)
        assert answer["n"] == n
        return float(answer["s"])

    def pull(self, n: int, port: int = 0) -> float:
        answer = self._clients[1]("pull", db=str(self.folder / "b"), url=self._url(port), batch=POUCH_BATCH)
        assert answer["n"] == n
        return float(answer["s"])

    def many(self, file: Path, clients: int, each: int) -> float:
        dbs = [self._fill(f"c{i}", file, i * each, each) for i in range(clients)]
        answer = self._clients[0]("push", dbs=dbs, url=self._url(), batch=each)
        assert answer["n"] == clients * each
        return float(answer["s"])

    def stop(self) -> None:
        for one in self._clients:
            one.stop()
        self._process.stop()


_KINTO = """[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = %(http_port)s
[app:main]
use = egg:kinto
kinto.storage_backend = kinto.core.storage.{backend}
kinto.storage_url = {url}
kinto.permission_backend = kinto.core.permission.{backend}
kinto.permission_url = {url}
kinto.cache_backend = kinto.core.cache.{backend}
kinto.cache_url = {url}
kinto.userid_hmac_secret = bench
multiauth.policies = basicauth
kinto.batch_max_requests = {batch}
[loggers]
keys = root
[handlers]
keys = h
[formatters]
keys = f
[logger_root]
level = ERROR
handlers = h
[handler_h]
class = StreamHandler
args = (sys.stderr,)
formatter = f
[formatter_f]
format = %(levelname)s %(message)s
"""


class Kinto:
    """Its client keeps the records in memory only. `postgres`: None for Kinto's memory backend."""

    def __init__(self, folder: Path, postgres: Postgres | None = None) -> None:
        folder.mkdir(parents=True)
        url = postgres.create(f"kinto{time.time_ns()}") if postgres else ""
        ini = folder / "kinto.ini"
        backend = "postgresql" if postgres else "memory"
        ini.write_text(_KINTO.format(backend=backend, url=url, batch=KINTO_BATCH), "utf-8")
        self.port, kinto = free_port(), HOME / "venv/bin/kinto"
        if postgres:
            _run(kinto, "migrate", "--ini", ini)
        command = [kinto, "start", "--ini", ini, "--port", self.port, "-q"]
        self._process = Process(*command, port=self.port, log=folder / "log")
        self._client = Talker(HOME / "venv/bin/python", PEERS / "kinto_client.py")
        self._client("create", url=self._url())

    def _url(self, port: int = 0) -> str:
        return f"http://127.0.0.1:{port or self.port}/v1"

    def push(self, file: Path, n: int, port: int = 0) -> float:
        self._client("load", file=str(file), n=n)
        self._client("create", url=self._url(port))
        answer = self._client("push", url=self._url(port))
        assert answer["n"] == n
        return float(answer["s"])

    def pull(self, n: int, port: int = 0) -> float:
        answer = self._client("pull", url=self._url(port))
        assert answer["n"] == n
        return float(answer["s"])

    def stop(self) -> None:
        self._client.stop()
        self._process.stop()


def _run(*command: object) -> None:
    import subprocess

    subprocess.run([str(c) for c in command], check=True, capture_output=True)


class Floor:
    """FastAPI and SQLite, synced, gzip; no merge, no identity, and a client without a store."""

    def __init__(self, folder: Path) -> None:
        import os

        folder.mkdir(parents=True)
        self.port = free_port()
        command = [sys.executable, "-m", "uvicorn", "floor_app:app", "--port", self.port, "--log-level", "warning"]
        how = {"cwd": PEERS, "env": {**os.environ, "FLOOR_DB": str(folder / "db.sqlite")}}
        self._process = Process(*command, port=self.port, log=folder / "log", how=how)

    def push(self, file: Path, n: int, port: int = 0) -> float:
        documents = [json.loads(line) for line in file.read_text("utf-8").splitlines()[:n]]
        start = time.perf_counter()
        for at in range(0, n, FLOOR_BATCH):
            body = json.dumps(documents[at : at + FLOOR_BATCH], ensure_ascii=False, separators=(",", ":"))
            self._ask("POST", "/push", gzip.compress(body.encode(), 5), port)
        return time.perf_counter() - start

    def pull(self, n: int, port: int = 0) -> float:
        start, since, held = time.perf_counter(), 0, 0
        while held < n:
            page = json.loads(gzip.decompress(self._ask("GET", f"/pull?since={since}", None, port)))
            since, held = page["seq"], held + len(page["records"])
        return time.perf_counter() - start

    def _ask(self, method: str, path: str, body: bytes | None, port: int) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=60)
        connection.request(method, path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        assert answer.status == 200
        return answer.read()

    def stop(self) -> None:
        self._process.stop()
