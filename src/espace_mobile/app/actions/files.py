"""One person, one file, whatever was merged: whose file stands for whose, and all that is told of the person.

Read a person's facts with `told_of`, never with `replica.where(…, person_id=…)`: it would miss what points at a file
that was merged into this one, here or on a tablet that did not know yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.person import Person
from espace_mobile.store.following import per_replica
from espace_mobile.store.merged import Merged
from espace_mobile.store.replica import Replica

F = TypeVar("F", bound=Fact)

_of = per_replica(Merged)


def members(replica: Replica, person_id: str) -> tuple[str, ...]:
    """The ids of every file of this person, the one that stands for them first."""
    return _of(replica).members(person_id)


def merged(replica: Replica) -> Mapping[str, tuple[str, ...]]:
    """The members of every merged file, by its id. The same object until a merge changes."""
    return _of(replica).all()


def head_id(replica: Replica, person_id: str) -> str:
    """The id of the file that stands for this one: itself, unless it was merged."""
    return members(replica, person_id)[0]


def heads(replica: Replica, ids: Iterable[str]) -> set[str]:
    """The distinct people whom these files are of, each by the id that stands for them."""
    known = merged(replica)
    return {known[id][0] if id in known else id for id in ids}


def person_of(replica: Replica, person_id: str | None) -> Person | None:
    """The file to show for whoever a fact points at. None when it is not here, or there is nobody."""
    return replica.get(Person, head_id(replica, person_id)) if person_id else None


def told_of(replica: Replica, kind: type[F], person_id: str) -> list[F]:
    """Every fact of this kind about the person. Work: proportional to the result."""
    return [fact for id in members(replica, person_id) for fact in replica.where(kind, person_id=id)]
