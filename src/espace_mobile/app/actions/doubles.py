"""Files that are perhaps one person's, for a supervisor to look at; and those somebody said are two people's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, product

from espace_mobile.app.actions import files, workers
from espace_mobile.domain.not_same import NotSame
from espace_mobile.domain.person import Person
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.following import per_replica
from espace_mobile.store.lookalikes import Lookalikes
from espace_mobile.store.replica import Replica

MOST = 200  # pairs shown: after those, the next ones come

_of = per_replica(Lookalikes)


@dataclass(frozen=True)
class Double:
    """`into`: the older file, to which the other would be joined."""

    into: Person
    taken: Person


def ready(replica: Replica) -> bool:
    """Whether `doubles` knows them all; otherwise `prepare` is due."""
    return _of(replica).ready


def prepare(replica: Replica) -> None:
    """Compare the files; some seconds for a large register, so on another thread."""
    _of(replica).prepare()


def doubles(replica: Replica, worker: Worker, limit: int = MOST) -> list[Double]:
    """The likeliest first. Nothing for who may not merge them."""
    return list(islice(_doubles(replica), limit)) if workers.may_supervise(worker) else []


def say_not_same(replica: Replica, one: Person, other: Person, worker: Worker, *, now: datetime) -> NotSame:
    """They are two people: no longer shown together, on any tablet."""
    first, second = sorted((one.id, other.id))
    said = NotSame(
        id=_not_same_id(first, second), person_id=first, other_id=second, at=now, worker_id=worker.id
    )  # fmt: skip
    replica.save(said, by=worker.id)
    return said


def take_back(replica: Replica, said: NotSame, worker: Worker) -> None:
    replica.delete(said, by=worker.id)


def _doubles(replica: Replica) -> Iterator[Double]:
    shown: set[tuple[str, str]] = set()
    for pair in _of(replica).pairs():
        one, other = sorted((files.head_id(replica, pair.one), files.head_id(replica, pair.other)))
        if one == other or (one, other) in shown or _are_two(replica, one, other):
            continue
        shown.add((one, other))
        into, taken = replica.get(Person, one), replica.get(Person, other)
        if into is not None and taken is not None:
            yield Double(into, taken)


def _are_two(replica: Replica, one: str, other: str) -> bool:
    """Said of any file of the one and any of the other."""
    pairs = product(files.members(replica, one), files.members(replica, other))
    return any(replica.get(NotSame, _not_same_id(*sorted(pair))) is not None for pair in pairs)


def _not_same_id(first: str, second: str) -> str:
    return derived_id("not_same", first, second)
