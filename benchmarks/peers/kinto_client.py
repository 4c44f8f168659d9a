"""Kinto's own client, in its own virtual environment; same commands as pouch_client.js. It keeps nothing on a disk."""

from __future__ import annotations

import json
import logging
import sys
import time
from pathlib import Path
from typing import Any

import kinto_http

logging.disable(logging.WARNING)  # kinto-http logs every record
clients: dict[str, kinto_http.Client] = {}
loaded: list[dict[str, Any]] = []


def client(url: str) -> kinto_http.Client:
    if url not in clients:
        clients[url] = kinto_http.Client(server_url=url, auth=("u", "p"), bucket="b", collection="c")
        clients[url].server_info()
    return clients[url]


def create(url: str) -> int:
    client(url).create_bucket(if_not_exists=True)
    client(url).create_collection(if_not_exists=True)
    return 0


def load(file: str, n: int) -> int:
    loaded[:] = [json.loads(line) for line in Path(file).read_text("utf-8").splitlines()[:n]]
    return n


def push(url: str) -> int:
    with client(url).batch() as batch:
        for record in loaded:
            batch.create_record(id=record["id"], data=record)
    return len(batch.results())


def pull(url: str) -> int:
    return len(client(url).get_records())


def idle(url: str) -> int:
    return len(client(url).get_records(_since=client(url).get_records_timestamp()))


for line in sys.stdin:
    command = json.loads(line)
    work = globals()[command.pop("do")]
    start = time.perf_counter()
    n = work(**command)
    print(json.dumps({"s": time.perf_counter() - start, "n": n}), flush=True)
