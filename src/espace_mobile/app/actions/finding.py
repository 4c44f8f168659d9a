"""Finding people: as the name is typed, the ones met lately, and those a new file may double.

Files that were merged are found under what any of them says, and shown once, as the one that stands for all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from espace_mobile.app.actions import files, workers
from espace_mobile.app.actions.people import Identity
from espace_mobile.domain.dates import parse_birth
from espace_mobile.domain.person import Person
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.store.following import per_replica
from espace_mobile.store.recency import LastSeen
from espace_mobile.store.replica import Replica
from espace_mobile.store.search import PeopleSearch

seen = per_replica(LastSeen)


@dataclass(frozen=True)
class Found:
    """`seen_on`: the day the person was last met."""

    person: Person
    seen_on: date | None


def find(replica: Replica, search: PeopleSearch, worker: Worker, query: str, limit: int = 200) -> list[Found]:
    """The files this worker may see that match, best first; an empty query gives the ones met lately."""
    if not workers.sees_identities(worker):
        return []
    if not query.strip():
        return recent(replica, worker, limit=min(limit, 50))
    archived = workers.may_supervise(worker)
    matches = search.search(query, limit, workers.teams_seen(worker), archived=archived)
    return _found(replica, [match.id for match in matches])


def recent(replica: Replica, worker: Worker, limit: int = 50) -> list[Found]:
    """The files this worker may see, the people last met first."""
    if not workers.sees_identities(worker):
        return []
    latest = seen(replica).latest(limit, workers.teams_seen(worker), files.merged(replica))
    return _found(replica, latest)


def duplicates(
    replica: Replica,
    search: PeopleSearch,
    worker: Worker,
    typed: Identity,
    today: date,
    *,
    besides: str | None = None,
) -> list[Found]:
    """Files this worker may see that may be the same person's, likeliest first. `besides`: the one being edited."""
    if not workers.sees_identities(worker):
        return []
    alike = search.similar(
        typed.first_name, typed.last_name, typed.nickname, typed.phone, _year(typed.birth, today),
        teams=workers.teams_seen(worker), archived=workers.may_supervise(worker),
    )  # fmt: skip
    same = files.members(replica, besides) if besides else ()
    return _found(replica, [match.id for match in alike if match.id not in same])


def seen_on(replica: Replica, person: Person) -> date | None:
    return seen(replica).on(*files.members(replica, person.id))


def _found(replica: Replica, ids: Iterable[str]) -> list[Found]:
    heads = dict.fromkeys(files.head_id(replica, id) for id in ids)
    people = (replica.get(Person, id) for id in heads)
    return [Found(person, seen_on(replica, person)) for person in people if person is not None]


def _year(birth: str, today: date) -> int | None:
    try:
        born = parse_birth(birth, today)
    except InputError:  # still being typed
        return None
    return born.on.year if born.on else born.year
