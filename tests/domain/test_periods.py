from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.periods import (
    days_of,
    grid_of,
    month_after,
    month_begun,
    month_of,
    quarter_after,
    quarter_begun,
    week_of,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DAYS)
def test_a_day_is_in_its_week_and_its_month(day: date) -> None:
    monday, sunday = week_of(day)
    assert monday <= day <= sunday
    assert (monday.weekday(), sunday.weekday()) == (0, 6)
    first, last = month_of(day)
    assert month_begun(day) == first <= day <= last
    assert (first.day, (last + timedelta(days=1)).day) == (1, 1)


@given(DAYS)
def test_a_quarter_begins_at_or_before_its_day_and_the_next_after_it(day: date) -> None:
    first, after = quarter_begun(day), quarter_after(day)
    assert first <= day < after
    assert (after.year * 12 + after.month) - (first.year * 12 + first.month) == 3
    assert (first.day, after.day, first.month % 3) == (1, 1, 1)


@pytest.mark.parametrize(("months", "first"), [(1, date(2027, 1, 1)), (-12, date(2025, 12, 1)), (0, date(2026, 12, 1))])
def test_months_follow_each_other_over_years(months, first) -> None:
    assert month_after(date(2026, 12, 31), months) == first


@given(DAYS)
def test_the_grid_of_a_month_holds_each_of_its_days_once_from_monday_to_sunday(day: date) -> None:
    weeks = grid_of(day)
    shown = [d for week in weeks for d in week]
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in weeks)
    assert shown == days_of(shown[0], shown[-1])
    first, last = month_of(day)
    assert {d for d in shown if (d.year, d.month) == (day.year, day.month)} == set(days_of(first, last))
    assert shown[6] >= first, "no week before the month"
    assert shown[-7] <= last, "nor after it"
