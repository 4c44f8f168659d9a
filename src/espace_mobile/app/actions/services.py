"""Visits to a service: one tap is one visit, and what was given or advised is said of it afterwards.

Each visit is a record of its own: two tablets that count offline add up when they meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from espace_mobile.app.actions import people
from espace_mobile.app.actions.change import change, check_here, current, held
from espace_mobile.app.actions.files import head_id
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.service_counts import Months, ServiceCounts
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import Advice, ServiceSort
from espace_mobile.domain.vocabulary import offered
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.following import per_replica
from espace_mobile.store.replica import Replica
from espace_mobile.store.visits import Visits

MOST = 99  # items of one kind at one visit: a finger that stays on the button is no gift

_visits = per_replica(Visits)


# Reading


def services_of(replica: Replica, programme: Programme) -> list[ServiceSort]:
    """Those it says, then others that somebody came to; when nobody said any, all there are."""
    known = dict.fromkeys([*programme.services, *_visits(replica).services(programme.id)])
    return list(known) if programme.services else [ServiceSort(code) for code in offered(ServiceSort)]


def of_day(replica: Replica, programme_id: str, day: date) -> list[ServiceVisit]:
    """Newest first. Work: the visits of the day."""
    found = (replica.get(ServiceVisit, id) for id in _visits(replica).on(programme_id, day))
    return sorted((v for v in found if v is not None), key=lambda v: (v.at, v.id), reverse=True)


def months(replica: Replica, programme_id: str, service: ServiceSort | None = None) -> Months:
    """{first day of a month: counts}, of the months with a visit that this device knows of."""
    return _visits(replica).months(programme_id, service)


def total(replica: Replica, programme_id: str) -> tuple[int, int]:
    """Visits, and items given, in all."""
    return _visits(replica).total(programme_id)


def distinct(replica: Replica, counts: ServiceCounts) -> int:
    """The known people among them, each once whatever was merged; nobody can tell the anonymous apart."""
    return counts.distinct(lambda id: head_id(replica, id))


# Saying


@held
def count(
    replica: Replica, programme: Programme, service: ServiceSort, worker: Worker, *, now: datetime,
    person: Person | None = None,
) -> ServiceVisit:  # fmt: skip
    """One more visit, anonymous unless of a `person`. Raises `InputError` (`record`, …) when the file went away."""
    visit = ServiceVisit(
        id=new_id(), programme_id=programme.id, service=service, at=now, worker_id=worker.id,
        **_of(replica, person, worker),
    )  # fmt: skip
    replica.save(visit, by=worker.id)
    return visit


@held
def name(replica: Replica, visit: ServiceVisit, person: Person | None, worker: Worker) -> ServiceVisit:
    """Who came; None: nobody is to know. A named visit is known to the person's team only. Raises like `count`."""
    return change(replica, visit, worker, **_of(replica, person, worker))


@held
def give(replica: Replica, visit: ServiceVisit, worker: Worker, *, donated: int = 0, repaired: int = 0) -> ServiceVisit:
    """So many items more, or fewer; never fewer than none. Raises `InputError` like `check_here`."""
    now = current(replica, visit)
    return change(
        replica, visit, worker, donated=_within(now.donated + donated), repaired=_within(now.repaired + repaired)
    )


@held
def advise(replica: Replica, visit: ServiceVisit, advice: Advice, worker: Worker) -> ServiceVisit:
    """What was advised; once more, and it was not. Raises `InputError` like `check_here`."""
    said = current(replica, visit).advice
    kept = tuple(a for a in said if a != advice) if advice in said else (*said, advice)
    return change(replica, visit, worker, advice=kept)


def change_service(replica: Replica, visit: ServiceVisit, service: ServiceSort, worker: Worker) -> ServiceVisit:
    return change(replica, visit, worker, service=service)


@held
def remove(replica: Replica, visit: ServiceVisit, worker: Worker) -> ServiceVisit:
    """Counted by mistake; what is returned can be given to `restore`. Raises `InputError` like `check_here`."""
    check_here(replica, visit)
    gone = current(replica, visit)
    replica.delete(gone, by=worker.id)
    return gone


@held
def restore(replica: Replica, visit: ServiceVisit, worker: Worker) -> None:
    """Undo `remove`. Raises `InputError` like `check_here`."""
    check_here(replica, visit)
    replica.save(visit, by=worker.id)


def set_services(replica: Replica, programme: Programme, services: Iterable[ServiceSort], worker: Worker) -> Programme:
    """Which services the programme gives. Raises `InputError` (`record`, `counsellor_only`)."""
    check_may(worker)
    chosen: Sequence[ServiceSort] = tuple(services)
    return change(replica, programme, worker, services=tuple(s for s in ServiceSort if s in chosen))


def _of(replica: Replica, person: Person | None, worker: Worker) -> dict[str, Any]:
    if person is None:
        return {"person_id": None, "team": None}
    check_here(replica, person)
    if not people.may_see(replica, worker, person):
        raise InputError("record", "gone")
    return {"person_id": person.id, "team": person.team}


def _within(items: int) -> int:
    return min(max(0, items), MOST)
