from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from espace_mobile.domain import alerts
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import AttendanceStatus, Consent, SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AgeBand, AppointmentStatus, NoticeGiven, OutcomeType, PersonStatus

TODAY = date(2026, 5, 14)
NOON = datetime(2026, 5, 20, 10, tzinfo=UTC)
SESSION = GroupSession(id="s", starts_at=NOON)


def seats(count: int, status: AttendanceStatus = AttendanceStatus.EXPECTED) -> list[Attendance]:
    return [Attendance(id=f"a{n}", session_id="s", person_id=f"p{n}", since=NOON, status=status) for n in range(count)]


def booked(id: str, minutes_later: int = 0, minutes: int = 45, **more: object) -> Appointment:
    starts_at = NOON + timedelta(minutes=minutes_later)
    return Appointment(id=id, person_id="p", worker_id="w", starts_at=starts_at, minutes=minutes, **more)


def spell(id: str, entered: date | None, left: date | None = None) -> Enrolment:
    return Enrolment(id=id, person_id="p", programme_id="g", entered_on=entered, exited_on=left)


def test_a_sixth_person_is_an_alert_and_a_seventh_another() -> None:
    assert not list(alerts.over_full(SESSION, seats(5)))
    (six,), (seven,) = (list(alerts.over_full(SESSION, seats(n))) for n in (6, 7))
    assert (six.found, six.allowed, six.on) == (6, 5, date(2026, 5, 20))
    assert six.key != seven.key


@pytest.mark.parametrize("status", [AttendanceStatus.WAITING, AttendanceStatus.INVITED, AttendanceStatus.EXCUSED])
def test_who_takes_no_seat_is_not_counted(status: AttendanceStatus) -> None:
    assert not list(alerts.over_full(SESSION, [*seats(5), seats(6, status)[5]]))


def test_a_cancelled_session_can_t_be_too_full() -> None:
    assert not list(alerts.over_full(SESSION.but(status=SessionStatus.CANCELLED), seats(6)))


def test_two_appointments_that_overlap_are_an_alert_until_one_is_cancelled_or_over() -> None:
    pair = [booked("a"), booked("b", 30)]
    assert [a.key[0::2] for a in alerts.booked_twice(pair, TODAY)] == [("a", "b")]
    assert not list(alerts.booked_twice([pair[0], booked("b", 45)], TODAY))
    assert not list(alerts.booked_twice([pair[0], booked("b", 30, status=AppointmentStatus.CANCELLED)], TODAY))
    assert not list(alerts.booked_twice(pair, date(2026, 5, 21)))


def test_a_file_wants_its_notice() -> None:
    person = Person(id="p")
    assert [a.rule for a in alerts.of_person(person, TODAY)] == ["missing_notice"]
    assert not list(alerts.of_person(person.but(notice_given=NoticeGiven.REFUSED), TODAY))
    assert not list(alerts.of_person(person.but(status=PersonStatus.ARCHIVED), TODAY))


@pytest.mark.parametrize(
    ("known", "rules"),
    [
        ({"birth_on": date(2008, 5, 15)}, ["minor"]),
        ({"birth_on": date(2008, 5, 14)}, []),
        ({"birth_on": date(2008, 5, 15), "guardian": Consent.GIVEN}, []),
        ({"birth_on": date(2010, 5, 15), "guardian": Consent.GIVEN}, ["under_16"]),
        ({"birth_year": 2008}, []),
        ({"birth_year": 2009}, ["minor"]),
        ({"age_band": AgeBand.FROM_16_TO_17}, ["minor"]),
        ({"age_band": AgeBand.UNDER_16}, ["under_16"]),
        ({"age_band": AgeBand.FROM_16_TO_25}, []),
    ],
)
def test_a_minor_wants_a_parent_s_authorisation(known: dict[str, object], rules: list[str]) -> None:
    person = Person(id="p", notice_given=NoticeGiven.ORAL, **known)
    assert [a.rule for a in alerts.of_person(person, TODAY)] == rules


def test_spells_that_overlap_are_an_alert_but_one_may_begin_when_the_other_ends() -> None:
    one, other = spell("a", date(2026, 1, 5), date(2026, 3, 1)), spell("b", date(2026, 3, 1))
    assert not list(alerts.overlapping([one, other]))
    assert [a.key for a in alerts.overlapping([one.but(exited_on=None), other])] == [("a", "b")]
    assert [a.key for a in alerts.overlapping([one, other.but(entered_on=date(2026, 2, 1))])] == [("a", "b")]


@pytest.mark.parametrize(("left", "other_left"), [(date(2026, 1, 5), None), (None, date(2026, 1, 5))])
def test_two_spells_that_begin_on_one_day_are_an_alert_whichever_is_named_first(left, other_left) -> None:
    pair = [spell("a", date(2026, 1, 5), left), spell("b", date(2026, 1, 5), other_left)]
    assert [a.key for a in alerts.overlapping(pair)] == [("a", "b")]
    assert [a.key for a in alerts.overlapping(pair[::-1])] == [("a", "b")]


def test_an_outcome_before_its_entry_and_an_exit_without_one_are_alerts() -> None:
    job = Outcome(id="o", enrolment_id="e", type=OutcomeType.CDI, on=date(2026, 3, 1))
    assert [a.rule for a in alerts.out_of_order(spell("e", date(2026, 4, 1)), [job])] == ["outcome_before_entry"]
    assert [a.rule for a in alerts.out_of_order(spell("e", None), [job])] == ["outcome_before_entry"]
    assert [a.rule for a in alerts.out_of_order(spell("e", None, date(2026, 4, 1)), [])] == ["exit_without_entry"]
    assert not list(alerts.out_of_order(spell("e", date(2026, 3, 1), date(2026, 4, 1)), [job]))
