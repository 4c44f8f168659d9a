"""A process that has loaded the server and the tablet, and forks either in a moment.

Starting Python and loading them costs seconds of a slow machine, and a storm starts dozens; what runs afterwards is the
same command in a process of its own. When whoever asked goes away, whatever happened to it, all that was born dies.

`python -m tests.proxied.nursery` reads lines of JSON, `{"run": [command, argument, …], "log": path}` or
`{"look": pid}`, and answers each with a number: the pid, the exit status, or null while it runs.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Born:
    """A process that the nursery forked."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self._nursery, self.pid = nursery, pid
        self._status: int | None = None

    def poll(self) -> int | None:
        """Its exit status, negative for the signal that ended it; None while it runs."""
        if self._status is None:
            self._status = self._nursery.ask({"look": self.pid})
        return self._status

    def send_signal(self, sig: int, /) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)

    def wait(self, timeout: float | None = None) -> int:
        end = time.monotonic() + (timeout or 60)
        while (status := self.poll()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 60)
            time.sleep(0.005)
        return status


class Nursery:
    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.proxied.nursery"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._lock = threading.Lock()

    def launch(self, arguments: list[str], log: Path) -> Born:
        """See `tests.served.Launch`."""
        return Born(self, self.ask({"run": arguments, "log": str(log)}))

    def ask(self, what: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(json.dumps(what) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()


@contextmanager
def nursery() -> Iterator[Nursery]:
    opened = Nursery()
    try:
        yield opened
    finally:
        opened.close()


# In the process itself

LATER = (
    "sync_server.server",
    "sync_server.register.array_format",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
)
"""What the commands load when they first need it."""


def main() -> None:
    commands = _loaded()
    alive: set[int] = set()
    gc.freeze()  # or the first collection of each child copies everything
    try:
        for line in sys.stdin:
            asked = json.loads(line)
            answer = _look(asked["look"], alive) if "look" in asked else _fork(commands, asked, alive)
            print(json.dumps(answer), flush=True)
    finally:
        for pid in alive:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _loaded() -> dict[str, Any]:
    """The commands, and what they would otherwise load when first used."""
    import httpx

    for later in LATER:
        importlib.import_module(later)
    from sync_server import cli
    from tests.proxied import tablet

    httpx.Client().close()
    return {"sync_server": cli.main, "tests.proxied.tablet": tablet.main}


def _look(pid: int, alive: set[int]) -> int | None:
    ended, status = os.waitpid(pid, os.WNOHANG)
    if not ended:
        return None
    alive.discard(pid)
    return os.waitstatus_to_exitcode(status)


def _fork(commands: dict[str, Any], asked: dict[str, Any], alive: set[int]) -> int:
    pid = os.fork()
    if not pid:
        _become(commands[asked["run"][0]], asked["run"], asked["log"])
    alive.add(pid)
    return pid


def _become(command: Any, arguments: list[str], log: str) -> None:
    """Be the command, and nothing of the nursery, until it ends."""
    status = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for stream in (1, 2):
            os.dup2(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), stream)
        sys.argv = arguments
        command()
        status = 0
    except SystemExit as e:
        status = e.code if isinstance(e.code, int) else int(bool(e.code))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
