"""What whoever runs a server would look at first, looked at."""

from __future__ import annotations

import os
import platform
import sqlite3
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which

from espace_mobile import __version__
from espace_mobile.errors import EspaceError, InputError, ServerBusy
from sync_server.register import Register
from sync_server.register.database import SQLITE
from sync_server.service import backup_file, backups, doctor_database
from sync_server.service.clock import HOUR_MS
from sync_server.service.figures import figures, files, free
from sync_server.service.findings import LOOK, OK, WRONG, Finding

_MIB = 1 << 20
_LEAST_ROOM = 512 * _MIB
_LARGE_JOURNAL = 64 * _MIB
_BACKUP_HOURS = 36
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def examine(register: Register, now: int) -> Iterator[Finding]:
    """The database and the machine it is on. The database may be at any version; nothing is written to it."""
    told = figures(register, now)
    yield _versions(register)
    yield _machine_clock()
    try:
        with register.read() as connection:
            yield from doctor_database.database(connection)
            if told.current:
                yield from doctor_database.register(connection, told, now)
    except ServerBusy:
        yield Finding("database", WRONG, "Not reachable. Check its address, that it runs, and that it lets you in")
    except EspaceError:
        yield Finding("database", WRONG, "Not a database of this server, or damaged: restore a backup")
    if register.dialect == SQLITE:
        yield from _files(register, told.size)


def folder(path: Path, now: int) -> Iterator[Finding]:
    """The backups there."""
    if not path.is_dir():
        yield Finding("backups", WRONG, f"There is no such folder: {path}")
        return
    yield from _closed("backups", path, f"Others of this machine can read the folder: chmod 700 {path}")
    held = backups.in_folder(path)
    if not held:
        yield Finding("backups", WRONG, "There is none in the folder. Run: espace-sync backup")
        return
    try:
        hours = (now - backup_file.header(held[-1]).made_at) // HOUR_MS
    except InputError:
        yield Finding("backups", WRONG, f"The newest can't be read: {held[-1].name}")
        return
    said = f"{len(held)}, the newest made {hours} hours ago, {held[-1].stat().st_size} bytes"
    yield Finding("backups", OK if hours < _BACKUP_HOURS else WRONG, said)


def _versions(register: Register) -> Finding:
    said = f"espace-sync {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}"
    return Finding("versions", OK, said + (f", SQLite {sqlite3.sqlite_version}" if register.dialect == SQLITE else ""))


def _machine_clock() -> Finding:
    """Whether the machine keeps its clock by the network's, where systemd says so."""
    program = which("timedatectl")
    if program is None:
        return Finding("clock", LOOK, "Nobody says here whether it is kept by the network's time (no timedatectl)")
    asked = [program, "show", "--property=NTPSynchronized", "--value"]
    try:
        said = subprocess.run(asked, capture_output=True, text=True, timeout=5, check=False).stdout.strip()  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        said = ""
    if said == "yes":
        return Finding("clock", OK, "Kept by the network's time")
    return Finding("clock", LOOK, "Not known to be kept by the network's time: see timedatectl")


def _files(register: Register, size: int) -> Iterator[Finding]:
    path, journal, _ = files(register)
    yield from _closed("permissions", path, f"Others of this machine can read the database: chmod 600 {path}")
    if not os.access(path.parent, os.W_OK):
        yield Finding("permissions", WRONG, f"This user can't write in {path.parent}")
    room, needed = free(path.parent), max(_LEAST_ROOM, size)
    said = f"{room // _MIB} MiB free, the database has {size // _MIB}"
    yield Finding("room", OK if room > needed else WRONG, said)
    waiting = journal.stat().st_size if journal.exists() else 0
    state = OK if waiting < _LARGE_JOURNAL else LOOK
    yield Finding("queue", state, f"{waiting // _MIB} MiB wait to be moved into the database's file")


def _closed(name: str, path: Path, otherwise: str) -> Iterator[Finding]:
    mode = path.stat().st_mode
    yield Finding(name, LOOK, otherwise) if mode & _OTHERS else Finding(name, OK, "For its owner only")
