"""A real sync server, as a process of its own, with one org and its first invitation."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


class Process(Protocol):
    """What is asked of a process, whoever started it."""

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None: ...

    def send_signal(self, sig: int, /) -> None: ...

    def wait(self, timeout: float | None = None) -> int: ...


Launch = Callable[[list[str], Path], Process]
"""Run `python -m` with these arguments, what it says going to a file."""


def launched(arguments: list[str], log: Path) -> Process:
    with log.open("ab") as said:
        return subprocess.Popen([sys.executable, "-m", *arguments], stdout=said, stderr=said)


@dataclass
class Served:
    """`code`: of the org's first invitation. `folder` holds the log, and the register unless `database` is the URL of
    another."""

    folder: Path
    port: int
    org: str = ""
    code: str = ""
    process: Process | None = None
    database: str = ""
    launch: Launch = launched

    def __post_init__(self) -> None:
        self.database = self.database or f"sqlite:///{self.folder / 'register.db'}"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def found_org(self) -> None:
        from sync_server.register import Register, migrate  # slow to load, and not all who import this need it
        from sync_server.service import orgs, wall_ms

        register = Register(self.database)
        migrate.upgrade(register)
        self.org, self.code = orgs.create(register, "Association", wall_ms())
        register.close()

    def start(self) -> None:
        where = ["--database", self.database, "--host", "127.0.0.1", "--port", str(self.port)]
        self.process = self.launch(["sync_server", "serve", *where], self.log)
        end = time.monotonic() + 60
        while True:
            failed = self.process.poll() is not None or time.monotonic() > end
            assert not failed, self.log.read_text()
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 0.5):
                return
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(20)
            self.process = None


@contextmanager
def served(folder: Path, database: str = "", launch: Launch = launched) -> Iterator[Served]:
    """`database`: the URL of an empty one, or of one that this server made; a SQLite file of its own when not given."""
    folder.mkdir(parents=True, exist_ok=True)
    server = Served(folder, free_port(), database=database, launch=launch)
    server.found_org()
    server.start()
    try:
        yield server
    finally:
        try:
            server.stop()
        except subprocess.TimeoutExpired:
            server.stop(signal.SIGKILL)
            raise
