"""Several devices and one register, all real, under one seeded scheduler: network, crashes, clocks and restores.

What is drawn is drawn from one `random.Random`, ids included, so a seed names a history.
"""

from __future__ import annotations

import atexit
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from sqlalchemy import event
from sqlalchemy.engine import Connection

from espace_mobile.domain.fact import Fact
from espace_mobile.errors import EspaceError, IdentityChanged, Unauthorised, Unreachable
from espace_mobile.protocol.messages import MAX_PAGE, Page, Push, Pushed
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.store import resealed
from espace_mobile.store.replica import Replica
from espace_mobile.store.storage import JournalStorage
from espace_mobile.sync.engine import SyncEngine
from sync_server.register import Register, devices, orgs
from sync_server.register.devices import ACTIVE, SUPERVISOR, Device, Teams
from sync_server.register.migrate import upgrade
from sync_server.service import devices as device_service
from sync_server.service.endpoint import Endpoint
from sync_server.service.tokens import hashed

ORG, START_MS = "org", 1_778_750_000_000
T = TypeVar("T")


class Died(Exception):
    """The server's process, before its COMMIT."""


class MortalRegister(Register):
    """`dies`: the next transaction is not committed."""

    dies = False

    def write(self, work: Callable[[Connection], T]) -> T:
        dying, self.dies = self.dies, False
        return super().write((lambda connection: _unfinished(work, connection)) if dying else work)


def _unfinished(work: Callable[[Connection], T], connection: Connection) -> T:
    work(connection)
    raise Died


class World:
    """`folder`: where the register and the stores live; best in memory. `database`: of a register that is there, to
    take an org of; none for a SQLite file of its own."""

    def __init__(self, seed: int, folder: Path, database: str = "") -> None:
        self.rng = random.Random(seed)
        self.seed, self.folder, self.database = seed, folder, database
        self.now_ms = START_MS
        self.org = f"{ORG}{seed}" if database else ORG
        self.register = self._open_register()
        self.register.write(lambda c: orgs.create(c, self.org, "Association", START_MS))
        self.keys = {1: self.rng.randbytes(64)}
        self.posts: list[Post] = []

    @property
    def keychain(self) -> Keychain:
        """Every key there ever was."""
        return Keychain(self.org, self.keys)

    def id(self) -> str:
        return self.rng.randbytes(16).hex()

    def tick(self) -> int:
        self.now_ms += self.rng.randint(1, 2_000)
        return self.now_ms

    def enrol(self, name: str, teams: Teams = "*", skew_ms: int = 0, role: str = "field") -> Post:
        id = self.rng.randbytes(8).hex()
        row = Device(self.org, id, bytes(32), ACTIVE, role, teams, name, "", 0, None, 0)
        self.register.write(lambda c: devices.create(c, row, hashed(id)))
        post = Post(self, name, id, role, self.folder / name, skew_ms)
        self.posts.append(post)
        return post

    def backup(self) -> Path:
        self.register.close()
        path = self.folder / "backup.db"
        shutil.copy(self.folder / "register.db", path)
        return path

    def restore(self, backup: Path) -> None:
        """Yesterday's register is all that is left; whoever restored it said so (a new epoch)."""
        self.register.close()
        for side in ("register.db-wal", "register.db-shm"):
            (self.folder / side).unlink(missing_ok=True)
        shutil.copy(backup, self.folder / "register.db")
        self.register.write(lambda c: orgs.renew_epoch(c, self.org))

    def restart(self) -> None:
        """The server's process is another one."""
        self.register.close()
        self.register = self._open_register()

    def close(self) -> None:
        for post in self.posts:
            post.replica.close()
        self.register.close()

    def _open_register(self) -> MortalRegister:
        if self.database:
            return MortalRegister(self.database)
        path = self.folder / "register.db"
        if not path.exists():
            shutil.copy(_blank(self.folder.parent), path)
        register = MortalRegister(f"sqlite:///{path}")
        # Kills are of this world's making, never of the machine: no need to wait for its disk.
        event.listen(register.engine, "connect", lambda c, _: c.execute("PRAGMA synchronous=OFF"))
        return register


def _blank(folder: Path) -> Path:
    """A register brought to the latest schema once, for every history to begin with."""
    path = folder / f"espace-blank-{os.getpid()}.db"
    if not path.exists():
        register = Register(f"sqlite:///{path}")
        upgrade(register)
        register.close()
        atexit.register(path.unlink, missing_ok=True)
    return path


@dataclass
class Weather:
    """What the network does to the next requests; `stale`: pushes that a proxy kept and may deliver again."""

    lose_request: float = 0.0
    lose_answer: float = 0.0
    deliver_twice: float = 0.0
    deliver_stale: float = 0.0
    server_dies: float = 0.0
    stale: list[tuple[str, Push]] = field(default_factory=list)


