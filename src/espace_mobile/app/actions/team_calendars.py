"""Secret addresses at which a calendar program finds a team's dates: made, and revoked for good, by a supervisor."""

from __future__ import annotations

from datetime import datetime

from espace_mobile.app.actions import workers
from espace_mobile.app.actions.change import change, held
from espace_mobile.app.actions.publishing import check_may
from espace_mobile.domain.public_site import TeamCalendar
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.publication import new_calendar_secret
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica


def calendars(replica: Replica) -> dict[str | None, TeamCalendar]:
    """The address of each team (None: of all of them), the newest that is not revoked."""
    valid = [c for c in replica.all(TeamCalendar) if c.revoked_at is None and c.secret]
    return {c.team_id: c for c in sorted(valid, key=lambda c: (c.made_at, c.id))}


def teams(replica: Replica) -> list[tuple[str | None, str]]:
    """(team id, its name) of each; None, without a name, stands for all of them and comes first."""
    return [(None, ""), *workers.team_names(replica).items()]


@held
def make(replica: Replica, team_id: str | None, name: str, worker: Worker, *, now: datetime) -> TeamCalendar:
    """An address nobody can guess; the one there is, when the team has one. It answers once a supervisor's device has
    synced. `name`: what calendar programs show. Raises `InputError` (`record`, `supervisor_only`)."""
    check_may(worker)
    known = calendars(replica).get(team_id)
    if known is not None:
        return known
    made = TeamCalendar(
        id=new_id(), team_id=team_id, name=name, secret=new_calendar_secret(), worker_id=worker.id, made_at=now
    )
    replica.save(made, by=worker.id)
    return made


def revoke(replica: Replica, calendar: TeamCalendar, worker: Worker, *, now: datetime) -> TeamCalendar:
    """Whoever had the address loses it; there is no undoing it. Raises `InputError` (`record`), like `check_here`."""
    check_may(worker)
    return change(replica, calendar, worker, revoked_at=now)
