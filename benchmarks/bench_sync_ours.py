"""Our system as `bench_sync` measures it: `espace-sync` as a process of its own, tablets over HTTP, journals."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from peers.processes import Process, free_port

from espace_mobile import __version__
from espace_mobile.domain.contact import Contact
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica
from espace_mobile.store.storage import JournalStorage
from espace_mobile.sync.engine import SyncEngine, wall_clock_ms
from espace_mobile.sync.http import HttpEndpoint, client
from sync_server.register import Register, devices, migrate, orgs
from sync_server.register.devices import ACTIVE, Device, Teams
from sync_server.service.orgs import new_org_id
from sync_server.service.tokens import hashed, new_device_id, new_token

WORKER = new_id()


class Server:
    """One org on one register, and `espace-sync serve` over it."""

    def __init__(self, folder: Path, database: str = "") -> None:
        folder.mkdir(parents=True)
        self.folder, self.port, self.org = folder, free_port(), new_org_id()
        self.database = database or f"sqlite:///{folder / 'register.db'}"
        self.keychain = Keychain(self.org, {1: new_org_key()})
        self._register = Register(self.database)
        migrate.upgrade(self._register)
        self._register.write(lambda c: orgs.create(c, self.org, "Association", wall_clock_ms()))
        command = [sys.executable, "-m", "sync_server", "serve", "--database", self.database, "--port", self.port]
        self._process = Process(*command, port=self.port, log=folder / "log")

    def tablets(self, n: int, port: int = 0, teams: Iterable[Teams] = ()) -> list[Tablet]:
        """`port`: by another way than straight."""
        scopes = [*teams] or ["*"] * n
        made = [(new_device_id(), new_token(self.org), scope) for scope in scopes]
        self._register.write(lambda c: [self._enrol(c, *one) for one in made])
        address = f"http://127.0.0.1:{port or self.port}"
        return [Tablet(self.folder / id, id, token, self.keychain, address) for id, token, _ in made]

    def _enrol(self, connection: object, id: str, token: str, teams: Teams) -> None:
        # Heard before, with this version of the app: a first contact writes it down.
        row = Device(self.org, id, bytes(32), ACTIVE, "field", teams, "Tablette", __version__, 0, None, wall_clock_ms())
        devices.create(connection, row, hashed(token))  # type: ignore[arg-type]

    def processor(self) -> float:
        """Seconds its process has worked so far."""
        return self._process.processor()

    def stop(self) -> None:
        self._process.stop()
        self._register.close()


class Tablet:
    """A durable encrypted replica, an engine and a connection of its own."""

    def __init__(self, folder: Path, device: str, token: str, keychain: Keychain, address: str) -> None:
        self._time: Iterator[int] = iter(())
        self.storage = JournalStorage(folder, bytes(32))
        self.replica = Replica(self.storage, device, keychain, lambda: next(self._time, None) or wall_clock_ms())
        self.http = client(address, token)
        self.engine = SyncEngine(self.replica, HttpEndpoint(self.http, lambda: self.replica.device))

    def fill(self, contacts: list[Contact]) -> None:
        """Save each at its own time, a thousand a commit: what is measured comes after."""
        for start in range(0, len(contacts), 1000):
            some = contacts[start : start + 1000]
            self._time = iter([int(contact.at.timestamp() * 1000) + i % 997 for i, contact in enumerate(some)])
            self.replica.save(*some, by=WORKER)
        self._time = iter(())

    def edit(self, contacts: list[Contact]) -> list[Contact]:
        """A word before each note, a thousand a commit. Returns them as they are now."""
        edited = [contact.but(note=f"revu, {contact.note}") for contact in contacts]
        for start in range(0, len(edited), 1000):
            self.replica.save(*edited[start : start + 1000], by=WORKER)
        return edited

    def push(self) -> float:
        """Seconds until the server holds everything durably. Nothing is pulled."""
        start = time.perf_counter()
        self.engine._push_all()
        taken = time.perf_counter() - start
        assert self.replica.pending() == 0
        return taken

    def pull(self) -> tuple[float, int]:
        """(seconds until all is durable here, documents that changed)."""
        start = time.perf_counter()
        received, _ = self.engine._pull_all()
        return time.perf_counter() - start, received

    def sync(self) -> float:
        """Seconds of a whole exchange."""
        start = time.perf_counter()
        self.engine.run()
        return time.perf_counter() - start

    def close(self) -> None:
        self.http.close()
        self.replica.close()
