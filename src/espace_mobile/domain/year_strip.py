"""A year of dates, week by week: what is seen at a glance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.periods import monday, month_begun
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.domain.schedule import ScheduleCount, count_schedule
from espace_mobile.domain.vocabulary import OutingStatus

_THURSDAY = timedelta(days=3)
_WEEK = timedelta(days=7)
# What stands for a week: what goes ahead before what does not.
_ORDER = (
    OutingStatus.HELD, OutingStatus.CONFIRMED, OutingStatus.PLANNED, OutingStatus.CANCELLED, OutingStatus.MOVED,
)  # fmt: skip
_AHEAD = frozenset(_ORDER[:3])


@dataclass(frozen=True)
class WeekCell:
    """`status`: what stands for the week, None without a date. `count`: its dates that go ahead; when none does, those
    that do not."""

    monday: date
    status: OutingStatus | None
    count: int


@dataclass(frozen=True)
class MonthStrip:
    """`weeks`: those whose Thursday is in the month, so that each is in one. `count`: of the dates of its own days."""

    first: date
    weeks: tuple[WeekCell, ...]
    count: ScheduleCount


def year_strip(outings: Iterable[Outing], year: int, today: date) -> tuple[MonthStrip, ...]:
    """The twelve months of a calendar year."""
    in_week: dict[date, list[Outing]] = defaultdict(list)
    in_month: dict[date, list[Outing]] = defaultdict(list)
    for outing in outings:
        in_week[monday(outing.on)].append(outing)
        in_month[month_begun(outing.on)].append(outing)
    firsts = [date(year, month, 1) for month in range(1, 13)]
    return tuple(
        MonthStrip(
            first, tuple(_cell(monday, in_week.get(monday, ())) for monday in _mondays(first)),
            count_schedule(in_month.get(first, ()), first, months_after(first, 1) - timedelta(days=1), today),
        )
        for first in firsts
    )  # fmt: skip


def _mondays(first: date) -> list[date]:
    monday = first + timedelta(days=(3 - first.weekday()) % 7) - _THURSDAY
    found = []
    while (monday + _THURSDAY).month == first.month:
        found.append(monday)
        monday += _WEEK
    return found


def _cell(monday: date, dates: Iterable[Outing]) -> WeekCell:
    known = [o.status for o in dates if o.status in _ORDER]
    ahead = [status for status in known if status in _AHEAD] or known
    return WeekCell(monday, min(ahead, key=_ORDER.index, default=None), len(ahead))
