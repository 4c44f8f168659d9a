"""Urgent situations told in interviews: flagged for the whole team, until somebody takes care of them."""

from __future__ import annotations

from datetime import datetime

from espace_mobile.app.actions import people
from espace_mobile.app.actions.change import change, current, held
from espace_mobile.app.actions.files import members, person_of
from espace_mobile.app.actions.interviews import toggled
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.path_vocabulary import Urgency
from espace_mobile.domain.person import Person
from espace_mobile.domain.worker import Worker
from espace_mobile.store.replica import Replica


def flag(replica: Replica, interview: Interview, worker: Worker, urgencies: tuple[Urgency, ...] = ()) -> Interview:
    """The team hears of it at the next sync. What it is about may be told later, or not."""
    told = {"urgent_settled_at": None, "urgent_settled_by": None}
    return change(replica, interview, worker, urgent=True, urgencies=urgencies, **told)


@held
def toggle(replica: Replica, interview: Interview, worker: Worker, urgency: Urgency) -> Interview:
    now = current(replica, interview).urgencies
    return flag(replica, interview, worker, toggled(now, interview.urgencies, urgency))


def not_urgent(replica: Replica, interview: Interview, worker: Worker) -> Interview:
    """It was flagged by mistake."""
    return change(replica, interview, worker, urgent=False, urgencies=())


def settle(replica: Replica, interview: Interview, worker: Worker, *, now: datetime) -> Interview:
    """Somebody takes care of it. What it was about stays known."""
    return change(replica, interview, worker, urgent=False, urgent_settled_at=now, urgent_settled_by=worker.id)


def flagged_of(replica: Replica, person_id: str) -> list[Interview]:
    """Those of a person that nobody settled yet, latest first."""
    found = [i for id in members(replica, person_id) for i in replica.where(Interview, person_id=id, urgent=True)]
    return sorted(found, key=lambda i: (i.at, i.id), reverse=True)


def is_urgent(replica: Replica, person_id: str) -> bool:
    return any(replica.count(Interview, person_id=id, urgent=True) for id in members(replica, person_id))


def flagged_for(replica: Replica, worker: Worker) -> list[tuple[Interview, Person]]:
    """Those a worker may see, latest first. Work: proportional to all that are not settled."""
    found = [(i, person_of(replica, i.person_id)) for i in replica.where(Interview, urgent=True)]
    seen = [(i, p) for i, p in found if p is not None and people.may_see(replica, worker, p)]
    return sorted(seen, key=lambda pair: (pair[0].at, pair[0].id), reverse=True)
