"""How long a file is kept: 24 months after the last contact, with two warnings before."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from enum import IntEnum
from zoneinfo import ZoneInfo

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.vocabulary import AppointmentStatus

MONTHS = 24
WARNINGS = (22, 23)  # months
LOCAL = ZoneInfo("Europe/Paris")


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


def last_contact_on(
    person: Person,
    contacts: Iterable[Contact] = (),
    notes: Iterable[PersonNote] = (),
    appointments: Iterable[Appointment] = (),
) -> date | None:
    """The last day this person was met, from the facts about them. A missed appointment is no contact."""
    days = [_day(contact.at) for contact in contacts] + [_day(note.at) for note in notes]
    days += [_day(a.starts_at) for a in appointments if a.status == AppointmentStatus.KEPT]
    if person.opened_on is not None:
        days.append(person.opened_on)
    return max(days, default=None)


def _day(at: datetime) -> date:
    return at.astimezone(LOCAL).date()
