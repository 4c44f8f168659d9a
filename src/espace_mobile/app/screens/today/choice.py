"""Which outing the counter counts for, when a team has several on one day."""

from __future__ import annotations

from datetime import date

from espace_mobile.app.actions import outings
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.worker import Worker
from espace_mobile.store.replica import Replica

CHOSEN = "today.outing"  # local: [ISO date, outing id]


def choose(replica: Replica, outing: Outing, today: date) -> None:
    """For the rest of the day, on this tablet. Also for another date's outing, to enter what was noted on paper."""
    replica.set_meta(CHOSEN, [today.isoformat(), outing.id])


def chosen(replica: Replica, worker: Worker, today: date) -> Outing | None:
    day, id = replica.meta(CHOSEN, ["", ""])
    picked = replica.get(Outing, id) if day == today.isoformat() else None
    return picked or outings.todays_outing(replica, worker, today)
