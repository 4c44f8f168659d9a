from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.protocol.values import new_id
from espace_mobile.reports.calendar import Entry, calendar, of_appointment, of_session

PARIS = ZoneInfo("Europe/Paris")
CHANGED = datetime(2026, 5, 14, 8, 42, 7, 123000, tzinfo=UTC)


def entry(at: datetime, **more: object) -> Entry:
    given = {"id": new_id(), "starts_at": at, "minutes": 45, "summary": "Rendez-vous", "changed_at": CHANGED}
    return Entry(**{**given, **more})  # type: ignore[arg-type]


def events(data: bytes) -> list:  # type: ignore[type-arg]
    return list(Calendar.from_ical(data).walk("VEVENT"))


def instants(data: bytes) -> list[tuple[datetime, datetime]]:
    return [(e.decoded("dtstart").astimezone(UTC), e.decoded("dtend").astimezone(UTC)) for e in events(data)]


DST = [
    datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # 1:30, half an hour before clocks go forward
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),  # 3:00, the hour that does not exist is behind
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # 2:30, for the first time
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # 2:30, again
    datetime(2026, 7, 1, 12, tzinfo=UTC),
    datetime(2026, 12, 1, 12, tzinfo=UTC),
]


@pytest.mark.parametrize("at", DST)
def test_an_hour_is_read_back_as_it_was_also_when_clocks_change(at: datetime) -> None:
    data = calendar([entry(at)], "Agenda")
    assert instants(data) == [(at, at + timedelta(minutes=45))]


@pytest.mark.parametrize("at", DST)
def test_the_file_s_own_rules_for_paris_are_those_of_paris(at: datetime) -> None:
    """Read by another library, from the VTIMEZONE alone."""
    data = calendar([entry(at)], "Agenda").decode()
    start, end = data.index("BEGIN:VTIMEZONE"), data.index("END:VTIMEZONE") + len("END:VTIMEZONE")
    zone = tz.tzical(StringIO(data[start:end] + "\r\n")).get("Europe/Paris")
    wall = at.astimezone(PARIS)
    if not wall.fold:  # the file gives that hour in UTC
        read = wall.replace(tzinfo=zone)
        assert read.utcoffset() == wall.utcoffset()
        assert read.tzname() == wall.tzname()


_DAY_ONE, _LAST = datetime(2020, 1, 1), datetime(2035, 1, 1)  # noqa: DTZ001 — the strategy adds the zone


@given(st.datetimes(_DAY_ONE, _LAST, timezones=st.just(UTC)), st.integers(5, 480))
def test_any_hour_is_read_back(at: datetime, minutes: int) -> None:
    at = at.replace(second=0, microsecond=0)
    assert instants(calendar([entry(at, minutes=minutes)], "A")) == [(at, at + timedelta(minutes=minutes))]


def test_the_same_facts_give_the_same_bytes_in_whatever_order() -> None:
    some = [entry(datetime(2026, 5, d, 9, tzinfo=UTC)) for d in (20, 19, 21)]
    assert calendar(some, "Agenda") == calendar(reversed(some), "Agenda")
    assert b"20260514T084207Z" in calendar(some, "Agenda")


def test_long_lines_are_folded_and_read_back_whole() -> None:
    summary = "Rendez-vous : " + "Éléonore-Maëlle, « œuvre » ; \\ suite\n" * 6
    data = calendar([entry(DST[4], summary=summary, place="Marché des Tilleuls, allée B")], "Agenda")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    [event] = events(data)
    assert (str(event["summary"]), str(event["location"])) == (summary, "Marché des Tilleuls, allée B")


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (AppointmentStatus.BOOKED, "CONFIRMED"), (AppointmentStatus.KEPT, "CONFIRMED"),
        (AppointmentStatus.MISSED, "CONFIRMED"), (AppointmentStatus.EXCUSED, "CANCELLED"),
        (AppointmentStatus.CANCELLED, "CANCELLED"),
    ],
)  # fmt: skip
def test_what_does_not_happen_is_cancelled_in_the_calendar_too(status: AppointmentStatus, told: str) -> None:
    appointment = Appointment(id=new_id(), person_id=new_id(), starts_at=DST[4], status=status, motive="CV",
                              place_text="chez sa tante")  # fmt: skip
    data = calendar([of_appointment(appointment, "Rendez-vous", CHANGED)], "Agenda")
    [event] = events(data)
    assert (str(event["status"]), str(event["uid"])) == (told, f"{appointment.id}@espace-mobile")
    assert b"CV" not in data
    assert b"tante" not in data


def test_a_session_is_an_event_with_its_length() -> None:
    session = GroupSession(id=new_id(), title="CV", starts_at=DST[4], status=SessionStatus.CANCELLED)
    data = calendar([of_session(session, "CV", CHANGED, "Mairie")], "Agenda")
    assert instants(data) == [(DST[4], DST[4] + timedelta(hours=2))]
    assert str(events(data)[0]["status"]) == "CANCELLED"
