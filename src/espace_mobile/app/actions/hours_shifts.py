"""Hours of one person on some days: planned, then validated, with other minutes if it went otherwise; or cancelled."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from espace_mobile.app.actions import files, hours, people
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.hours_alerts import is_in_firm
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain import enterprise_hours, spells
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.enterprise_hours import Counter
from espace_mobile.domain.hours_bank import LONGEST, Balance, balance
from espace_mobile.domain.path_vocabulary import ShiftStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

WEEK = timedelta(days=6)


@dataclass(frozen=True)
class Doubts:
    """What is to be said before it is planned, in minutes. `beyond`: more than what is left; `firms`: above 480 h."""

    left: int = 0
    beyond: int = 0
    firms: int = 0

    def __bool__(self) -> bool:
        return self.beyond > 0 or self.firms > 0


@dataclass(frozen=True)
class Waiting:
    """Planned and not validated. `late`: before today; `coming`: in the seven days that begin today."""

    late: tuple[WorkShift, ...]
    coming: tuple[WorkShift, ...]


@dataclass(frozen=True)
class PersonHours:
    """`shifts`: but the cancelled ones, the latest first. `firms`: None for somebody who works in none."""

    shifts: tuple[WorkShift, ...]
    together: Balance
    firms: Counter | None


# Reading


def waiting_in(replica: Replica, programme: Programme, today: date) -> Waiting:
    """By day. Work: the shifts found, not those there ever were."""
    sums, until = hours.sums(replica), today + WEEK
    ids = (id for a in hours.allocations_of(replica, programme.id) for id in sums.waiting(a.id, until))
    found = sorted((s for id in ids if (s := replica.get(WorkShift, id))), key=lambda s: (s.on, s.id))
    return Waiting(tuple(s for s in found if s.on < today), tuple(s for s in found if s.on >= today))


def hours_of(replica: Replica, person_id: str, today: date) -> PersonHours:
    """Of every file of the person."""
    told = [s for s in files.told_of(replica, WorkShift, person_id) if s.status != ShiftStatus.CANCELLED]
    firms = [s for s in told if is_in_firm(replica, s)]
    ordered = tuple(sorted(told, key=lambda s: (s.on, s.id), reverse=True))
    return PersonHours(ordered, balance(0, told), enterprise_hours.counter(firms, today) if firms else None)


def is_offered(replica: Replica, person_id: str, today: date) -> bool:
    """Whether the person is in a programme that has hours of work."""
    spells_now = (e for e in files.told_of(replica, Enrolment, person_id) if spells.is_open(e, today))
    programmes = (replica.get(Programme, spell.programme_id) for spell in spells_now)
    return any(p is not None and ProgrammePart.HOURS in p.parts for p in programmes)


def doubts(
    replica: Replica, allocation: WorkAllocation, person_id: str, days: Collection[date], minutes: int, today: date
) -> Doubts:
    """Of so many minutes on each of these days."""
    asked = minutes * len(days)
    left = hours.balance_of(replica, allocation).left
    firms = 0
    if allocation.enterprise and asked:
        told = [s for s in files.told_of(replica, WorkShift, person_id) if is_in_firm(replica, s)]
        more = [WorkShift(id="", allocation_id=allocation.id, on=day, minutes=minutes) for day in days]
        firms = max(0, -enterprise_hours.counter([*told, *more], today).left)
    return Doubts(left, max(0, asked - max(left, 0)) if asked else 0, firms)


# Changing


@held
def plan(
    replica: Replica, allocation: WorkAllocation | None, person: Person, days: Collection[date], minutes: int,
    worker: Worker, *, today: date, done: bool = False, anyway: bool = False,
) -> Done[WorkShift]:  # fmt: skip
    """As many shifts as days, in one commit. `done`: they were worked already. `anyway`: whatever `doubts` says.

    Raises `InputError` (`allocation_id`, `required`; `minutes`: `required`, `out_of_range`, `beyond`; `shift_days`:
    `required`, `outside`, `ahead`; `record`).
    """
    check_may(worker)
    if allocation is None:
        raise InputError("allocation_id", "required")
    for fact in (allocation, person):
        check_here(replica, fact)
    if not people.may_see(replica, worker, person):
        raise InputError("record", "gone")
    given = current(replica, allocation)
    _check_days(given, days, today if done else None)
    _check_minutes(minutes)
    if not anyway and doubts(replica, given, person.id, days, minutes, today):
        raise InputError("minutes", "beyond")
    status = ShiftStatus.VALIDATED if done else ShiftStatus.PLANNED
    made = [
        WorkShift(
            id=new_id(), allocation_id=given.id, person_id=person.id, on=day, minutes=minutes, status=status,
            worker_id=worker.id,
        )
        for day in sorted(set(days))
    ]  # fmt: skip
    return do(replica, *made, worker=worker)


@held
def validate(
    replica: Replica, shift: WorkShift, worker: Worker, today: date, minutes: int | None = None
) -> Done[WorkShift]:
    """It was worked; `minutes`: not as long as planned, or longer, also of one validated before. Raises `InputError`
    (`record`, `not_yet`; `minutes`)."""
    check_may(worker)
    return do(replica, _worked(replica, shift, today, minutes), worker=worker)


@held
def validate_all(replica: Replica, shifts: Iterable[WorkShift], worker: Worker, today: date) -> Done[WorkShift] | None:
    """Those still planned, in one commit. None when there are none."""
    check_may(worker)
    planned = (s for s in shifts if (now := replica.get(WorkShift, s.id)) and now.status == ShiftStatus.PLANNED)
    worked = [_worked(replica, shift, today) for shift in planned]
    return do(replica, *worked, worker=worker) if worked else None


@held
def replan(replica: Replica, shift: WorkShift, worker: Worker, minutes: int) -> Done[WorkShift]:
    """Longer or shorter than planned, before it is worked. Raises `InputError` (`minutes`, `out_of_range`)."""
    check_may(worker)
    check_here(replica, shift)
    _check_minutes(minutes)
    return do(replica, current(replica, shift).but(minutes=minutes), worker=worker)


@held
def cancel(replica: Replica, shift: WorkShift, worker: Worker) -> Done[WorkShift]:
    """It did not, or will not, take place: its hours are there again."""
    check_may(worker)
    check_here(replica, shift)
    return do(replica, current(replica, shift).but(status=ShiftStatus.CANCELLED), worker=worker)


def _worked(replica: Replica, shift: WorkShift, today: date, minutes: int | None = None) -> WorkShift:
    check_here(replica, shift)
    now = current(replica, shift)
    if now.on > today:
        raise InputError("record", "not_yet")
    if minutes is not None:
        _check_minutes(minutes)
    return now.but(status=ShiftStatus.VALIDATED, minutes=now.minutes if minutes is None else minutes)


def _check_days(allocation: WorkAllocation, days: Collection[date], last: date | None) -> None:
    if not days:
        raise InputError("shift_days", "required")
    if any(not hours.is_open(allocation, day) or (allocation.since and day < allocation.since) for day in days):
        raise InputError("shift_days", "outside")
    if last is not None and any(day > last for day in days):
        raise InputError("shift_days", "ahead")


def _check_minutes(minutes: int) -> None:
    if minutes <= 0:
        raise InputError("minutes", "required")
    if minutes > LONGEST:
        raise InputError("minutes", "out_of_range", min=1, max=LONGEST)
