"""Real registers: a SQLite file per test, one PostgreSQL per session (an org per test keeps them apart)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from espace_mobile.protocol.change import Change
from espace_mobile.protocol.cursor import START
from espace_mobile.protocol.messages import MAX_PAGE, Page, Push, Pushed
from espace_mobile.protocol.record import Record
from espace_mobile.protocol.stamp import Stamp, at_ms
from espace_mobile.protocol.values import new_id
from sync_server.register import Register, devices, migrate, orgs
from sync_server.register.devices import ACTIVE, Device
from sync_server.service import Endpoint, wall_ms
from sync_server.service.orgs import new_org_id
from sync_server.service.tokens import hashed, new_device_id, new_token
from tests.postgresql import Postgres


@pytest.fixture(scope="session")
def postgres_url(postgres: Postgres) -> str:
    """A database brought to the latest schema, shared: take an org of your own."""
    url = postgres.create("register")
    register = Register(url)
    migrate.upgrade(register)
    register.close()
    return url


@pytest.fixture(scope="session")
def blank_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file brought to the latest schema, to copy."""
    path = tmp_path_factory.mktemp("blank") / "register.sqlite3"
    register = Register(f"sqlite:///{path}")
    migrate.upgrade(register)
    register.close()
    return path


@pytest.fixture
def sqlite_url(blank_sqlite: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(blank_sqlite, tmp_path / 'register.sqlite3')}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of each database in turn, at the latest schema."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
def register(database: str) -> Iterator[Register]:
    opened = Register(database)
    yield opened
    opened.close()


@dataclass
class Tablet:
    """A device as the register sees one: it numbers its changes, and stamps them after all those made before."""

    fleet: Fleet
    id: str
    token: str
    n: int = 0
    at: int = 0

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint(self.fleet.register, self.fleet.org, self.id, lambda: self.fleet.now)

    def change(
        self, record: str, kind: str = "contact", base: dict[str, Stamp] | None = None, by: str = "", **fields: Any
    ) -> Change:
        self.n += 1
        self.at = self.fleet.at = max(self.at + 1, self.fleet.at + 1, at_ms(self.fleet.now))
        return Change(self.id, self.n, record, kind, self.at, by, fields, base or {})

    def push(self, *changes: Change | bytes) -> Pushed:
        return self.endpoint.push(Push([c if isinstance(c, bytes) else c.pack() for c in changes]))

    def save(self, record: str, kind: str = "contact", base: dict[str, Stamp] | None = None, **fields: Any) -> Stamp:
        """One change, pushed. Returns its stamp."""
        change = self.change(record, kind, base, **fields)
        assert self.push(change).have == change.n
        return change.stamp

    def pull(self, cursor: str = START, limit: int = MAX_PAGE) -> Page:
        return self.endpoint.pull(cursor, limit)

    def everything(self, cursor: str = START, limit: int = MAX_PAGE) -> dict[str, Record]:
        found: dict[str, Record] = {}
        while True:
            page = self.pull(cursor, limit)
            found |= {record.id: record for record in page.opened()}
            cursor = page.cursor
            if not page.more:
                return found


@dataclass
class Fleet:
    """An org of one test, its clock, and the means to add devices."""

    register: Register
    org: str = field(default_factory=new_org_id)
    now: int = field(default_factory=wall_ms)
    at: int = 0

    def __post_init__(self) -> None:
        self.register.write(lambda c: orgs.create(c, self.org, "Essai", self.now))

    def tablet(self, role: str = "field", teams: devices.Teams = "*", public_key: bytes = b"k" * 32) -> Tablet:
        id, token = new_device_id(), new_token(self.org)
        device = Device(self.org, id, public_key, ACTIVE, role, teams, "Tablette", "", 0, None, self.now)
        self.register.write(lambda c: devices.create(c, device, hashed(token)))
        return Tablet(self, id, token)


@pytest.fixture
def fleet(register: Register) -> Fleet:
    return Fleet(register)


@pytest.fixture
def fleets() -> Callable[[Register], Fleet]:
    """For tests that open their register themselves."""
    return Fleet


@pytest.fixture
def record() -> str:
    return new_id()