class Post:
    """One device. `saved`: what it was told is saved, (kind, id, field, value), in order."""

    def __init__(self, world: World, name: str, id: str, role: str, folder: Path, skew_ms: int) -> None:
        self.world, self.name, self.role, self.folder, self.skew_ms = world, name, role, folder, skew_ms
        self.enrolled_as, self.token = id, hashed(id)
        self.weather = Weather()
        self.by = world.id()
        self.left = False
        self.keychain = Keychain(world.org, world.keys)
        self._open()

    @property
    def teams(self) -> Teams:
        """As the register has it."""
        return self._known().teams

    @property
    def supervises(self) -> bool:
        return self.role == SUPERVISOR

    def now_ms(self) -> int:
        return max(0, self.world.tick() + self.skew_ms)

    def crash(self) -> None:
        """The process dies between two commits; what was committed is on disk."""
        self.replica.close()
        self._open()

    def copy(self, to: Path) -> None:
        """Between two runs: while it runs, it may be writing its files anew."""
        self.replica.close()
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.folder, to)
        self._open()

    def restore(self, copy: Path) -> None:
        self.replica.close()
        shutil.rmtree(self.folder)
        shutil.copytree(copy, self.folder)
        self.keychain = Keychain(self.world.org, {1: self.world.keys[1]})
        self._open()

    def save(self, *facts: Fact) -> None:
        self.replica.save(*facts, by=self.by)

    def sync(self) -> bool:
        """Whether the exchange got through."""
        new_id = lambda: self.world.rng.randbytes(8).hex()  # noqa: E731
        with patch.object(device_service, "new_device_id", new_id):
            try:
                self.engine.run()
            except Unauthorised as e:
                # Told to go, and nothing is left to hand in: it has erased itself.
                self.left = e.params["reason"] == "revoked" and not self.replica.pending()
                return False
            except EspaceError:
                return False
        self.keychain.add(self.world.keys)
        if resealed.is_due(self.replica):
            resealed.open_newly(self.replica)
        return True

    def change(self, **values: object) -> None:
        """What a supervisor decides about this device at the server."""
        known = self._known()
        self.world.register.write(lambda c: devices.change(c, self.world.org, known.id, **values))

    def _open(self) -> None:
        storage = JournalStorage(self.folder, b"k" * 32, compact_at=20_000, sync=lambda fd: None)
        self.replica = Replica(storage, self.enrolled_as, self.keychain, self.now_ms)
        self.engine = SyncEngine(self.replica, self, self.now_ms, self.supervises)

    # The endpoint, as this device reaches it through its weather

    def push(self, batch: Push) -> Pushed:
        me, weather, rng = self.replica.device, self.weather, self.world.rng
        if weather.stale and rng.random() < weather.deliver_stale:
            self._again(*rng.choice(weather.stale))
        weather.stale.append((me, batch))
        if rng.random() < weather.deliver_twice:
            self._again(me, batch)
        return self._through(lambda endpoint: endpoint.push(batch))

    def pull(self, cursor: str, limit: int = MAX_PAGE) -> Page:
        size = self.world.rng.choice((3, 50, limit))
        return self._through(lambda endpoint: endpoint.pull(cursor, size))

    def new_identity(self, given_up: str = "") -> str:
        known = self._known()
        me = given_up or self.replica.device
        return device_service.new_identity(self.world.register, known, me, self.world.tick())

    def push_as(self, past: str, batch: Push) -> Pushed:
        return self._through(lambda endpoint: endpoint.push_as(past, batch))

    def _through(self, ask: Callable[[Endpoint], T]) -> T:
        rng, weather = self.world.rng, self.weather
        if rng.random() < weather.lose_request:
            raise Unreachable(reason="lost")
        if (known := self._known().id) != self.replica.device:
            raise IdentityChanged(device=known)
        self.world.register.dies = rng.random() < weather.server_dies
        try:
            answer = ask(Endpoint(self.world.register, self.world.org, self.replica.device, self.world.tick))
        except Died:
            self.world.restart()
            raise Unreachable(reason="cut") from None
        finally:
            self.world.register.dies = False  # it may have been asked for nothing to write
        if rng.random() < weather.lose_answer:
            raise Unreachable(reason="cut")
        return answer

    def _again(self, device: str, batch: Push) -> None:
        """A copy that a proxy kept arrives; nobody reads its answer."""
        try:
            Endpoint(self.world.register, self.world.org, device, self.world.tick).push(batch)
        except EspaceError:
            return

    def _known(self) -> Device:
        with self.world.register.read() as connection:
            known = devices.by_token(connection, self.world.org, self.token)
        assert known is not None
        return known
