"""A worker's agenda as a calendar file.

It leaves the encrypted store: what an event is called is the caller's choice; reasons and addresses told in words are
never in it.
"""

from __future__ import annotations

from datetime import datetime

from espace_mobile.calendars.writing import CANCELLED, CONFIRMED, Entry, calendar
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.vocabulary import AppointmentStatus

__all__ = ["Entry", "calendar", "of_appointment", "of_session"]

_DOES_NOT_HAPPEN = (AppointmentStatus.CANCELLED, AppointmentStatus.EXCUSED)


def of_appointment(appointment: Appointment, summary: str, changed_at: datetime, place: str = "") -> Entry:
    status = CANCELLED if appointment.status in _DOES_NOT_HAPPEN else CONFIRMED
    return Entry(appointment.id, appointment.starts_at, appointment.minutes, summary, changed_at, status, place)


def of_session(session: GroupSession, summary: str, changed_at: datetime, place: str = "") -> Entry:
    status = CANCELLED if session.status == SessionStatus.CANCELLED else CONFIRMED
    return Entry(session.id, session.starts_at, session.minutes, summary, changed_at, status, place)
