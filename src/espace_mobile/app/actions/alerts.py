"""Alerts in one place: what waits for a decision, and who decided what when. Works offline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from espace_mobile.app.actions import files, people, workers
from espace_mobile.app.actions.hours_alerts import HOURS_RULES
from espace_mobile.app.actions.path_alerts import PATH_RULES
from espace_mobile.app.actions.recovery_alerts import RECOVERY_RULES
from espace_mobile.app.actions.rights_alerts import RIGHTS_RULES
from espace_mobile.app.actions.schedule_alerts import SCHEDULE_RULES
from espace_mobile.app.actions.watch import Watch
from espace_mobile.domain.alert_settlement import AlertSettlement
from espace_mobile.domain.alerts import Alert
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.path_vocabulary import AlertDecision, AlertRule
from espace_mobile.domain.person import Person
from espace_mobile.domain.schedule_alerts import RULES as OF_SCHEDULE
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.record import ERASED
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.following import per_replica
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Pending:
    """An alert, the files it is about (those that are here), and its decision, if there is one."""

    id: str
    alert: Alert
    people: tuple[Person, ...]
    settled: AlertSettlement | None = None


def pending(replica: Replica, worker: Worker, today: date) -> list[Pending]:
    """What waits for this worker's decision, the urgent first, then by day."""
    return [p for p in _found(replica, worker, today) if p.settled is None]


def settled(replica: Replica, worker: Worker, today: date) -> list[Pending]:
    """What is still so and was decided, the latest first."""
    decided = [p for p in _found(replica, worker, today) if p.settled is not None]
    return sorted(decided, key=lambda p: (p.settled.at.isoformat() if p.settled else "", p.id), reverse=True)


def settle(
    replica: Replica, alert: Pending, decision: AlertDecision, worker: Worker, *, now: datetime, note: str = ""
) -> AlertSettlement:
    """Raises `InputError` (`note`, …; `several_teams` when `may_note` says that there can be none)."""
    kept = check_note(note)
    if kept and not may_note(alert):
        raise InputError("note", "several_teams")
    settlement = AlertSettlement(
        id=alert.id, rule=alert.alert.rule, subject_id=alert.alert.subject_id, decision=decision, at=now,
        worker_id=worker.id, note=kept, team=_team(alert), person_ids=_files(replica, alert) if kept else (),
    )  # fmt: skip
    replica.save(settlement, by=worker.id)
    return settlement


def reopen(replica: Replica, settlement: AlertSettlement, worker: Worker) -> None:
    """Take a decision back."""
    replica.delete(settlement, by=worker.id)


def prepare(replica: Replica, today: date) -> None:
    """Read the register now, on any thread, so that nobody waits for it."""
    _watch(replica).alerts(today)


def is_ready(replica: Replica) -> bool:
    return _watch(replica).ready


def may_note(alert: Pending) -> bool:
    """Whether a word may go with the decision: not when it would be told to a team that has not all of the people."""
    teams = _teams(alert)
    return len(teams) <= 1 and "" not in teams


def may_decide(worker: Worker, alert: Pending | None = None) -> bool:
    """On this one; without one, on any. A planner decides on the schedule, and is told of nothing else."""
    if workers.may_supervise(worker):
        return True
    return workers.may_plan(worker) and (alert is None or is_of_schedule(alert.alert))


def decisions(alert: Alert) -> tuple[AlertDecision, ...]:
    """Those that can be said of it. What is put right in the schedule is no alert any more: nobody says so besides."""
    return _OF_DATES if is_of_schedule(alert) else tuple(AlertDecision)


def is_of_schedule(alert: Alert) -> bool:
    return alert.rule in OF_SCHEDULE


def _found(replica: Replica, worker: Worker, today: date) -> list[Pending]:
    names = workers.sees_identities(worker)
    if not names and not workers.may_plan(worker):
        return []
    broken = (alert for alert in _watch(replica).alerts(today) if names or is_of_schedule(alert))
    found = (_pending(replica, alert) for alert in broken)
    # Two appointments may clash for worker and person alike.
    seen = {p.id: p for p in found if _may_see(replica, worker, p)}
    return sorted(seen.values(), key=lambda p: (_ORDER.get(p.alert.rule, 9), p.alert.on or date.min, p.id))


def _pending(replica: Replica, alert: Alert) -> Pending:
    id = _settlement_id(replica, alert)
    people = tuple(p for person in alert.person_ids if (p := files.person_of(replica, person)))
    return Pending(id, alert, people, replica.get(AlertSettlement, id))


def _settlement_id(replica: Replica, alert: Alert) -> str:
    """The same on every device. Of a decision whose word was erased with somebody, the next one takes the place."""
    id = _id(alert.rule, alert.key)
    while (found := replica.record(AlertSettlement.kind, id)) is not None and ERASED in found.fields:
        id = derived_id("alert again", id)
    return id


@lru_cache(maxsize=8192)  # each redraw asks for every alert's
def _id(rule: AlertRule, key: tuple[str, ...]) -> str:
    return derived_id("alert", rule, *key)


def _may_see(replica: Replica, worker: Worker, alert: Pending) -> bool:
    """Somebody of the team, when it is about anybody this device knows; planners the schedule's; supervisors all."""
    return may_decide(worker, alert) or any(people.may_see(replica, worker, person) for person in alert.people)


def _teams(alert: Pending) -> set[str | None]:
    """Of the people it is about; of those who are not here, some other (`""`)."""
    here = {person.team for person in alert.people}
    return here if len(alert.people) == len(alert.alert.person_ids) else {*here, ""}


def _team(alert: Pending) -> str | None:
    """Of all the people it is about; when they are of several teams, everybody's: all must see that it is decided."""
    teams = _teams(alert)
    return teams.pop() or None if len(teams) == 1 else None


def _files(replica: Replica, alert: Pending) -> tuple[str, ...]:
    """Every file of the people it is about."""
    return tuple(dict.fromkeys(file for id in alert.alert.person_ids for file in files.members(replica, id)))


_OF_DATES = (AlertDecision.ACCEPTED, AlertDecision.NO_PROBLEM)
RULES = (*PATH_RULES, *HOURS_RULES, *SCHEDULE_RULES, *RECOVERY_RULES, *RIGHTS_RULES)

_watch = per_replica(lambda replica: Watch(replica, RULES))
_ORDER = {
    "urgent_situation": 0, "device_recovered": 0, "stand_in": 0, "written_while_restricted": 1,
    "capacity": 1, "double_booking": 2, "overdrawn_hours": 3,
    "enterprise_hours": 3, "moved_twice": 4, "team_twice": 4, "van_twice": 4, "worker_twice": 4,
    "under_16": 5, "minor": 6, "hours_100": 7, "hours_80": 8,
}  # fmt: skip
