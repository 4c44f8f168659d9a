"""Month by month, the same counts as the figures of the whole."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators import Of, Told, by_code, groups
from espace_mobile.domain.indicators.months import by_month, months_in
from espace_mobile.domain.path_vocabulary import AttendanceStatus, SessionStatus, ShiftStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift

PROGRAMME = Programme(id="p", name="P", parts=tuple(ProgrammePart))
YEAR, TODAY = Span(date(2026, 1, 1), date(2026, 12, 31)), date(2026, 11, 21)
DAYS = st.dates(date(2025, 12, 20), date(2027, 1, 10))
VALIDATED = ShiftStatus.VALIDATED
ADDING = (Of.CONTACTS, Of.SESSIONS_HELD, Of.PRESENCES, Of.VISITS, Of.HOURS_VALIDATED, Of.ENTRIES)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 30, tzinfo=UTC)  # the next day on the wall


@given(st.lists(DAYS, max_size=8), st.lists(st.sampled_from("abc"), min_size=1, max_size=4))
def test_the_months_of_a_series_add_up_to_its_figure(days: list[date], who: list[str]) -> None:
    own: dict[str, Any] = {"programme_id": "p"}
    sessions = [
        GroupSession(id=f"s{n}", title="S", starts_at=at(day), status=SessionStatus.HELD, informal=n % 5 == 4, **own)
        for n, day in enumerate(days)
    ]
    came = [
        Attendance(id=f"{s.id}{n}", session_id=s.id, person_id=one, since=s.starts_at, status=AttendanceStatus.PRESENT)
        for s in sessions for n, one in enumerate(who)
    ]  # fmt: skip
    told = Told(
        PROGRAMME, sessions=sessions, attendances=came,
        contacts=[Contact(id=f"c{n}", outing_id="o", at=at(day)) for n, day in enumerate(days)],
        visits=[ServiceVisit(id=f"v{n}", at=at(day), **own) for n, day in enumerate(days)],
        allocations=[WorkAllocation(id="a", minutes=6000, **own)],
        shifts=[WorkShift(id=f"w{n}", allocation_id="a", person_id="a", on=day, minutes=90, status=VALIDATED)
                for n, day in enumerate(days)],
        enrolments=[Enrolment(id=f"e{n}", person_id=f"x{n}", entered_on=day, **own) for n, day in enumerate(days)],
    )  # fmt: skip
    found = {figure.code: figure for figure in by_month(told, YEAR, TODAY)}
    whole = by_code(groups(told, YEAR, TODAY))
    for code in ADDING:
        months = sum(part.value or 0 for part in found[code].parts) if code in found else 0
        assert months == (whole[code].value or 0), code
    assert all(figure.value for figure in found.values())


def test_whoever_comes_twice_in_a_month_counts_once_in_it_and_again_in_the_next() -> None:
    days = (date(2026, 3, 2), date(2026, 3, 9), date(2026, 4, 6))
    sessions = [
        GroupSession(id=f"s{d}", title="S", starts_at=datetime(d.year, d.month, d.day, 12, tzinfo=UTC),
                     status=SessionStatus.HELD, programme_id="p") for d in days
    ]  # fmt: skip
    came = [
        Attendance(id=s.id, session_id=s.id, person_id="one", since=s.starts_at, status=AttendanceStatus.PRESENT)
        for s in sessions
    ]
    found = {f.code: f for f in by_month(Told(PROGRAMME, sessions=sessions, attendances=came), YEAR, TODAY)}
    counted = {code: {p.name: p.value for p in found[code].parts if p.value} for code in found}
    assert counted[Of.PARTICIPANTS] == {date(2026, 3, 1): 1, date(2026, 4, 1): 1}
    assert counted[Of.PRESENCES] == {date(2026, 3, 1): 2, date(2026, 4, 1): 1}


def test_months_to_come_are_not_told_as_zero() -> None:
    assert months_in(YEAR, TODAY)[-1] == date(2026, 11, 1)
    assert months_in(Span(date(2027, 1, 1), date(2027, 12, 31)), TODAY) == []
