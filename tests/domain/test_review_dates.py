from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.review_dates import DayOff, ReviewDay, coming, day_off, first_day, rhythm_day
from espace_mobile.domain.working_days import is_working

days = st.dates(date(2020, 1, 1), date(2060, 12, 31))
rhythms = st.integers(1, 60)


@given(days, rhythms, st.integers(1, 12))
def test_the_rhythm_never_drifts(last: date, every: int, count: int) -> None:
    found = coming(last, every, last, count)
    assert [day.planned for day in found][-1] == last + timedelta(days=every * count)
    assert all((day.planned - last).days % every == 0 for day in found)


@given(days, rhythms)
def test_each_is_held_on_a_working_day_soon_after(last: date, every: int) -> None:
    for day in coming(last, every, last):
        assert is_working(day.on)
        assert timedelta() <= day.on - day.planned <= timedelta(days=5)
        assert (day.moved is None) == (day.on == day.planned)


@given(days, rhythms, st.integers(1, 5), st.integers(1, 5))
def test_planned_a_few_at_a_time_or_all_at_once_they_are_the_same(last: date, every: int, some: int, more: int) -> None:
    first = coming(last, every, last, some)
    assert first + coming(first[-1].planned, every, last, more) == coming(last, every, last, some + more)


@given(days, rhythms, st.integers(0, 2000))
def test_none_is_proposed_for_a_day_that_is_past(last: date, every: int, later: int) -> None:
    today = last + timedelta(days=later)
    first = coming(last, every, today)[0]
    assert first.on >= today
    before = first.planned - timedelta(days=every)
    assert before <= last or rhythm_day(before).on < today  # and none is left out


def test_ascension_day_is_moved_to_the_friday_and_the_next_is_not() -> None:
    ascension = date(2026, 5, 14)
    found = coming(date(2026, 4, 23), 21, date(2026, 4, 24), 2)
    assert found == [ReviewDay(ascension, date(2026, 5, 15)), ReviewDay(date(2026, 6, 4), date(2026, 6, 4))]
    assert [day.moved for day in found] == [DayOff.HOLIDAY, None]


def test_a_saturday_is_moved_for_the_weekend() -> None:
    assert rhythm_day(date(2026, 6, 6)).moved == DayOff.WEEKEND
    assert rhythm_day(date(2026, 6, 6)).on == date(2026, 6, 8)


def test_a_holiday_chosen_by_hand_stays_and_was_not_moved() -> None:
    chosen = first_day(date(2026, 11, 11))
    assert (chosen.on, chosen.moved) == (date(2026, 11, 11), None)
    assert day_off(chosen.on) == DayOff.HOLIDAY


def test_a_day_moved_by_hand_says_no_reason_of_the_calendar() -> None:
    assert ReviewDay(date(2026, 11, 11), date(2026, 11, 19)).moved is None
