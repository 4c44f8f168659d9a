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
    """What names nobody is shown to whoever counsels; what is told of a person, to who may see their file.

    Work: proportional to `keys`, off the page's thread; none for who may see every team.
    """
    if not workers.may_counsel(worker):
        return Listed((), len(keys))
    if workers.teams_seen(worker) is None:
        return Listed(tuple(keys))
    seen: dict[str, bool] = {}
    shown = tuple(key for key in keys if _is_seen(replica, worker, _about(replica, key), seen))
    return Listed(shown, len(keys) - len(shown))


def _about(replica: Replica, key: Key) -> str | None:
    """From the document: making a fact of each of ten thousand takes a second."""
    if key[0] == Person.kind:
        return key[1]
    found = replica.storage.tables.get(key[0], {}).get(key[1])
    about = found.get("person_id") if found else None
    return about if isinstance(about, str) else None


def _is_seen(replica: Replica, worker: Worker, about: str | None, seen: dict[str, bool]) -> bool:
    """`seen`: what was found of each file before."""
    if about is None:
        return True
    if about not in seen:
        person = files.person_of(replica, about)
        seen[about] = person is not None and workers.may_see(worker, person)
    return seen[about]


def fact_of(replica: Replica, key: Key) -> Fact | None:
    """None when it is there no more, or of a newer version."""
    kind = KINDS.get(key[0])
    return replica.get(kind, key[1]) if kind is not None else None


def told_of(key: Key, fact: Fact) -> str | None:
    """The file it is about; None when it is of nobody in particular."""
    return key[1] if key[0] == Person.kind else getattr(fact, "person_id", None)
