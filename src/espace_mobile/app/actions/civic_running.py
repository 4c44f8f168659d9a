"""What happens to a civic-service mission: it begins, its steps are ticked off, it ends, something came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from espace_mobile.app.actions import due, enrolments, outcomes
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.files import person_of, told_of
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain import civic_rules
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import FollowUpStatus
from espace_mobile.domain.sheet_vocabulary import MissionStatus, Vocation
from espace_mobile.domain.vocabulary import OutcomeType
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.store.replica import Replica

# Each raises `InputError` like `check_here` and (`record`, `counsellor_only`); `undoing.take_back` undoes each.


@held
def begin(replica: Replica, mission: CivicMission, worker: Worker, today: date) -> Done[CivicMission]:
    """Raises `InputError` (`since`, `future`), what `civic_rules.check_start` asks for, and what it `breaks`."""
    now = _now(replica, mission, worker).but(status=MissionStatus.RUNNING)
    civic_rules.check_start(now)
    if now.since is not None and now.since > today:
        raise InputError("since", "future")
    civic_rules.check(now, person_of(replica, now.person_id))
    return do(replica, now, worker=worker)


@held
def end(replica: Replica, mission: CivicMission, worker: Worker, today: date, ask: str) -> Done[CivicMission]:
    """It lasted to its last day. `ask`: what the volunteer is called about three months later, in the words of the
    relance. Raises `InputError` (`until`, `future`)."""
    now = _now(replica, mission, worker)
    last = now.until or today
    if last > today:
        raise InputError("until", "future")
    ended = now.but(status=MissionStatus.ENDED, until=last)
    return do(replica, ended, *_ask(replica, ended, last, today, ask), worker=worker)


@held
def break_off(
    replica: Replica, mission: CivicMission, worker: Worker, on: date, today: date, ask: str
) -> Done[CivicMission]:
    """It stopped on a day. `ask`: as in `end`. Raises `InputError` (`until`: `before_since`, `future`)."""
    now = _now(replica, mission, worker)
    if on > today:
        raise InputError("until", "future")
    if now.since is not None and on < now.since:
        raise InputError("until", "before_since")
    stopped = now.but(status=MissionStatus.BROKEN_OFF, until=on)
    return do(replica, stopped, *_ask(replica, stopped, on, today, ask), worker=worker)


@held
def put(replica: Replica, mission: CivicMission, status: MissionStatus, worker: Worker) -> Done[CivicMission]:
    """Cancel it, or take back what was noted: it is planned, or runs, after all; nobody is called about it then."""
    now = _now(replica, mission, worker)
    return do(replica, now.but(status=status), *_closed(replica, now, FollowUpStatus.DROPPED), worker=worker)


@held
def tick(
    replica: Replica, mission: CivicMission, step: str, on: date | None, worker: Worker
) -> Done[CivicMission]:  # fmt: skip
    """`step`: one of `civic_rules.STEPS`; `on`: done or planned that day, None: not done after all. Raises `KeyError`
    for any other step."""
    if step not in civic_rules.STEPS:
        raise KeyError(step)
    return do(replica, _now(replica, mission, worker).but(**{step: on}), worker=worker)


@held
def note_vocation(
    replica: Replica, mission: CivicMission, vocation: Vocation | None, worker: Worker, now: datetime
) -> Done[CivicMission]:
    """What came of it; None: not known yet. Whoever was to be called about it need not be any more."""
    told = _now(replica, mission, worker).but(vocation=vocation)
    known = vocation not in (None, Vocation.UNKNOWN)
    done = {"closed_at": now, "closed_by": worker.id}
    tasks = _closed(replica, told, FollowUpStatus.DONE, **done) if known else ()
    return do(replica, told, *tasks, worker=worker)


# As an outcome of the person's path, when they are in one


def path_of(replica: Replica, mission: CivicMission) -> Enrolment | None:
    """The spell that this mission came of, the latest begun before it; None when there is none, or when it says so
    already."""
    if mission.status not in civic_rules.BEGUN or mission.since is None or mission.person_id is None:
        return None
    of_person = enrolments.enrolments_of(replica, mission.person_id)
    spell = next((e for e in of_person if e.entered_on is not None and e.entered_on <= mission.since), None)
    if spell is None or any(_says(o, mission) for o in outcomes.outcomes_of(replica, spell)):
        return None
    return spell


def become_outcome(replica: Replica, mission: CivicMission, worker: Worker, today: date) -> Done[Outcome]:
    """The mission as an outcome of `path_of`, from its first day on. Raises `InputError` (`record`, `no_path`), or like
    `outcomes.record_outcome`."""
    now = _now(replica, mission, worker)
    spell = path_of(replica, now)
    if spell is None or now.since is None:
        raise InputError("record", "no_path")
    return outcomes.record_outcome(
        replica, spell, worker, OutcomeType.CIVIC_SERVICE, now.since, today, months=civic_rules.months(now)
    )


def _says(outcome: Outcome, mission: CivicMission) -> bool:
    return outcome.type == OutcomeType.CIVIC_SERVICE and outcome.on == mission.since


def _now(replica: Replica, mission: CivicMission, worker: Worker) -> CivicMission:
    check_may(worker)
    check_here(replica, mission)
    return current(replica, mission)


def _ask(replica: Replica, mission: CivicMission, ended: date, today: date, ask: str) -> Iterable[FollowUp]:
    """The relance, unless what came of it is known. One that was made and dropped is due again."""
    person = person_of(replica, mission.person_id)
    if person is None or mission.vocation is not None:
        return
    task = due.after_mission(mission, person, civic_rules.asked_on(ended, today), ask)
    known = replica.get(FollowUp, task.id)
    if known is None or known.status == FollowUpStatus.DROPPED:
        yield task


def _closed(replica: Replica, mission: CivicMission, status: FollowUpStatus, **more: Any) -> Iterable[FollowUp]:
    """Whatever file of the person it was made for."""
    tasks = told_of(replica, FollowUp, mission.person_id) if mission.person_id else []
    for task in tasks:
        if task.source_id == mission.id and task.status == FollowUpStatus.DUE:
            yield task.but(status=status, **more)
