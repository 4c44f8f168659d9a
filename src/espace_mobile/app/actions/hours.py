"""The hours bank of a programme: what hosts promised, what is planned and worked of it, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from espace_mobile.app.actions import files
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.hours_bank import Balance, parse_hours, typed_hours
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.text import folded, tidy
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.following import per_replica
from espace_mobile.store.hours import HoursSums
from espace_mobile.store.replica import Replica

TASK_LENGTH = 80  # characters
sums = per_replica(HoursSums)


@dataclass(frozen=True)
class Promise:
    """What a host promises, as typed, unchecked."""

    organisation_id: str = ""
    task: str = ""
    hours: str = ""
    enterprise: bool = False
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, known: WorkAllocation) -> Promise:
        return cls(
            known.organisation_id or "", known.task, typed_hours(known.minutes), known.enterprise, known.since,
            known.until,
        )  # fmt: skip

    def checked(self, replica: Replica) -> dict[str, Any]:
        """Raises `InputError` (`organisation_id`, `task`, `hours`, `until`), by the field."""
        if replica.get(Organisation, self.organisation_id) is None:
            raise InputError("organisation_id", "required")
        task, minutes = tidy(self.task), parse_hours(self.hours)
        if not task:
            raise InputError("task", "required")
        if len(task) > TASK_LENGTH:
            raise InputError("task", "too_long", length=len(task), max=TASK_LENGTH)
        if not minutes:
            raise InputError("hours", "required")
        if self.since is not None and self.until is not None and self.until < self.since:
            raise InputError("until", "before_start")
        return {
            "organisation_id": self.organisation_id, "task": task, "minutes": minutes, "enterprise": self.enterprise,
            "since": self.since, "until": self.until,
        }  # fmt: skip


@dataclass(frozen=True)
class Line:
    """`open`: hours may still be planned on it. `people`: how many have hours there."""

    allocation: WorkAllocation
    balance: Balance
    people: int
    open: bool


@dataclass(frozen=True)
class Bank:
    """`whole`: against what the programme promised or, when it says nothing, what is allocated; `allocated`: minutes.

    `lines`: those that are open first.
    """

    whole: Balance
    allocated: int
    lines: tuple[Line, ...]


# Reading


def balance_of(replica: Replica, allocation: WorkAllocation) -> Balance:
    return Balance(allocation.minutes, *sums(replica).minutes(allocation.id))


def bank_of(replica: Replica, programme: Programme, today: date) -> Bank:
    """Work: proportional to the allocations of the programme, however many shifts they have."""
    lines = [_line(replica, allocation, today) for allocation in allocations_of(replica, programme.id)]
    together = sum((line.balance for line in lines), Balance())
    promised = together.promised if programme.work_minutes is None else programme.work_minutes
    whole = Balance(promised, together.validated, together.planned)
    return Bank(whole, together.promised, tuple(sorted(lines, key=lambda line: not line.open)))


def allocations_of(replica: Replica, programme_id: str) -> list[WorkAllocation]:
    """By task."""
    return sorted(replica.where(WorkAllocation, programme_id=programme_id), key=lambda a: (folded(a.task), a.id))


def is_open(allocation: WorkAllocation, day: date) -> bool:
    """Whether hours may be planned on it on this day or later."""
    return allocation.until is None or day <= allocation.until


def is_used(replica: Replica, allocation: WorkAllocation) -> bool:
    """Whether anything was ever planned on it, if only to be cancelled."""
    return replica.count(WorkShift, allocation_id=allocation.id) > 0


def beyond_promise(replica: Replica, programme: Programme, minutes: int, but: WorkAllocation | None = None) -> int:
    """By how many minutes one more allocation, or this one so changed, offers more than the programme promised."""
    others = (a for a in allocations_of(replica, programme.id) if but is None or a.id != but.id)
    return max(0, sum(a.minutes for a in others) + minutes - programme.work_minutes) if programme.work_minutes else 0


def _line(replica: Replica, allocation: WorkAllocation, today: date) -> Line:
    people = files.heads(replica, sums(replica).people(allocation.id))
    return Line(allocation, balance_of(replica, allocation), len(people), is_open(allocation, today))


# Changing: a counsellor's or a supervisor's


@held
def promise_in_all(replica: Replica, programme: Programme, typed: str, worker: Worker) -> Done[Programme]:
    """What the programme promises; nothing typed: it does not say. Raises `InputError` (`hours`, …; `record`)."""
    check_may(worker)
    check_here(replica, programme)
    return do(replica, current(replica, programme).but(work_minutes=parse_hours(typed)), worker=worker)


@held
def allocate(replica: Replica, programme: Programme, typed: Promise, worker: Worker) -> Done[WorkAllocation]:
    """More than the programme promised is allowed: see `beyond_promise`. Raises `InputError` like `Promise.checked`."""
    check_may(worker)
    check_here(replica, programme)
    made = WorkAllocation(id=new_id(), programme_id=programme.id, **typed.checked(replica))
    return do(replica, made, worker=worker)


@held
def correct(
    replica: Replica, allocation: WorkAllocation, typed: Promise, worker: Worker, *, shown: Promise
) -> Done[WorkAllocation]:
    """Only what differs from what the form showed first is set. Raises `InputError` like `allocate`."""
    check_may(worker)
    check_here(replica, allocation)
    after = typed.checked(replica)
    try:
        before = shown.checked(replica)
    except InputError:  # kept by another version, or its host is gone: all that is typed now replaces it
        before = {}
    changed = {name: value for name, value in after.items() if name not in before or value != before[name]}
    return do(replica, current(replica, allocation).but(**changed), worker=worker)


@held
def close(replica: Replica, allocation: WorkAllocation, worker: Worker, today: date) -> Done[WorkAllocation]:
    """Nothing more is planned on it after today; what was planned and worked stays counted."""
    check_may(worker)
    check_here(replica, allocation)
    return do(replica, current(replica, allocation).but(until=today), worker=worker)


@held
def reopen(replica: Replica, allocation: WorkAllocation, worker: Worker) -> Done[WorkAllocation]:
    check_may(worker)
    check_here(replica, allocation)
    return do(replica, current(replica, allocation).but(until=None), worker=worker)


@held
def remove(replica: Replica, allocation: WorkAllocation, worker: Worker) -> Done[WorkAllocation]:
    """A mistake, when nothing was ever planned on it. Raises `InputError` (`record`, `has_hours`)."""
    check_may(worker)
    check_here(replica, allocation)
    if is_used(replica, allocation):
        raise InputError("record", "has_hours")
    before = current(replica, allocation)
    replica.delete(before, by=worker.id)
    return Done(before, (), (before,))
