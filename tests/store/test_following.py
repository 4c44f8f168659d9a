from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from threading import Barrier, Thread

import pytest

from espace_mobile.domain.person import Person
from espace_mobile.domain.team import Team
from espace_mobile.protocol.values import new_id
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.following import Following, per_replica
from espace_mobile.store.replica import Replica
from tests.store.test_search import WORKER, empty_replica


class Names(Following):
    """The first names of the people. `meanwhile`: called once, as the next document is read."""

    def __init__(self, replica: Replica) -> None:
        super().__init__(replica, (Person.kind,))
        self.names: dict[str, str] = {}
        self.read: list[str] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def all(self) -> list[str]:
        with self._lock:
            self._refresh()
            return sorted(self.names.values())

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        self.read.append(kind)
        self.names.pop(id, None)
        if document is not None and is_alive(kind, id, document):
            self.names[id] = document["first_name"]
        act, self.meanwhile = self.meanwhile, lambda: None
        act()


@pytest.fixture
def replica() -> Replica:
    replica = empty_replica()
    replica.save(named("Awa"), named("Zoé"), by=WORKER)
    return replica


def named(name: str) -> Person:
    return Person(id=new_id(), first_name=name)


def test_all_is_read_at_first_use_then_only_what_changed(replica: Replica) -> None:
    names = Names(replica)
    assert names.read == []
    assert names.all() == ["Awa", "Zoé"]
    samir = named("Samir")
    replica.save(samir, by=WORKER)
    names.read.clear()
    assert names.all() == ["Awa", "Samir", "Zoé"]
    replica.save(samir.but(first_name="Sami"), by=WORKER)
    assert names.all() == ["Awa", "Sami", "Zoé"]
    assert names.read == [Person.kind] * 2
    assert names.all() == ["Awa", "Sami", "Zoé"]
    assert names.read == [Person.kind] * 2


def test_what_is_deleted_or_brought_back_is_told(replica: Replica) -> None:
    names, awa = Names(replica), next(p for p in replica.all(Person) if p.first_name == "Awa")
    names.all()
    replica.delete(awa, by=WORKER)
    assert names.all() == ["Zoé"]
    replica.restore(awa.kind, awa.id, by=WORKER)
    assert names.all() == ["Awa", "Zoé"]


def test_other_kinds_are_neither_read_nor_noted(replica: Replica) -> None:
    replica.save(Team(id=new_id(), name="Nord"), by=WORKER)
    names = Names(replica)
    names.all()
    replica.save(Team(id=new_id(), name="Sud"), by=WORKER)
    replica.set_meta("cursor", "1")
    names.all()
    assert names.read == [Person.kind] * 2


@pytest.mark.parametrize("refreshing", [False, True])
def test_what_changes_during_a_reading_is_read_again(replica: Replica, refreshing: bool) -> None:
    names, everybody = Names(replica), replica.all(Person)
    if refreshing:
        names.all()
        replica.save(named("Samir"), by=WORKER)
    names.meanwhile = lambda: replica.save(*(p.but(first_name="Ali") for p in everybody), named("Inès"), by=WORKER)
    assert names.all() == ["Ali", "Ali", "Inès", *(["Samir"] if refreshing else [])]


def test_a_file_deleted_by_another_thread_during_the_first_reading_is_gone(replica: Replica) -> None:
    """The thread needs the replica's lock: a reading does not hold it."""
    names = Names(replica)

    def elsewhere() -> None:
        thread = Thread(target=lambda: replica.delete(*replica.all(Person), by=WORKER), daemon=True)
        thread.start()
        thread.join(20)

    names.meanwhile = elsewhere
    assert names.all() == []


def test_the_replica_is_not_kept_alive() -> None:
    replica = empty_replica()
    replica.save(named("Awa"), by=WORKER)
    names = Names(replica)
    assert names.all() == ["Awa"]
    gone = weakref.ref(replica)
    del replica
    gc.collect()
    assert gone() is None
    assert names.all() == ["Awa"]  # what is known; nothing more can be


def test_each_replica_has_one_for_as_long_as_it_lives(replica: Replica) -> None:
    of = per_replica(Names)
    other = empty_replica()
    assert of(replica) is of(replica)
    assert of(other) is not of(replica)
    assert (of(replica).all(), of(other).all()) == (["Awa", "Zoé"], [])
    gone, names = weakref.ref(other), weakref.ref(of(other))
    del other
    gc.collect()
    assert (gone(), names()) == (None, None)


def test_threads_that_ask_at_once_are_given_one(replica: Replica) -> None:
    of, found, together = per_replica(Names), [], Barrier(4)

    def ask() -> None:
        together.wait()
        found.append(of(replica))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(names) for names in found}) == 1
