"""The days proposed for the sessions of a workshop: every week, some half days, the second Tuesday of each month.

Public holidays are proposed as exceptions: shown, not kept unless somebody says so. Nothing is blocked.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, takewhile

from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.working_days import is_holiday
from espace_mobile.domain.workshop import Workshop

STANDING = frozenset({WorkshopForm.WEEKLY, WorkshopForm.MONTHLY, WorkshopForm.CONTRACT})  # without an end of their own
MOST_DAYS = timedelta(days=366)  # of a standing slot, planned at once
WEEK, LAST_WEEK = 7, 5
_SATURDAY = 5


@dataclass(frozen=True)
class Choice:
    """`until`: the last day of a standing slot, a year at most. `every`: days from one session to the next of a series
    or cycle; 1 is from one day to the next, Saturdays and Sundays left out. `sessions`: how many of a series that does
    not say it. `skipped`: days on which there is none after all; `holidays`: those on which there is one all the same.
    """

    first: date
    until: date | None = None
    every: int = WEEK
    sessions: int = 0
    skipped: frozenset[date] = frozenset()
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Slot:
    """`phase`: from 0, of a session of a series. A slot that is not `kept` is shown and makes no session."""

    on: date
    kept: bool = True
    holiday: bool = False
    phase: int | None = None


def is_standing(workshop: Workshop) -> bool:
    return workshop.form in STANDING


def proposed(workshop: Workshop, choice: Choice, left: Sequence[int] = (), taken: Collection[date] = ()) -> list[Slot]:
    """In order. `left`: the sessions still to be planned of each phase of a series or cycle, when it has phases; as
    many days are kept, whatever is skipped. `taken`: days that have a session already, passed over."""
    days = (day for day in _days(workshop, choice) if day not in taken)
    if is_standing(workshop):
        return [_slot(day, choice) for day in takewhile(lambda day: day <= last_day(choice), days)]
    phases: list[int | None] = [n for n, sessions in enumerate(left) for _ in range(sessions)]
    if not workshop.phases:
        phases = [None] * choice.sessions
    found: list[Slot] = []
    while phases:
        slot = _slot(next(days), choice)
        found.append(Slot(slot.on, True, slot.holiday, phases.pop(0)) if slot.kept else slot)
    return found


def last_day(choice: Choice) -> date:
    """Of a standing slot."""
    furthest = choice.first + MOST_DAYS
    return min(choice.until, furthest) if choice.until else furthest


def still_to_plan(workshop: Workshop, sessions: Iterable[GroupSession]) -> tuple[int, ...]:
    """How many sessions of each phase have no date yet. One that was cancelled is to be planned again."""
    dated = [0] * len(workshop.phases)
    for session in sessions:
        dates_one = not session.informal and session.status != SessionStatus.CANCELLED
        if dates_one and session.phase is not None and session.phase < len(dated):
            dated[session.phase] += 1
    return tuple(max(0, phase.sessions - n) for phase, n in zip(workshop.phases, dated, strict=True))


def is_open_ended(workshop: Workshop) -> bool:
    """Whether more sessions may always follow: a standing slot, or a series that does not say how many."""
    return is_standing(workshop) or not workshop.phases


def next_first(workshop: Workshop, after: date) -> date:
    """The day of the next session that may follow `after`."""
    tomorrow = after + timedelta(days=1)
    if workshop.weekday is None:
        return next(day for day in _from(tomorrow, 1) if day.weekday() < _SATURDAY and not is_holiday(day))
    return next(_days(workshop, Choice(_aligned(tomorrow, workshop.weekday))))


def nth_weekday(year: int, month: int, weekday: int, week: int) -> date:
    """`weekday`: 0 = Monday; `week`: 1 to 4, 5 the last of the month."""
    first = _aligned(date(year, month, 1), weekday)
    if week < LAST_WEEK:
        return first + timedelta(days=WEEK * (week - 1))
    days_left = calendar.monthrange(year, month)[1] - first.day
    return first + timedelta(days=days_left // WEEK * WEEK)


def week_of_month(day: date) -> int:
    """1 for its first seven days."""
    return (day.day - 1) // WEEK + 1


def _slot(day: date, choice: Choice) -> Slot:
    holiday = is_holiday(day)
    return Slot(day, day in choice.holidays if holiday else day not in choice.skipped, holiday)


def _days(workshop: Workshop, choice: Choice) -> Iterator[date]:
    """Without end, from the first on."""
    if workshop.form == WorkshopForm.MONTHLY:
        return _monthly(workshop, choice.first)
    if is_standing(workshop) and workshop.weekday is not None:
        return _from(_aligned(choice.first, workshop.weekday), WEEK)
    days = _from(choice.first, choice.every)
    return (day for day in days if day.weekday() < _SATURDAY) if choice.every == 1 else days


def _monthly(workshop: Workshop, first: date) -> Iterator[date]:
    weekday = first.weekday() if workshop.weekday is None else workshop.weekday
    week = workshop.week_of_month or week_of_month(first)
    for n in count(first.month - 1):
        day = nth_weekday(first.year + n // 12, n % 12 + 1, weekday, week)
        if day >= first:
            yield day


def _from(first: date, every: int) -> Iterator[date]:
    return (first + timedelta(days=n) for n in count(0, every))


def _aligned(day: date, weekday: int) -> date:
    """The day itself, or the next one with this weekday."""
    return day + timedelta(days=(weekday - day.weekday()) % WEEK)
