"""The effort that reaching people takes, by worker and week: a figure of its own in the yearly balance (sheet C)."""

from __future__ import annotations

from datetime import date, timedelta

from espace_mobile.app.actions import workers
from espace_mobile.app.actions.files import head_id
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.periods import monday
from espace_mobile.domain.relance_effort import Cell, Effort, by_worker_and_week
from espace_mobile.domain.worker import Worker
from espace_mobile.store.days import Days
from espace_mobile.store.following import per_replica
from espace_mobile.store.replica import Replica

_days = per_replica(lambda replica: Days(replica, Attempt.kind, "at"))


def effort(
    replica: Replica, viewer: Worker, today: date, weeks: int = 1, *, of: str | None = None
) -> dict[Cell, Effort]:
    """{(worker id, Monday): effort} of the last weeks, this one included. `of`: one worker only.

    Of the teams that the viewer sees. Work: proportional to the attempts of these weeks.
    """
    first = monday(today) - timedelta(weeks=weeks - 1)
    last = monday(today) + timedelta(days=6)
    found = (replica.get(Attempt, id) for id in _days(replica).between(first, last))
    made = [a for a in found if a is not None and of in (None, a.worker_id) and _is_seen(viewer, a)]
    cells = by_worker_and_week(made, lambda id: head_id(replica, id))
    return {(who, week): effort for (who, week), effort in cells.items() if first <= week <= last}


def _is_seen(viewer: Worker, attempt: Attempt) -> bool:
    teams = workers.teams_seen(viewer)
    return teams is None or attempt.team is None or attempt.team in teams
