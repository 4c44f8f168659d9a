"""A real register in this process, and devices over it, each with a replica of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest

from espace_mobile.errors import IdentityChanged
from espace_mobile.protocol.messages import MAX_PAGE, Page, Push, Pushed
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.store import unnaming
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import DocumentStorage, Replica
from espace_mobile.sync.engine import SyncEngine
from sync_server.register import Register, devices, orgs
from sync_server.register.devices import ACTIVE, Device, Teams
from sync_server.register.migrate import upgrade
from sync_server.service.devices import new_identity
from sync_server.service.endpoint import Endpoint
from sync_server.service.tokens import hashed, new_device_id

T = TypeVar("T")
ORG = "org"
NOW_MS = 1_778_750_000_000


@dataclass
class Clock:
    """A wall clock that goes a second further each time it is read, and jumps when told."""

    ms: int = NOW_MS

    def __call__(self) -> int:
        self.ms += 1_000
        return self.ms


@dataclass
class Wire:
    """A device's way to the register. Counts what is asked; breaks when told, before or after the register acted."""

    register: Register
    clock: Clock
    device: Callable[[], str]
    token: bytes
    unreachable: Exception | None = None
    lost_answer: Exception | None = None
    largest: int = 10_000
    calls: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def push(self, batch: Push) -> Pushed:
        return self._through(f"push {len(batch.changes)}", lambda endpoint: endpoint.push(batch))

    def pull(self, cursor: str, limit: int = MAX_PAGE) -> Page:
        return self._through("pull", lambda endpoint: endpoint.pull(cursor, min(limit, self.largest)))

    def new_identity(self, given_up: str = "") -> str:
        return new_identity(self.register, self._known(), given_up or self.device(), self.clock())

    def push_as(self, past: str, batch: Push) -> Pushed:
        return self._through(f"push {len(batch.changes)} as before", lambda endpoint: endpoint.push_as(past, batch))

    def _known(self) -> Device:
        """Whom the register knows by this device's token."""
        with self.register.read() as connection:
            known = devices.by_token(connection, ORG, self.token)
        assert known is not None
        return known

    def _through(self, name: str, call: Callable[[Endpoint], T]) -> T:
        self.calls.append(name)
        if self.unreachable:
            raise self.unreachable
        if (known := self._known().id) != self.device():
            raise IdentityChanged(device=known)
        answer = call(Endpoint(self.register, ORG, self.device(), self.clock))
        self.meanwhile()
        if self.lost_answer:
            raise self.lost_answer
        return answer


@dataclass
class Post:
    """One device: its replica, its wall clock, its wire and its engine."""

    replica: Replica
    clock: Clock
    wire: Wire
    engine: SyncEngine

    def sync(self) -> None:
        self.engine.run()


@dataclass
class Field:
    """One org on one register. `post()` enrols another device."""

    register: Register
    server_clock: Clock
    keychain: Keychain

    def post(
        self,
        teams: Teams = "*",
        clock_ms: int = NOW_MS,
        storage: DocumentStorage | None = None,
        role: str = "field",
    ) -> Post:
        id = new_device_id()
        row = Device(ORG, id, bytes(32), ACTIVE, role, teams, "Tablette", "", 0, None, 0)
        self.register.write(lambda c: devices.create(c, row, hashed(id)))
        return self.reopened(storage or MemoryStorage(), id, clock_ms, role)

    def reopened(self, storage: DocumentStorage, device: str, clock_ms: int = NOW_MS, role: str = "field") -> Post:
        """`device`: the id it was enrolled under."""
        clock = Clock(clock_ms)
        replica = Replica(storage, device, self.keychain, clock, nameless=role == "planner")
        if unnaming.is_due(replica):
            unnaming.forget(replica)
        wire = Wire(self.register, self.server_clock, lambda: replica.device, hashed(device))
        return Post(replica, clock, wire, SyncEngine(replica, wire, clock, role == "supervisor"))


class Backup:
    """The register's file, to come back to."""

    def __init__(self, field_day: Field, folder: Path) -> None:
        self._field, self._copy = field_day, folder / "backup.db"
        self._file = Path(str(field_day.register.url.database))
        field_day.register.close()
        shutil.copy(self._file, self._copy)

    def restore(self) -> None:
        self._field.register.close()
        for side in ("-wal", "-shm"):
            self._file.with_name(self._file.name + side).unlink(missing_ok=True)
        shutil.copy(self._copy, self._file)
        self._field.register.write(lambda c: orgs.renew_epoch(c, ORG))


@pytest.fixture
def field_day(tmp_path: Path) -> Iterator[Field]:
    register = Register(f"sqlite:///{tmp_path / 'register.db'}")
    upgrade(register)
    register.write(lambda c: orgs.create(c, ORG, "Association", NOW_MS))
    yield Field(register, Clock(), Keychain(ORG, {1: new_org_key()}))
    register.engine.dispose()
