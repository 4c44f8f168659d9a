from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.news import Cell, day_of, days_of, last_of, strip
from espace_mobile.domain.path_vocabulary import AttemptChannel, AttemptResult, AttendanceStatus, ShiftStatus
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.domain.work_allocation import WorkShift
from espace_mobile.domain.working_days import is_working

TODAY = date(2026, 5, 13)  # a Wednesday
LATE = datetime(2026, 5, 11, 22, 30, tzinfo=UTC)  # the 12th in Paris
days = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def _attempt(result: AttemptResult) -> Attempt:
    return Attempt(id="a", at=LATE, channel=AttemptChannel.CALL, result=result)


def _attendance(status: AttendanceStatus) -> Attendance:
    return Attendance(id="a", session_id="s", since=LATE, status=status, marked_at=LATE)


NEWS: list[Fact] = [
    CheckIn(id="c", on=date(2026, 5, 12)), _attempt(AttemptResult.REACHED), _attempt(AttemptResult.DECLINES),
    _attendance(AttendanceStatus.PRESENT),
    WorkShift(id="w", allocation_id="a", on=date(2026, 5, 12), minutes=60, status=ShiftStatus.VALIDATED),
    Appointment(id="r", person_id="p", starts_at=LATE, status=AppointmentStatus.KEPT),
]  # fmt: skip
NO_NEWS: list[Fact] = [
    _attempt(AttemptResult.NO_ANSWER), _attempt(AttemptResult.MESSAGE_LEFT), _attendance(AttendanceStatus.ABSENT),
    WorkShift(id="w", allocation_id="a", on=date(2026, 5, 12), minutes=60),
    Appointment(id="r", person_id="p", starts_at=LATE, status=AppointmentStatus.MISSED),
]  # fmt: skip


@pytest.mark.parametrize("fact", NEWS, ids=lambda f: f.kind)
def test_whoever_came_worked_or_was_reached_gave_news_that_day(fact: Fact) -> None:
    assert day_of(fact) == date(2026, 5, 12)


@pytest.mark.parametrize("fact", NO_NEWS, ids=lambda f: f.kind)
def test_a_plan_a_missed_call_or_an_absence_is_no_news(fact: Fact) -> None:
    assert day_of(fact) is None


def test_who_came_is_of_the_day_of_the_session_not_of_the_day_it_was_marked() -> None:
    session_day = {"s": date(2026, 5, 7)}
    assert days_of([_attendance(AttendanceStatus.PRESENT)], session_day) == {date(2026, 5, 7)}
    assert days_of([_attendance(AttendanceStatus.ABSENT)], session_day) == frozenset()


@given(days, st.integers(0, 60))
def test_a_strip_has_one_cell_a_working_day_and_counts_those_since_the_entry(today: date, ago: int) -> None:
    since = today - timedelta(days=ago)
    last = [today - timedelta(days=n) for n in range(42)]
    shown = strip(last, today, since)
    working = [day for day in last if is_working(day)]
    assert sum(map(len, shown.weeks)) == len(working)
    assert shown.news == shown.of == sum(day >= since for day in working)
    assert all(1 <= len(week) <= 5 for week in shown.weeks)


def test_the_last_cell_is_today_and_news_on_a_sunday_have_none() -> None:
    shown = strip({TODAY, date(2026, 5, 10)}, TODAY)
    assert shown.weeks[-1] == (Cell.SILENT, Cell.SILENT, Cell.NEWS)
    assert shown.news == 1


def test_before_the_entry_nothing_is_counted_as_silence() -> None:
    shown = strip((), TODAY, since=date(2026, 5, 12))
    assert (shown.news, shown.of) == (0, 2)
    assert shown.weeks[0][0] == Cell.BEFORE


def test_news_of_tomorrow_are_none_yet() -> None:
    assert last_of({TODAY + timedelta(days=1), TODAY - timedelta(days=3)}, TODAY) == TODAY - timedelta(days=3)
    assert last_of((), TODAY) is None
