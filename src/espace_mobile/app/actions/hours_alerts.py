"""The rules about hours of work that the watch follows: sums are read from their index, not added up at each tap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from espace_mobile.app.actions.files import head_id
from espace_mobile.app.actions.hours import allocations_of, balance_of, sums
from espace_mobile.app.actions.watch import Rule, its_own, named
from espace_mobile.domain import hours_alerts as rules
from espace_mobile.domain.alerts import Alert
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.store.document import Document
from espace_mobile.store.replica import Replica


def _taken(facts: Sequence[Fact], today: date, replica: Replica) -> Iterator[Alert]:
    for allocation in facts:
        if isinstance(allocation, WorkAllocation):
            yield from rules.taken(allocation, balance_of(replica, allocation))


def _all_promises(id: str, document: Document) -> Iterator[str]:
    """One group: a shift does not say of which programme it is, and there are few programmes with such hours."""
    yield "all"


def _promising(id: str, document: Document) -> Iterator[str]:
    if document.get("work_minutes"):
        yield "all"


def _taken_in_all(facts: Sequence[Fact], today: date, replica: Replica) -> Iterator[Alert]:
    for programme in facts:
        if isinstance(programme, Programme):
            offered = allocations_of(replica, programme.id)
            yield from rules.taken_in_all(programme, [balance_of(replica, a) for a in offered])


def _in_firms(facts: Sequence[Fact], today: date, replica: Replica) -> Iterator[Alert]:
    """`facts`: the shifts of one person."""
    shifts = [s for s in facts if isinstance(s, WorkShift) and is_in_firm(replica, s)]
    if shifts and (person_id := shifts[0].person_id):
        yield from rules.in_firms(person_id, shifts, today)


def is_in_firm(replica: Replica, shift: WorkShift) -> bool:
    allocation = replica.get(WorkAllocation, shift.allocation_id)
    return allocation is not None and allocation.enterprise


def _who_works_there(id: str, replica: Replica) -> Iterator[str]:
    """Whether hours count is said by their allocation, which may come, or change, after them."""
    yield from {head_id(replica, person) for person in sums(replica).people(id)}


_SHIFTS = frozenset({WorkShift.kind})

HOURS_RULES = (
    Rule(
        "hours", {WorkAllocation.kind: its_own, WorkShift.kind: named("allocation_id")}, _taken, summed=_SHIFTS
    ),
    Rule(
        "hours_in_all",
        {Programme.kind: _promising, WorkAllocation.kind: _all_promises, WorkShift.kind: _all_promises},
        _taken_in_all, summed=_SHIFTS | {WorkAllocation.kind},
    ),
    Rule(
        "firms", {WorkShift.kind: named("person_id")}, _in_firms, again={WorkAllocation.kind: _who_works_there}
    ),
)  # fmt: skip
