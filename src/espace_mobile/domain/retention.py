"""How long a file is kept: 24 months after the last contact, with two warnings before."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import IntEnum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.path_vocabulary import AttemptResult, AttendanceStatus, ShiftStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import RegisterSort
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.domain.work_allocation import WorkShift

MONTHS = 24
WARNINGS = (22, 23)  # months
LOCAL = ZoneInfo("Europe/Paris")


class Meeting(NamedTuple):
    """`at`: the field of the moment, an instant or a day; `states`: the values of the field `state` that count as
    having met; none: any."""

    at: str
    state: str = ""
    states: tuple[str, ...] = ()


MEETINGS = {
    Contact.kind: Meeting("at"),
    PersonNote.kind: Meeting("at"),
    Interview.kind: Meeting("at"),
    ServiceVisit.kind: Meeting("at"),
    CheckIn.kind: Meeting("on"),
    WorkShift.kind: Meeting("on", "status", (ShiftStatus.VALIDATED,)),
    Appointment.kind: Meeting("starts_at", "status", (AppointmentStatus.KEPT,)),
    Attendance.kind: Meeting("marked_at", "status", (AttendanceStatus.PRESENT,)),
    RightsEntry.kind: Meeting("met_on", "sort", (RegisterSort.KEPT,)),
    Attempt.kind: Meeting("at", "result", (AttemptResult.REACHED, AttemptResult.WILL_COME, AttemptResult.DECLINES)),
}


class Retention(IntEnum):
    KEPT = 0
    FIRST_WARNING = 1
    LAST_WARNING = 2
    DUE = 3


def due_on(last_contact: date, months: int = MONTHS) -> date:
    """The same day of the month, or its last when it has no such day."""
    years, month = divmod(last_contact.month - 1 + months, 12)
    year = last_contact.year + years
    return date(year, month + 1, min(last_contact.day, monthrange(year, month + 1)[1]))


def retention(last_contact: date, today: date, months: int = MONTHS) -> Retention:
    thresholds = [months - (MONTHS - warning) for warning in WARNINGS] + [months]
    return Retention(sum(today >= due_on(last_contact, threshold) for threshold in thresholds))


def last_contact_on(person: Person, *told: Iterable[Fact]) -> date | None:
    """The last day this person was met, from the facts about them. A missed appointment is no contact."""
    moments = (moment_met(fact.kind, dict(fact)) for facts in told for fact in facts)
    days = [_day(at) for at in moments if at is not None]
    if person.opened_on is not None:
        days.append(person.opened_on)
    return max(days, default=None)


def moment_met(kind: str, fields: Mapping[str, Any]) -> Any:
    """When a fact says the person was met, as its field says it; None when it says no such thing."""
    meeting = MEETINGS.get(kind)
    if meeting is None or (meeting.states and fields.get(meeting.state) not in meeting.states):
        return None
    return fields.get(meeting.at)


def _day(at: datetime | date) -> date:
    return at.astimezone(LOCAL).date() if isinstance(at, datetime) else at
