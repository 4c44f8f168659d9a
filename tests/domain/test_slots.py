from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain import slots
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.slots import Choice, Slot
from espace_mobile.domain.working_days import is_holiday
from espace_mobile.domain.workshop import Phase, Workshop
from espace_mobile.protocol.values import new_id

days = st.dates(date(2024, 1, 1), date(2031, 12, 31))
weekdays, weeks, lengths = st.integers(0, 6), st.integers(1, 5), st.integers(0, 400)
standing = st.sampled_from(sorted(slots.STANDING))
some_days = st.frozensets(days, max_size=6)
FOUR_TWICE = [{"title": "", "sessions": 4}] * 2
A_THURSDAY = date(2026, 10, 1)


def workshop(form: WorkshopForm = WorkshopForm.SERIES, **more: object) -> Workshop:
    return Workshop.model_validate({"id": new_id(), "programme_id": new_id(), "title": "Atelier", "form": form, **more})


def kept(found: list[Slot]) -> list[date]:
    return [slot.on for slot in found if slot.kept]


def check_order(found: list[Slot], choice: Choice) -> None:
    on = [slot.on for slot in found]
    assert on == sorted(set(on))
    assert all(day >= choice.first for day in on)
    for slot in found:
        assert slot.holiday == is_holiday(slot.on)
        assert slot.kept == (slot.on in choice.holidays if slot.holiday else slot.on not in choice.skipped)


@given(days, st.lists(st.integers(0, 6), max_size=3), st.sampled_from((1, 7, 14)), some_days, some_days, some_days)
def test_a_series_keeps_as_many_days_as_it_has_sessions(
    first: date,
    left: list[int],
    every: int,
    skipped: frozenset[date],
    holidays: frozenset[date],
    taken: frozenset[date],
) -> None:
    choice = Choice(first, every=every, skipped=skipped, holidays=holidays)
    found = slots.proposed(workshop(phases=[{"title": "", "sessions": 1}]), choice, left, taken)
    check_order(found, choice)
    assert len(kept(found)) == sum(left)
    assert not taken & {slot.on for slot in found}
    phases = [slot.phase for slot in found if slot.kept]
    assert phases == [n for n, sessions in enumerate(left) for _ in range(sessions)]
    if every == 1:
        assert all(slot.on.weekday() < 5 for slot in found)
    else:
        assert all((slot.on - first).days % every == 0 for slot in found)


@given(standing, days, lengths, weekdays, weeks, some_days, some_days, some_days)
def test_a_standing_slot_has_its_weekday_until_its_end_and_no_longer_than_a_year(
    form: WorkshopForm, first: date, length: int, weekday: int, week: int, skipped: frozenset[date],
    holidays: frozenset[date], taken: frozenset[date],
) -> None:  # fmt: skip
    until = first + timedelta(days=length)
    choice = Choice(first, until, skipped=skipped, holidays=holidays)
    found = slots.proposed(workshop(form, weekday=weekday, week_of_month=week), choice, (), taken)
    check_order(found, choice)
    assert all(slot.on.weekday() == weekday and slot.on <= until for slot in found)
    assert all(slot.on <= first + slots.MOST_DAYS for slot in found)
    every_one = {slot.on for slot in found} | taken
    inside = [first + timedelta(days=n) for n in range(min(length, slots.MOST_DAYS.days) + 1)]
    expected = [day for day in inside if day.weekday() == weekday]
    if form == WorkshopForm.MONTHLY:
        expected = [day for day in expected if slots.nth_weekday(day.year, day.month, weekday, week) == day]
    assert set(expected) <= every_one


@given(st.integers(2020, 2040), st.integers(1, 12), weekdays, weeks)
def test_the_nth_weekday_of_a_month_is_in_it(year: int, month: int, weekday: int, week: int) -> None:
    day = slots.nth_weekday(year, month, weekday, week)
    assert (day.year, day.month, day.weekday()) == (year, month, weekday)
    if week < slots.LAST_WEEK:
        assert (day.day - 1) // 7 + 1 == week
    else:
        assert (day + timedelta(days=7)).month != month


def test_four_and_four_sessions_pass_over_a_public_holiday() -> None:
    sundays = Choice(date(2026, 10, 11))  # All Saints is a Sunday that year
    found = slots.proposed(workshop(phases=FOUR_TWICE), sundays, (4, 4))
    assert [slot.on for slot in found if slot.holiday] == [date(2026, 11, 1)]
    assert (len(found), len(kept(found)), found[-1].phase) == (9, 8, 1)


def test_a_holiday_kept_on_purpose_is_one_of_the_sessions() -> None:
    asked = Choice(date(2026, 10, 11), holidays=frozenset({date(2026, 11, 1)}))
    found = slots.proposed(workshop(phases=FOUR_TWICE), asked, (4, 4))
    assert len(found) == len(kept(found)) == 8


def test_a_series_that_does_not_say_how_many_has_as_many_as_are_asked_for() -> None:
    found = slots.proposed(workshop(), Choice(A_THURSDAY, sessions=3))
    assert [(slot.on.day, slot.phase) for slot in found] == [(1, None), (8, None), (15, None)]


def test_a_session_cancelled_is_to_be_planned_again_and_an_informal_one_is_none_of_the_series() -> None:
    series = workshop(phases=(Phase(title="Se regarder", sessions=4), Phase(title="Prendre soin", sessions=4)))
    start = GroupSession.model_validate({"id": new_id(), "starts_at": "2026-10-01T12:00:00Z", "phase": 0})
    dated = [start, start.but(status=SessionStatus.HELD), start.but(status=SessionStatus.CANCELLED)]
    assert slots.still_to_plan(series, [*dated, start.but(informal=True), start.but(phase=7)]) == (2, 4)


def test_the_next_day_follows_the_last_one() -> None:
    thursdays = workshop(WorkshopForm.WEEKLY, weekday=3)
    assert slots.next_first(thursdays, A_THURSDAY) == date(2026, 10, 8)
    second_tuesdays = workshop(WorkshopForm.MONTHLY, weekday=1, week_of_month=2)
    assert slots.next_first(second_tuesdays, A_THURSDAY) == date(2026, 10, 13)
    assert slots.next_first(workshop(), date(2026, 12, 24)) == date(2026, 12, 28)  # no day said: a working one
