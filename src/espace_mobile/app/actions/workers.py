"""Who works here, in which role, and which files each may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from espace_mobile.domain.departures import has_left
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

_SEES_NO_IDENTITY = frozenset({Role.PLANNER})
_SEES_EVERY_TEAM = frozenset({Role.SUPERVISOR})
_PLANS = frozenset({Role.PLANNER, Role.SUPERVISOR})
_COUNSELS = frozenset({Role.COUNSELLOR, Role.SUPERVISOR})


def sees_identities(worker: Worker) -> bool:
    """A planner works with dates and figures: no name ever shows. Nor to a role this version does not know."""
    return worker.role.known and worker.role not in _SEES_NO_IDENTITY


def teams_seen(worker: Worker) -> tuple[str, ...] | None:
    """The teams whose files this worker may see; None for all. On a shared tablet, not all that the device holds."""
    if worker.role in _SEES_EVERY_TEAM:
        return None
    return worker.team_ids if sees_identities(worker) else ()


def may_see(worker: Worker, person: Person) -> bool:
    if not sees_identities(worker):
        return False
    teams = teams_seen(worker)
    return teams is None or person.team is None or person.team in teams


def may_plan(worker: Worker) -> bool:
    """Change the schedule. In the field, one's own outing of the day can always be started, closed or cancelled."""
    return worker.role in _PLANS


def may_run(worker: Worker, outing: Outing) -> bool:
    """Confirm, cancel or close this date."""
    return may_plan(worker) or outing.team_id in worker.team_ids


def may_counsel(worker: Worker) -> bool:
    """Interviews, sessions, entries and outcomes. In the field one sees that they took place."""
    return worker.role in _COUNSELS


def may_read_figures(worker: Worker) -> bool:
    """Those of the whole association; whoever plans reads them without the small numbers."""
    return may_counsel(worker) or may_plan(worker)


def may_supervise(worker: Worker) -> bool:
    """Devices, workers, conflicts of every team, erasure."""
    return worker.role == Role.SUPERVISOR


def home_team(worker: Worker) -> str | None:
    """The team a file opened away from any outing belongs to."""
    return worker.team_ids[0] if worker.team_ids else None


def team_names(replica: Replica) -> dict[str, str]:
    """{team id: name}, in alphabetical order."""
    return {team.id: team.name for team in sorted(replica.all(Team), key=lambda t: (t.name.casefold(), t.id))}


def is_here(worker: Worker, today: date) -> bool:
    """Not left: to be proposed wherever somebody is chosen."""
    return not has_left(worker, today)


def workers(replica: Replica) -> list[Worker]:
    """Active ones first, then by name."""
    return sorted(replica.all(Worker), key=lambda w: (not w.active, w.display_name.casefold(), w.id))


def new_colleague(display_name: str, team_ids: Iterable[str]) -> Worker:
    """Somebody who joins in the field, to be saved with their account. Raises `InputError` on an empty name."""
    if not display_name.strip():
        raise InputError("display_name", "required")
    return Worker(id=new_id(), display_name=display_name.strip(), role=Role.FIELD, team_ids=tuple(team_ids))
