"""The list behind a number: what the worker may open of it, and how much of it they may not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from espace_mobile.app.actions import files, workers
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.person import Person
from espace_mobile.domain.worker import Worker
from espace_mobile.store.replica import Key, Replica


@dataclass(frozen=True)
class Listed:
    """`keys`: those to show, in the order given; `elsewhere`: how many more the number counts."""

    keys: tuple[Key, ...] = ()
    elsewhere: int = 0


def listed(replica: Replica, worker: Worker, keys: Sequence[Key]) -> Listed:
    """Work: proportional to `keys`, each read, off the page's thread."""
    shown = tuple(key for key in keys if may_open(replica, worker, key))
    return Listed(shown, len(keys) - len(shown))


def may_open(replica: Replica, worker: Worker, key: Key) -> bool:
    """What names nobody may be opened by whoever counsels; what is told of a person, by who may see their file."""
    fact = fact_of(replica, key)
    if fact is None or not workers.may_counsel(worker):
        return False
    about = told_of(key, fact)
    person = files.person_of(replica, about)
    return about is None or (person is not None and workers.may_see(worker, person))


def fact_of(replica: Replica, key: Key) -> Fact | None:
    """None when it is there no more, or of a newer version."""
    kind = KINDS.get(key[0])
    return replica.get(kind, key[1]) if kind is not None else None


def told_of(key: Key, fact: Fact) -> str | None:
    """The file it is about; None when it is of nobody in particular."""
    return key[1] if key[0] == Person.kind else getattr(fact, "person_id", None)
