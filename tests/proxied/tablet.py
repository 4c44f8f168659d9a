"""`python -m tests.proxied.tablet FOLDER LEDGER SEED`: a tablet in busy hands, until it is killed.

One thread saves, another one syncs, over the real installation in the folder. What was saved is in the ledger.
"""

from __future__ import annotations

import os
import random
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import httpx

from espace_mobile.bootstrap import Installation, Session
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.person import Person
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.vocabulary import Sex, TallyOf
from espace_mobile.protocol.record import DELETED
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.store import settling
from espace_mobile.store.storage import JournalStorage
from espace_mobile.sync.http import client
from tests.proxied.ledger import Ledger

PHRASE = "camion orange tambour"
OUTING, AT = derived_id("storm", "outing"), "2026-05-14T09:00:00Z"
FIELDS = ("phone", "address", "last_name", "commune_insee")
COMPACT_AT = 30_000  # bytes: often


class Hands:
    """What a worker does, drawn from a seed."""

    def __init__(self, session: Session, ledger: Ledger, rng: random.Random) -> None:
        self.replica, self.ledger, self.rng = session.replica, ledger, rng
        self.by, self.teams = session.worker.id, (None, *session.membership.teams_list)
        self.acts: list[tuple[int, Callable[[], None]]] = [
            (8, self.count), (4, self.tally), (3, self.open_file), (9, self.edit), (1, self.delete), (1, self.settle),
        ]  # fmt: skip

    def act(self) -> None:
        [act] = self.rng.choices([act for _, act in self.acts], [weight for weight, _ in self.acts])
        act()

    def count(self) -> None:
        fields = {"outing_id": OUTING, "at": AT, "sex": self.rng.choice(list(Sex)), "note": self._word()}
        self.keep(Contact.of(new_id(), {**fields, "team": self._team()}))

    def tally(self) -> None:
        fields = {"outing_id": OUTING, "at": AT, "what": TallyOf.FLYER, "delta": self.rng.choice((1, 1, 2, -1))}
        self.keep(Tally.of(new_id(), fields))

    def open_file(self) -> None:
        self.keep(Person.of(new_id(), {"first_name": self._word(), "team": self._team()}))

    def edit(self) -> None:
        field, word = self.rng.choice(FIELDS), self._word()
        with self.replica.lock:  # what is saved is what was looked at: no pull in between
            if person := self._anybody():
                self._noted(Person.kind, person.id, {field: word}, lambda: self._save(person.but(**{field: word})))

    def delete(self) -> None:
        if person := self._anybody():
            self._noted(Person.kind, person.id, {DELETED: True}, lambda: self.replica.delete(person, by=self.by))

    def settle(self) -> None:
        if found := sorted(self.replica.conflicts(), key=lambda c: c.id):
            chosen = self.rng.choice(found)
            settling.settle(self.replica, {chosen.id: self.rng.choice([e.value for e in chosen.values])}, self.by)

    def _anybody(self) -> Person | None:
        """One of the few that were opened first: those everybody writes to."""
        people = sorted(self.replica.all(Person), key=lambda p: p.id)[:12]
        return self.rng.choice(people) if people else None

    def keep(self, fact: Fact) -> None:
        self._noted(fact.kind, fact.id, fact.said(), lambda: self._save(fact))

    def _save(self, fact: Fact) -> None:
        self.replica.save(fact, by=self.by)

    def _noted(self, kind: str, id: str, said: dict[str, object], save: Callable[[], None]) -> None:
        self.ledger.note("will", kind, id, said)
        save()
        self.ledger.note("did")

    def _team(self) -> str | None:
        return self.rng.choice(self.teams)

    def _word(self) -> str:
        return f"mot-{new_id()}"


def syncing(session: Session, ledger: Ledger, rng: random.Random) -> None:
    while True:
        status = session.sync.run_once()
        ledger.note("acked", session.replica.outbox.acked)
        if status.error is not None:
            ledger.note("error", status.error.code)
        time.sleep(rng.uniform(0, 0.15))


def connect(address: str, token: str) -> httpx.Client:
    """Without TLS: to load every authority takes longer than all else."""
    return client(address, token, httpx.HTTPTransport(verify=False))


def opened(folder: Path) -> tuple[Installation, Session]:
    """Signed in, its own loop stopped: whoever opened it says when to sync."""
    installation = Installation(folder, connect=connect)
    [account] = installation.accounts()
    session = installation.unlock(account.id, PHRASE)
    session.sync.stop()
    return installation, session


def main() -> None:
    folder, path, seed = sys.argv[1:]
    ledger, rng = Ledger(Path(path)), random.Random(seed)
    _, session = opened(Path(folder))
    if session.damage is not None:
        ledger.note("damage", str(session.damage))
    assert isinstance(session.replica.storage, JournalStorage)
    session.replica.storage._compact_at = COMPACT_AT
    threading.excepthook = _end
    threading.Thread(target=syncing, args=(session, ledger, random.Random(seed + "/sync")), daemon=True).start()
    hands = Hands(session, ledger, rng)
    while True:
        hands.act()
        time.sleep(rng.uniform(0, 0.1))


def _end(failed: threading.ExceptHookArgs) -> None:
    """A thread that dies takes the process with it, so that somebody notices."""
    traceback.print_exception(failed.exc_type, failed.exc_value, failed.exc_traceback)
    sys.stderr.flush()
    os._exit(3)


if __name__ == "__main__":
    main()
