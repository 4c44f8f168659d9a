"""« Des nouvelles »: the days on which somebody followed was met, reached or heard of; six weeks of them as a strip.

What counts: a check-in, an attendance, a validated shift, a kept appointment, a contact, an interview, a visit, a try
that reached the person. A letter nobody answered does not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.path_vocabulary import AttendanceStatus, ShiftStatus
from espace_mobile.domain.relances import CONCLUSIVE
from espace_mobile.domain.retention import LOCAL
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.domain.work_allocation import WorkShift
from espace_mobile.domain.working_days import is_working

WEEKS = 6


class Cell(StrEnum):
    NEWS = "news"
    SILENT = "silent"
    BEFORE = "before"  # not followed yet


@dataclass(frozen=True)
class Strip:
    """`weeks`: of working days, the oldest first; `news` of the `of` days on which the person was followed."""

    weeks: tuple[tuple[Cell, ...], ...]
    news: int
    of: int


def day_of(fact: Fact, session_day: date | None = None) -> date | None:
    """On the wall in Paris; None when the fact is no news. `session_day`: of what an attendance is about, when that is
    known here; otherwise the day it was marked."""
    said = _DAYS[type(fact)](fact)
    return session_day or said if said and isinstance(fact, Attendance) else said


def days_of(facts: Iterable[Fact], session_days: Mapping[str, date]) -> frozenset[date]:
    """The days with news. `session_days`: by the id of the session."""
    found = (day_of(f, session_days.get(f.session_id) if isinstance(f, Attendance) else None) for f in facts)
    return frozenset(day for day in found if day is not None)


def last_of(news: Collection[date], today: date) -> date | None:
    """The latest day with news; what is noted of tomorrow by mistake is none yet."""
    return max((day for day in news if day <= today), default=None)


def strip(news: Collection[date], today: date, since: date | None = None) -> Strip:
    """The last six weeks, today's included. `since`: when the person entered; the days before are not counted."""
    monday = today - timedelta(days=today.weekday())
    first = today - timedelta(days=7 * WEEKS - 1)
    weeks: list[tuple[Cell, ...]] = []
    for n in range(WEEKS, -1, -1):
        week = (monday - timedelta(days=7 * n) + timedelta(days=k) for k in range(5))
        cells = tuple(_cell(day, news, since) for day in week if first <= day <= today and is_working(day))
        weeks += [cells] if cells else []
    told = [cell for week in weeks for cell in week if cell != Cell.BEFORE]
    return Strip(tuple(weeks), told.count(Cell.NEWS), len(told))


def _cell(day: date, news: Collection[date], since: date | None) -> Cell:
    if since is not None and day < since:
        return Cell.BEFORE
    return Cell.NEWS if day in news else Cell.SILENT


def _at(field: str, state: str = "", states: Collection[str] = ()) -> Callable[[Any], date | None]:
    """The day of an instant or a day, when the field `state` is one of `states`."""

    def day(fact: Any) -> date | None:
        if state and getattr(fact, state) not in states:
            return None
        at = getattr(fact, field)
        return at.astimezone(LOCAL).date() if isinstance(at, datetime) else at

    return day


_DAYS: Mapping[type[Fact], Callable[[Any], date | None]] = {
    CheckIn: _at("on"),
    Contact: _at("at"),
    Interview: _at("at"),
    ServiceVisit: _at("at"),
    Appointment: _at("starts_at", "status", (AppointmentStatus.KEPT,)),
    Attendance: _at("marked_at", "status", (AttendanceStatus.PRESENT,)),
    WorkShift: _at("on", "status", (ShiftStatus.VALIDATED,)),
    Attempt: _at("at", "result", CONCLUSIVE),
}

KINDS: tuple[type[Fact], ...] = tuple(_DAYS)
