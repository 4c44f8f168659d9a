"""The sliding window of 24 months, by its laws."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from espace_mobile.domain.enterprise_hours import LIMIT, counted, counter, since
from espace_mobile.domain.path_vocabulary import ShiftStatus
from espace_mobile.domain.work_allocation import WorkShift

TODAY = date(2026, 5, 14)
days = st.integers(-1500, 800).map(lambda n: TODAY + timedelta(days=n))
told = st.lists(st.tuples(days, st.integers(30, 20_000), st.sampled_from(ShiftStatus)), max_size=12)


def shifts_of(told: list[tuple[date, int, ShiftStatus]]) -> list[WorkShift]:
    return [
        WorkShift(id=str(n), allocation_id="w", person_id="p", on=on, minutes=minutes, status=status)
        for n, (on, minutes, status) in enumerate(told)
    ]


@settings(max_examples=30)
@given(told)
def test_the_counter_is_the_fullest_window_of_today_or_later(told) -> None:
    shifts = shifts_of(told)
    found = counter(shifts, TODAY)
    assert found.minutes == max(counted(shifts, TODAY + timedelta(days=n)) for n in range(801))
    assert found.minutes == counted(shifts, found.until)
    assert (found.since, found.left) == (since(found.until), LIMIT - found.minutes)


@given(told, st.randoms())
def test_the_order_in_which_shifts_come_changes_nothing(told, chance) -> None:
    shifts = shifts_of(told)
    before = counter(shifts, TODAY)
    chance.shuffle(shifts)
    assert counter(shifts, TODAY) == before


@given(told, days, st.integers(30, 600))
def test_cancelled_hours_never_count(told, on, minutes) -> None:
    more = WorkShift(id="c", allocation_id="w", on=on, minutes=minutes, status=ShiftStatus.CANCELLED)
    assert counter([*shifts_of(told), more], TODAY) == counter(shifts_of(told), TODAY)


@given(told, st.integers(0, 2000))
def test_the_window_slides_and_what_left_it_never_comes_back(told, ahead) -> None:
    shifts = [s for s in shifts_of(told) if s.on <= TODAY]
    later = TODAY + timedelta(days=ahead)
    assert counter(shifts, later).minutes <= counter(shifts, TODAY).minutes
    assert counter(shifts, TODAY + timedelta(days=732)).minutes == 0


def test_a_day_counts_for_24_months_to_the_day() -> None:
    shift = shifts_of([(date(2024, 5, 15), 60, ShiftStatus.VALIDATED)])
    assert counted(shift, TODAY) == 60
    assert counted(shift, TODAY + timedelta(days=1)) == 0
    assert since(date(2026, 2, 28)) == date(2024, 2, 28)


def test_hours_planned_later_are_counted_with_those_that_will_still_be_in_the_window() -> None:
    old, coming = date(2024, 6, 1), date(2026, 7, 1)
    shifts = shifts_of([(old, 300 * 60, ShiftStatus.VALIDATED), (coming, 300 * 60, ShiftStatus.PLANNED)])
    found = counter(shifts, TODAY)
    assert (found.minutes, found.near) == (300 * 60, False)
    assert counter([shifts[0], shifts[1].but(on=date(2026, 5, 31))], TODAY).minutes == 600 * 60
