"""The hours one person works in firms: at most 480 in any 24 months. Hours of a town hall never count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from espace_mobile.domain.path_vocabulary import ShiftStatus
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.domain.work_allocation import WorkShift

LIMIT, MONTHS = 480 * 60, 24  # minutes, and the months in which they may be worked
NEAR = LIMIT * 80 // 100  # minutes from which it is said
_COUNTED = (ShiftStatus.PLANNED, ShiftStatus.VALIDATED)


@dataclass(frozen=True)
class Counter:
    """`minutes`, planned and validated, after `since` and up to `until`: the fullest window of today or later."""

    minutes: int
    since: date
    until: date

    @property
    def left(self) -> int:
        """Below zero when there are too many."""
        return LIMIT - self.minutes

    @property
    def near(self) -> bool:
        return self.minutes >= NEAR


def since(until: date) -> date:
    """The last day before the 24 months that end with this one."""
    return months_after(until, -MONTHS)


def counted(shifts: Iterable[WorkShift], until: date) -> int:
    """Minutes in the 24 months that end with this day. `shifts`: of one person, in firms."""
    first = since(until)
    return sum(s.minutes for s in shifts if s.status in _COUNTED and first < s.on <= until)


def counter(shifts: Iterable[WorkShift], today: date) -> Counter:
    """Of the windows that end today or with a shift to come, the one with most in it; the first of those.

    Nothing that is planned later can be foreseen from today's window alone: it slides on as the months go.
    """
    told = sorted((s for s in shifts if s.status in _COUNTED), key=lambda s: s.on)
    days = [s.on for s in told]
    sums = list(accumulate((s.minutes for s in told), initial=0))
    best = Counter(-1, since(today), today)
    begin = end = 0
    for until in sorted({today, *(day for day in days if day > today)}):
        first = since(until)
        while end < len(days) and days[end] <= until:
            end += 1
        while begin < end and days[begin] <= first:
            begin += 1
        if (minutes := sums[end] - sums[begin]) > best.minutes:
            best = Counter(minutes, first, until)
    return best
