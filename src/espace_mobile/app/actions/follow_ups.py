"""Relances: who is to be reached by when, and every try to reach them.

A task stays what its rule made of it; what is shown is what still calls for it (`domain.relances`), so that an
appointment corrected, an exit taken back or a session cancelled on any tablet takes its relances off every list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice

from espace_mobile.app import clock
from espace_mobile.app.actions import people
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.files import head_id, person_of, told_of
from espace_mobile.app.actions.restricted import everybody, restriction_of
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain import relances
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.path_vocabulary import AttemptChannel, AttemptResult, FollowUpRule, FollowUpStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.relances import When
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

LIMIT = 200  # relances read at once: nobody makes more in a day


@dataclass(frozen=True)
class Line:
    """A relance to make. `person`: the file that stands for whoever it is about; `tries`: for this task, latest first;
    `last`: the latest try to reach the person, whatever for."""

    task: FollowUp
    person: Person
    tries: tuple[Attempt, ...] = ()
    last: Attempt | None = None


# Reading


def due(
    replica: Replica, worker: Worker, today: date, *, mine: bool = False, limit: int = LIMIT
) -> dict[When, list[Line]]:
    """The relances that this worker may see, the most urgent first; of nobody whose file is restricted. `mine`: those
    this worker is named for, and of the people they follow when nobody is named."""
    restricted = everybody(replica)
    tasks = sorted(replica.where(FollowUp, status=FollowUpStatus.DUE), key=lambda t: (t.due_on, t.id))

    def wanted(task: FollowUp, person: Person) -> bool:
        for_me = worker.id == (task.worker_id or person.referent_id)
        return (for_me or not mine) and person.id not in restricted and people.may_see(replica, worker, person)

    first = islice(_lines(replica, tasks, today, wanted), limit)
    return {when: list(some) for when, some in groupby(first, key=lambda n: relances.when(n.task.due_on, today))}


def due_for(replica: Replica, person_id: str, today: date) -> list[Line]:
    """The relances of one person, the most urgent first; none while their file is restricted."""
    if restriction_of(replica, person_id):
        return []
    tasks = (t for t in told_of(replica, FollowUp, person_id) if t.status == FollowUpStatus.DUE)
    return list(_lines(replica, sorted(tasks, key=lambda t: (t.due_on, t.id)), today, lambda *_: True))


def attempts_of(replica: Replica, person_id: str) -> list[Attempt]:
    """Every try to reach the person, latest first."""
    return _latest_first(told_of(replica, Attempt, person_id))


def _lines(
    replica: Replica, tasks: Iterable[FollowUp], today: date, wanted: Callable[[FollowUp, Person], bool]
) -> Iterator[Line]:
    """Once per person and cause: two files that were merged may have been given a task each. What costs least to know
    is asked first: there may be thousands of tasks."""
    seen: set[tuple[str, str, str]] = set()
    for task in tasks:
        person = person_of(replica, task.person_id)
        if person is None or not wanted(task, person) or not _is_warranted(replica, task, today):
            continue
        tries = _latest_first(replica.where(Attempt, follow_up_id=task.id))
        cause = (task.rule, task.source_id or task.id, person.id)
        if cause in seen or _is_answered(replica, task, tries):
            continue
        seen.add(cause)
        yield Line(task, person, tuple(tries), next(iter(attempts_of(replica, person.id)), None))


def _is_warranted(replica: Replica, task: FollowUp, today: date) -> bool:
    kind = relances.SOURCES.get(task.rule)
    if kind is None or task.source_id is None:
        return True
    source = replica.get(kind, task.source_id)
    if source is None and replica.record(kind.kind, task.source_id) is not None:  # deleted, not merely elsewhere
        return False
    return relances.warranted(task, source, today)


def _is_answered(replica: Replica, task: FollowUp, tries: Iterable[Attempt]) -> bool:
    situations: list[Situation] = []
    attendances: list[Attendance] = []
    if task.rule in relances.MOMENTS and task.source_id:
        situations = replica.where(Situation, enrolment_id=task.source_id)
    if task.rule == FollowUpRule.SESSION_INVITATION and task.source_id:
        attendances = replica.where(Attendance, session_id=task.source_id, person_id=task.person_id)
    return relances.answered(task, [t.result for t in tries], situations, attendances)


def _latest_first(tries: Iterable[Attempt]) -> list[Attempt]:
    return sorted(tries, key=lambda t: (t.at, t.id), reverse=True)


# Acting: `undoing.take_back` undoes each


@held
def by_hand(
    replica: Replica, person: Person, due_on: date | None, reason: str, worker: Worker, *, today: date
) -> Done[FollowUp]:
    """Somebody is to be called back by a day. Raises `InputError` (`due_on`, `required` or `past`), (`reason`, `nir` or
    `too_long`), or like `check_here`."""
    task = FollowUp(
        id=new_id(), team=person.team, person_id=person.id, rule=FollowUpRule.BY_HAND, worker_id=worker.id,
        due_on=relances.check_due(due_on, today), reason=check_note(reason, "reason"),
    )  # fmt: skip
    check_here(replica, person)
    return do(replica, task, worker=worker)


@held
def attempt(
    replica: Replica,
    follow_up: FollowUp,
    channel: AttemptChannel,
    result: AttemptResult,
    minutes: int,
    worker: Worker,
    now: datetime,
    *,
    again_on: date | None = None,
) -> Done[Attempt]:
    """The try and what it makes of the task, in one commit: done once the person was reached, put off by two working
    days (or to `again_on`) when they were not, still due as it was after a wrong number, or when a situation is to be
    noted of whoever was reached.

    Raises `InputError` (`minutes`, `out_of_range`), (`due_on`, `past`), or like `check_here`.
    """
    again = relances.check_due(again_on, clock.local(now).date()) if again_on else None
    check_here(replica, follow_up)
    tried = Attempt(
        id=new_id(), team=follow_up.team, person_id=head_id(replica, follow_up.person_id), follow_up_id=follow_up.id,
        at=now, channel=channel, result=result, minutes=relances.check_minutes(minutes), worker_id=worker.id,
    )  # fmt: skip
    same = _same_cause(replica, follow_up)
    changed = [after for task in same if (after := _after(task, tried, again)) != task]
    return do(replica, tried, *changed, worker=worker)


@held
def attempt_alone(
    replica: Replica, person: Person, channel: AttemptChannel, result: AttemptResult, minutes: int, worker: Worker,
    now: datetime,
) -> Done[Attempt]:  # fmt: skip
    """A try that no task asked for. Raises `InputError` (`minutes`, `out_of_range`), or like `check_here`."""
    check_here(replica, person)
    tried = Attempt(
        id=new_id(), team=person.team, person_id=person.id, at=now, channel=channel, result=result,
        minutes=relances.check_minutes(minutes), worker_id=worker.id,
    )  # fmt: skip
    return do(replica, tried, worker=worker)


def drop(replica: Replica, follow_up: FollowUp, worker: Worker, now: datetime) -> Done[FollowUp]:
    """It will not be done: nobody is called any more about this."""
    return _change(replica, follow_up, worker, status=FollowUpStatus.DROPPED, closed_at=now, closed_by=worker.id)


def postpone(
    replica: Replica, follow_up: FollowUp, due_on: date | None, worker: Worker, *, today: date
) -> Done[FollowUp]:
    """Raises `InputError` (`due_on`, `required` or `past`), or like `check_here`."""
    return _change(replica, follow_up, worker, due_on=relances.check_due(due_on, today))


def assign(replica: Replica, follow_up: FollowUp, to: str | None, worker: Worker) -> Done[FollowUp]:
    """`to`: the id of the worker who is to do it; None for whoever can."""
    return _change(replica, follow_up, worker, worker_id=to)


def _same_cause(replica: Replica, task: FollowUp) -> list[FollowUp]:
    """The task as it is now, and those that the person's other files were given for the same cause."""
    now = current(replica, task)
    if now.source_id is None:
        return [now]
    about = told_of(replica, FollowUp, now.person_id)
    return [now, *(t for t in about if t.id != now.id and (t.rule, t.source_id) == (now.rule, now.source_id))]


def _after(task: FollowUp, tried: Attempt, again_on: date | None) -> FollowUp:
    """A task that was done or dropped meanwhile stays so."""
    if task.status != FollowUpStatus.DUE:
        return task
    if relances.closes(task, tried.result):
        return task.but(status=FollowUpStatus.DONE, closed_at=tried.at, closed_by=tried.worker_id)
    if again_on is not None:
        return task.but(due_on=again_on)
    if tried.result in relances.TO_TRY_AGAIN:
        return task.but(due_on=max(task.due_on, relances.after_unreached(clock.local(tried.at).date())))
    return task


@held
def _change(replica: Replica, task: FollowUp, worker: Worker, **changes: object) -> Done[FollowUp]:
    check_here(replica, task)
    return do(replica, current(replica, task).but(**changes), worker=worker)
