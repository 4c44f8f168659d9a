"""A throw-away PostgreSQL with its default durability: a real server, that can really be killed."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.served import free_port


class Postgres:
    """On loopback. It refuses root: then it runs as `postgres`."""

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        self.folder = Path(tempfile.mkdtemp(prefix="espace-postgres-"))
        self.data = self.folder / "data"
        self.port = free_port()
        self._as = self._user()
        self._run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        settings = f"listen_addresses='127.0.0.1'\nport={self.port}\nunix_socket_directories=''\nmax_connections=200\n"
        # Else it syncs file by file after each kill, which takes seconds and isn't what is tested.
        settings += "recovery_init_sync_method=syncfs\n"
        with (self.data / "postgresql.conf").open("a") as f:
            f.write(settings)
        self.start()

    def _user(self) -> dict[str, Any]:
        if os.getuid() != 0:
            return {}
        user = pwd.getpwnam("postgres")
        os.chown(self.folder, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self.binaries / program), *map(str, arguments)]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, **self._as)

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            command = [str(self.binaries / "postgres"), "-D", str(self.data)]
            self.process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, **self._as)
        end = time.monotonic() + 60
        ready = [str(self.binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode:
            failed = self.process.poll() is not None or time.monotonic() > end
            assert not failed, (self.folder / "log").read_text()
            time.sleep(0.05)

    def crash(self) -> None:
        """kill -9 of the postmaster and of every process it had; `start` then recovers from the log of writes."""
        self.process.send_signal(signal.SIGSTOP)  # so that it begets nobody meanwhile
        family = _children(self.process.pid)
        for pid in (self.process.pid, *family):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(30)
        end = time.monotonic() + 30
        while any(map(_alive, family)):
            assert time.monotonic() < end, "a backend outlived kill -9"
            time.sleep(0.01)

    def create(self, name: str) -> str:
        self._run("createdb", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", name)
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def drop(self, url: str) -> None:
        name = url.rpartition("/")[2]
        self._run("dropdb", "--force", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", name)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)  # nothing of it is kept
            self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)


def binaries() -> Path:
    """Of the newest PostgreSQL here. Where there is none the test is skipped; in CI it fails."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[4]))
    if not found:
        reason = "PostgreSQL IS NOT INSTALLED: the register was tested on SQLite only"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found[-1].parent


def _children(pid: int) -> list[int]:
    return [child for stat in Path("/proc").glob("[0-9]*/stat") if (child := _child_of(pid, stat))]


def _child_of(parent: int, stat: Path) -> int:
    """0 when it is somebody else's, or gone."""
    pid, state, of = _stat(stat)
    return pid if of == parent and state != "Z" else 0


def _alive(pid: int) -> bool:
    return _stat(Path(f"/proc/{pid}/stat"))[1] not in ("Z", "")


def _stat(path: Path) -> tuple[int, str, int]:
    """(pid, state, parent's pid)."""
    try:
        told = path.read_text()
    except OSError:
        return 0, "", 0
    state, parent, *_ = told.rpartition(")")[2].split()  # a program's name may hold anything
    return int(path.parent.name), state, int(parent)
