"""Processes of a benchmark: started on a free port of loopback, ended by their own id."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

HOME = Path(os.environ.get("PEERS_HOME", "/tmp/peers"))
PEERS = Path(__file__).parent


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


class Process:
    """A server. `port`: what it listens on once it is ready."""

    def __init__(self, *command: object, port: int, log: Path, how: dict[str, Any] | None = None) -> None:
        with log.open("ab") as out:
            self._process = subprocess.Popen([str(c) for c in command], stdout=out, stderr=out, **(how or {}))
        end = time.monotonic() + 60
        while not _listening(port):
            failed = self._process.poll() is not None or time.monotonic() > end
            assert not failed, log.read_text()[-2000:]
            time.sleep(0.05)

    def processor(self) -> float:
        """Seconds it has worked so far, its threads together."""
        times = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        self._process.send_signal(how)
        self._process.wait(30)


def _listening(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.5):
        return True
    return False


class Talker:
    """A client process that takes a JSON command a line and answers with one."""

    def __init__(self, *command: object) -> None:
        self._process = subprocess.Popen(
            [str(c) for c in command], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __call__(self, do: str, **parts: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **parts}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer

    def stop(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.terminate()
        self._process.wait(30)


class Postgres:
    """A throw-away PostgreSQL with its default durability. It refuses root: then it runs as `postgres`."""

    def __init__(self) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[4]))
        self._binaries = found[-1].parent
        self.folder = Path(tempfile.mkdtemp(prefix="bench-postgres-"))
        self._as = self._user()
        self.port = free_port()
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(f"\nlisten_addresses='127.0.0.1'\nport={self.port}\nunix_socket_directories=''\n")
            settings.write("max_connections=200\ntimezone='UTC'\n")
        self._server = Process(self._binaries / "postgres", "-D", data, port=self.port,
                               log=self.folder / "log", how=self._as)  # fmt: skip
        time.sleep(1)

    def _user(self) -> dict[str, Any]:
        if os.getuid() != 0:
            return {}
        user = pwd.getpwnam("postgres")
        os.chown(self.folder, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": self.folder}

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._binaries / program), *map(str, arguments)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **self._as)

    def create(self, name: str) -> str:
        self._run("createdb", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", name)
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        self._server.stop(signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)
