from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain import working_days

days = st.dates(date(2020, 1, 1), date(2080, 12, 31))


@pytest.mark.parametrize("year", range(2020, 2060, 3))
def test_the_eleven_days_are_those_of_the_calendar(year: int) -> None:
    assert set(working_days.public_holidays(year)) == set(holidays.country_holidays("FR", years=year))


def test_after_the_bridge_of_ascension_comes_the_friday() -> None:
    assert working_days.working_days(date(2026, 5, 13), 2) == [date(2026, 5, 15), date(2026, 5, 18)]
    assert working_days.reachable_from(date(2026, 5, 14)) == date(2026, 5, 15)
    assert working_days.reachable_from(date(2026, 5, 24)) == date(2026, 5, 26)  # Whitsun, then its Monday


@given(days, st.integers(0, 20))
def test_working_days_follow_each_other_and_none_is_skipped(after: date, count: int) -> None:
    found = working_days.working_days(after, count)
    assert len(found) == count
    between = [after + timedelta(days=n) for n in range(1, (found[-1] - after).days + 1)] if found else []
    assert [day for day in between if working_days.is_working(day)] == found
