"""A real sync server, as a process of its own, with one org and its first invitation."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


@dataclass
class Served:
    """`code`: of the org's first invitation. `folder` holds the register and the log."""

    folder: Path
    port: int
    org: str = ""
    code: str = ""
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'register.db'}"

    def found_org(self) -> None:
        command = [sys.executable, "-m", "sync_server", "org", "create", "Association", "--json"]
        made = subprocess.run([*command, "--database", self.database], check=True, capture_output=True, text=True)
        answer = json.loads(made.stdout)
        self.org, self.code = answer["org"], answer["code"]

    def start(self) -> None:
        where = ["--database", self.database, "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "sync_server", "serve", *where], stdout=log, stderr=log
            )
        end = time.monotonic() + 30
        while True:
            failed = self.process.poll() is not None or time.monotonic() > end
            assert not failed, (self.folder / "server.log").read_text()
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 0.5):
                return
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(20)
            self.process = None


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    folder.mkdir(parents=True, exist_ok=True)
    server = Served(folder, free_port())
    server.found_org()
    server.start()
    try:
        yield server
    finally:
        server.stop()
