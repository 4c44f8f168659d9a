from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.domain.year_strip import year_strip
from espace_mobile.protocol.values import new_id

TODAY = date(2026, 5, 14)
HELD, PLANNED, CANCELLED, MOVED = (
    OutingStatus.HELD, OutingStatus.PLANNED, OutingStatus.CANCELLED, OutingStatus.MOVED,
)  # fmt: skip


def on(day: date, status: OutingStatus = PLANNED) -> Outing:
    return Outing(id=new_id(), on=day, status=status)


@given(st.integers(2020, 2040))
def test_the_weeks_of_a_year_follow_each_other_and_those_of_the_next(year: int) -> None:
    mondays = [week.monday for y in (year, year + 1) for month in year_strip([], y, TODAY) for week in month.weeks]
    assert len(mondays) in (104, 105)
    assert all(after - before == timedelta(days=7) for before, after in pairwise(mondays))
    assert mondays[0].isocalendar()[:2] == (year, 1)


@given(st.lists(st.dates(date(2025, 1, 6), date(2026, 12, 27)), max_size=20))
def test_every_date_is_in_one_week_and_one_month(days: list[date]) -> None:
    dates = [on(day) for day in days]
    months = [month for year in (2025, 2026) for month in year_strip(dates, year, TODAY)]
    assert sum(week.count for month in months for week in month.weeks) == len(dates)
    assert sum(month.count.planned + month.count.unclosed for month in months) == len(dates)


@pytest.mark.parametrize(
    ("statuses", "stands", "count"),
    [([PLANNED, HELD], HELD, 2), ([CANCELLED, PLANNED], PLANNED, 1), ([CANCELLED, MOVED], CANCELLED, 2), ([], None, 0)],
)
def test_what_goes_ahead_stands_for_the_week(
    statuses: list[OutingStatus], stands: OutingStatus | None, count: int
) -> None:
    dates = [on(date(2026, 5, 12), status) for status in statuses]
    may = year_strip(dates, 2026, TODAY)[4]
    cell = next(week for week in may.weeks if week.monday == date(2026, 5, 11))
    assert (cell.status, cell.count) == (stands, count)
