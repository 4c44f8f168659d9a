"""A server and its tablets, all real processes, with a faulty network in between."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from espace_mobile.bootstrap import Installation
from espace_mobile.domain.vocabulary import Role
from tests.postgresql import Postgres
from tests.proxied.faults import Calm
from tests.proxied.network import Way, way
from tests.proxied.nursery import Nursery
from tests.proxied.tablet import PHRASE, connect
from tests.proxied.witness import Witness
from tests.served import Process, Served, served

TEAMS: tuple[list[str] | str, ...] = ("*", "*", "*", ["nord"], "*", ["sud"])
"""Of the first device, the second, …; the first is the office."""


@dataclass
class Tablet:
    """`device`: the identity it was enrolled under. `ledger`: what it was told is saved."""

    name: str
    folder: Path
    way: Way
    teams: list[str] | str
    device: str = ""
    process: Process | None = None
    known: int = 0

    @property
    def ledger(self) -> Path:
        return self.folder.with_suffix(".ledger")

    @property
    def log(self) -> Path:
        return self.folder.with_suffix(".log")

    def start(self, nursery: Nursery, seed: str) -> None:
        self.known = self._said()
        arguments = ["tests.proxied.tablet", str(self.folder), str(self.ledger), seed]
        self.process = nursery.launch(arguments, self.log)

    def wait_until_busy(self) -> None:
        """Until it has noted something since it was started."""
        end = time.monotonic() + 60
        while self._said() == self.known:
            assert self.process is not None
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, f"{self.name} does nothing"
            time.sleep(0.01)

    def _said(self) -> int:
        return self.ledger.stat().st_size if self.ledger.exists() else 0

    def kill(self) -> None:
        """kill -9. A tablet that ended by itself failed, and says why in its log."""
        process, self.process = self.process, None
        if process is not None:
            assert process.poll() is None, f"{self.name} ended by itself:\n{self.log.read_text()}"
            process.send_signal(9)
            process.wait()


@dataclass
class Fleet:
    """`postgres`: where the register is, None for a SQLite file."""

    nursery: Nursery
    server: Served
    postgres: Postgres | None
    witness: Witness = field(default_factory=Witness)
    tablets: list[Tablet] = field(default_factory=list)

    def restart(self) -> None:
        """After a kill; a server needs its database."""
        if self.postgres is not None and self.postgres.process.poll() is not None:
            self.postgres.start()
        if self.server.process is None:
            self.server.start()

    def calm(self) -> None:
        for tablet in self.tablets:
            tablet.way.weather = Calm()
            tablet.way.open = True


@contextmanager
def fleet(folder: Path, nursery: Nursery, postgres: Postgres | None, size: int) -> Iterator[Fleet]:
    """`size` devices, let in by the real invitations."""
    database = postgres.create(f"storm_{random.SystemRandom().randrange(10**9)}") if postgres else ""
    with ExitStack() as running:
        if postgres is not None:
            running.callback(postgres.drop, database)
        server = running.enter_context(served(folder / "server", database, nursery.launch))
        made = Fleet(nursery, server, postgres)
        for n, teams in enumerate(TEAMS[:size]):
            name = f"tablet-{n}" if n else "office"
            path = running.enter_context(way(name, server.port, made.witness))
            made.tablets.append(Tablet(name, folder / name, path, teams))
        _let_in(server, made.tablets)
        yield made


def _let_in(server: Served, tablets: list[Tablet]) -> None:
    first, *others = tablets
    office = Installation(first.folder, connect=connect)
    try:
        member = office.join(first.way.address, server.org, server.code, first.name).poll()
        assert member is not None
        newcomer = office.receive(member)
        first.device = member.device
        session = newcomer.account(newcomer.new_worker(first.name), PHRASE)
        session.sync.stop()
        for tablet in others:
            installation = Installation(tablet.folder, connect=connect)
            try:
                code = session.office.invite(Role.FIELD, tablet.teams)
                joining = installation.join(tablet.way.address, server.org, code, tablet.name)
                [candidate] = [c for c in session.office.candidates() if c.words == joining.words]
                session.office.approve(candidate)
                let_in = joining.poll()
                assert let_in is not None
                tablet.device = let_in.device
                arrived = installation.receive(let_in)
                arrived.account(arrived.new_worker(tablet.name), PHRASE)
            finally:
                installation.close()
    finally:
        office.close()
