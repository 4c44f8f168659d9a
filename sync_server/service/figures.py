"""How much a register holds and how it does, in numbers: never a person, an org or a device."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.engine import Connection

from espace_mobile.errors import EspaceError
from sync_server.register import Register
from sync_server.register.database import SQLITE
from sync_server.register.devices import ACTIVE, LEFT, RECOVERY, RETIRED, REVOKED
from sync_server.register.enrolments import PENDING
from sync_server.register.migrate import HEAD, VERSION_TABLE
from sync_server.register.schema import devices, enrolments, orgs
from sync_server.service.clock import DAY_MS

SEEN_DAYS = (1, 7, 30)


@dataclass(slots=True)
class Figures:
    """`up`: the database answers; all else is as it was not asked when it does not. `size` in bytes; `commits` of all
    orgs; `devices` by state; `seen`: those active by days since; `waiting`: to be let in."""

    up: bool = False
    revision: str = ""
    size: int = 0
    orgs: int = 0
    commits: int = 0
    devices: dict[str, int] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)
    waiting: int = 0

    @property
    def current(self) -> bool:
        return self.revision == HEAD


def figures(register: Register, now: int) -> Figures:
    """Cheap, whatever the register holds: nothing is counted row by row but orgs, devices and those who wait."""
    told = Figures()
    try:
        with register.read() as connection:
            _ask(register, connection, now, told)
            told.up = True
    except EspaceError:
        pass
    return told


def _ask(register: Register, connection: Connection, now: int, told: Figures) -> None:
    told.revision = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one()  # noqa: S608
    told.size = _size(register, connection)
    held = select(func.count(), func.coalesce(func.sum(orgs.c.seq), 0)).select_from(orgs)
    told.orgs, told.commits = map(int, connection.execute(held).one())
    states = select(devices.c.state, func.count()).where(devices.c.role != RECOVERY).group_by(devices.c.state)
    told.devices = dict.fromkeys((ACTIVE, REVOKED, LEFT, RETIRED), 0)
    told.devices |= {row[0]: row[1] for row in connection.execute(states)}
    for days in SEEN_DAYS:
        since = devices.c.state == ACTIVE, devices.c.last_seen_at >= now - days * DAY_MS
        told.seen[days] = connection.execute(select(func.count()).select_from(devices).where(*since)).scalar_one()
    waiting = select(func.count()).select_from(enrolments).where(enrolments.c.state == PENDING)
    told.waiting = connection.execute(waiting).scalar_one()


def _size(register: Register, connection: Connection) -> int:
    """Of the whole database; with SQLite, its side files too."""
    if register.dialect == SQLITE:
        return sum(file.stat().st_size for file in files(register) if file.exists())
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def files(register: Register) -> list[Path]:
    """Of a SQLite register: the database and its side files, some not there. None of another."""
    if register.dialect != SQLITE:
        return []
    path = Path(str(register.url.database))
    return [path, *(path.with_name(path.name + side) for side in ("-wal", "-shm"))]


def free(folder: Path) -> int:
    """Bytes of its disk that this user may still write."""
    return shutil.disk_usage(folder).free
