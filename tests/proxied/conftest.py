"""A fleet for each database, for all tests of this room; what they save is in the ledgers, so each adds to the next."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from espace_mobile.bootstrap import Session
from espace_mobile.domain.contact import Contact
from espace_mobile.protocol.values import new_id
from espace_mobile.sync.loop import State, Status
from tests.proxied.faults import Fault, Script
from tests.proxied.fleet import Fleet, Tablet, fleet
from tests.proxied.ledger import Ledger
from tests.proxied.network import Way
from tests.proxied.nursery import Nursery, nursery
from tests.proxied.tablet import AT, OUTING, Hands, opened
from tests.proxied.verdict import History

SIZE = 4


@pytest.fixture(scope="session")
def forks() -> Iterator[Nursery]:
    with nursery() as started:
        yield started


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def ships(request: pytest.FixtureRequest, forks: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    postgres = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    with fleet(tmp_path_factory.mktemp("fleet"), forks, postgres, SIZE) as made:
        yield made


@dataclass
class Post:
    """A tablet of the fleet in this process, which says when it syncs and what its next requests meet."""

    ships: Fleet
    tablet: Tablet
    session: Session

    @property
    def way(self) -> Way:
        return self.tablet.way

    def save(self) -> str:
        """An anonymous contact, small. Returns its id."""
        contact = Contact.of(new_id(), {"outing_id": OUTING, "at": AT})
        Hands(self.session, Ledger(self.tablet.ledger), random.Random(0)).keep(contact)
        return contact.id

    def sync(self, path: str = "", fault: Fault | None = None) -> Status:
        """`fault`: what the first request of `path` meets."""
        self.way.weather = Script(path, *([fault] if fault else []))
        return self.session.sync.run_once()

    def has(self, contact: str) -> bool:
        return self.session.replica.get(Contact, contact) is not None

    def held(self) -> list[int]:
        """The numbers of this device that the register's database holds."""
        return History(self.ships.server.database, self.ships.server.org).numbers[self.tablet.device]

    def check_all_held(self) -> None:
        """Everything this device ever did, each once, and under the identity it began with."""
        outbox = self.session.replica.outbox
        assert (self.session.replica.device, self.session.replica.pending()) == (self.tablet.device, 0)
        assert self.held() == list(range(1, outbox.last + 1))
        assert self.ships.witness.wrong == []


@pytest.fixture
def post(ships: Fleet) -> Iterator[Callable[[int], Post]]:
    """The office (0) or another tablet, opened here, with nothing left to sync."""
    with ExitStack() as running:

        def opening(n: int) -> Post:
            installation, session = opened(ships.tablets[n].folder)
            running.callback(installation.close)
            made = Post(ships, ships.tablets[n], session)
            assert made.sync().state == State.DONE
            return made

        yield opening
    ships.calm()
    ships.restart()
