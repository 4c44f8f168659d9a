"""The days of the comité de suivi: a rhythm of so many days, and the working day on which each one is held.

The rhythm counts from the planned day, never from the one it was moved to: a holiday delays one meeting, not those that
follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from espace_mobile.domain.working_days import is_holiday, is_working, working_from

EVERY = 21  # days, where the programme says nothing else
AT_ONCE = 4  # proposed together
_WEEK = timedelta(days=7)  # no day is moved by more


class DayOff(StrEnum):
    HOLIDAY = "holiday"
    WEEKEND = "weekend"


@dataclass(frozen=True)
class ReviewDay:
    """`planned`: of the rhythm; `on`: when they meet."""

    planned: date
    on: date

    @property
    def moved(self) -> DayOff | None:
        """Why they don't meet on the planned day; None when they do, or when somebody chose another by hand."""
        return day_off(self.planned) if self.on == working_from(self.planned) != self.planned else None


def day_off(day: date) -> DayOff | None:
    """A holiday on a weekend is called a holiday. None: people work."""
    if is_working(day):
        return None
    return DayOff.HOLIDAY if is_holiday(day) else DayOff.WEEKEND


def rhythm_day(planned: date) -> ReviewDay:
    return ReviewDay(planned, working_from(planned))


def first_day(day: date) -> ReviewDay:
    """As it was chosen, a holiday too: the rhythm begins there."""
    return ReviewDay(day, day)


def coming(last_planned: date, every: int, today: date, count: int = AT_ONCE) -> list[ReviewDay]:
    """The `count` days that follow the last planned one, none of them before today. `every`: days, at least 1."""
    every = max(1, every)
    past = (today - last_planned - _WEEK).days  # a day planned last Saturday may be held today
    missed = max(0, past // every)
    found: list[ReviewDay] = []
    planned = last_planned + timedelta(days=every * missed)
    while len(found) < count:
        planned += timedelta(days=every)
        day = rhythm_day(planned)
        if day.on >= today:
            found.append(day)
    return found
