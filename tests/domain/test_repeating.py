from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.repeating import repeated
from espace_mobile.domain.slots import MOST_DAYS

FIRST = date(2027, 4, 8)  # a Thursday; Ascension is on 6 May


def kept(*args: object, **more: object) -> list[date]:
    return [slot.on for slot in repeated(*args, **more) if slot.kept]  # type: ignore[arg-type]


def test_every_week_until_a_day_with_holidays_left_out() -> None:
    until = date(2027, 5, 13)
    assert kept(FIRST, 1, until) == [FIRST + timedelta(days=7 * n) for n in (0, 1, 2, 3, 5)]
    assert [slot.on for slot in repeated(FIRST, 1, until) if slot.holiday] == [date(2027, 5, 6)]
    assert date(2027, 5, 6) in kept(FIRST, 1, until, kept=[date(2027, 5, 6)])


def test_every_two_weeks_without_the_days_skipped_or_taken() -> None:
    second, third = FIRST + timedelta(days=14), FIRST + timedelta(days=42)
    until = FIRST + timedelta(days=43)
    assert kept(FIRST, 2, until, skipped=[second], taken=[third]) == [FIRST]  # 6 May is a holiday
    assert third in kept(FIRST, 2, until, taken=[third], kept=[third])


@given(first=st.dates(date(2020, 1, 1), date(2035, 1, 1)), weeks=st.integers(1, 4), days=st.integers(-10, 900))
def test_days_are_weeks_apart_on_one_weekday_for_a_year_at_most(first: date, weeks: int, days: int) -> None:
    found = [slot.on for slot in repeated(first, weeks, first + timedelta(days=days))]
    assert found[0] == first
    assert {(b - a).days for a, b in pairwise(found)} <= {7 * weeks}
    assert found[-1] <= first + min(timedelta(days=max(days, 0)), MOST_DAYS)
