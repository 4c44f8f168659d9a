"""The rules that hours of work may break: little is left, nothing is, more is taken than there was; too many in firms.

Of the marks of one promise only the highest stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from espace_mobile.domain import enterprise_hours
from espace_mobile.domain.alerts import Alert
from espace_mobile.domain.hours_bank import Balance
from espace_mobile.domain.path_vocabulary import AlertRule
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift


def taken(allocation: WorkAllocation, balance: Balance) -> Iterator[Alert]:
    """80 % or all of an allocation, or more than it."""
    if balance.level is not None:
        yield _alert(allocation.id, balance, balance.level)


def taken_in_all(programme: Programme, balances: Collection[Balance]) -> Iterator[Alert]:
    """The same of what a programme promised in all; `balances`: of its allocations. What the only allocation says, or
    one that is overdrawn itself, is not said twice."""
    if not programme.work_minutes:
        return
    together = sum(balances, Balance())
    offered, whole = together.promised, Balance(programme.work_minutes, together.validated, together.planned)
    told = offered <= whole.promised and (
        len(balances) < 2 or (whole.left < 0 and any(b.left < 0 for b in balances))
    )  # fmt: skip
    if whole.level is not None and not told:
        yield _alert(programme.id, whole, whole.level)


def in_firms(person_id: str, shifts: Iterable[WorkShift], today: date) -> Iterator[Alert]:
    """More than 480 hours of one person in 24 months. `shifts`: theirs, in firms."""
    found = enterprise_hours.counter(shifts, today)
    if found.left < 0:
        key = (person_id, found.until.isoformat(), str(found.minutes))
        yield Alert(
            AlertRule.ENTERPRISE_HOURS, person_id, key, (person_id,), found.until, found.minutes, enterprise_hours.LIMIT
        )  # fmt: skip


def _alert(subject_id: str, balance: Balance, level: AlertRule) -> Alert:
    """A mark that was passed is decided on once; of hours that are not there, each one more is another alert."""
    more = (str(balance.taken),) if level == AlertRule.OVERDRAWN_HOURS else ()
    key = (subject_id, str(balance.promised), *more)
    return Alert(level, subject_id, key, found=balance.taken, allowed=balance.promised)
