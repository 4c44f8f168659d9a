"""What the dates of a period are to be made of: places, teams, how many, and the days that are left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from espace_mobile.domain.place import Place
from espace_mobile.domain.working_days import is_holiday

WEEK = 7
MOST_DAYS = 3 * 366  # of a period; what is typed beyond is cut, and told
MOST_DATES = 1000  # at once; a fleet of four vans goes out as often in five years
EVERY_DAY = frozenset(range(WEEK))
_SUNDAY = 6


class DayOff(StrEnum):
    """Why nobody goes out on a day."""

    OUTSIDE = "outside"  # the period
    CHOSEN = "chosen"
    SUNDAY = "sunday"
    PUBLIC_HOLIDAY = "public_holiday"
    SCHOOL_HOLIDAY = "school_holiday"


@dataclass(frozen=True)
class PlaceChoice:
    """`quota`: how many dates are wanted there, those already there counted; None: as many as its turn gives it."""

    place: Place
    quota: int | None = None


@dataclass(frozen=True)
class TeamChoice:
    """`weekdays`: on which it goes out, 0 = Monday. `a_week`, `a_month`: at most, None: no bound. `name`: for words."""

    id: str
    name: str = ""
    weekdays: frozenset[int] = EVERY_DAY
    a_week: int | None = None
    a_month: int | None = None


@dataclass(frozen=True)
class KeptDate:
    """A date that is there already, to be left alone. `area`: its `neighbourhood_key`. `counts` not: it was cancelled
    or moved, hence nobody is busy with it; the place is only not proposed again for that very day."""

    on: date
    place_id: str | None = None
    area: str | None = None
    qpv: str | None = None
    team_id: str | None = None
    vehicle_id: str | None = None
    counts: bool = True


@dataclass(frozen=True)
class Request:
    """The days from `first` to `last`, both included. `wanted`: dates in all, those of `kept` in the period counted.

    `teams`: none, the dates are proposed without a team. `vans`: ids; none, there is one that has no name. `kept` may
    reach beyond the period, for the weeks and months at its ends. `qpv_a_quarter`: at least so many in each QPV in each
    quarter of a year. `once_a_week`: at most one in a neighbourhood from Monday to Sunday. `starts`, `ends`: the hours
    of a place that has none.
    """

    first: date
    last: date
    wanted: int
    places: tuple[PlaceChoice, ...] = ()
    teams: tuple[TeamChoice, ...] = ()
    vans: tuple[str, ...] = ()
    kept: tuple[KeptDate, ...] = ()
    excluded: frozenset[date] = frozenset()
    school_holidays: frozenset[date] = frozenset()
    sundays_off: bool = True
    public_holidays_off: bool = True
    qpv_a_quarter: int = 1
    once_a_week: bool = True
    starts: time | None = None
    ends: time | None = None

    def day_off(self, day: date) -> DayOff | None:
        """Why nobody goes out on that day, if so."""
        if not self.first <= day <= self.last:
            return DayOff.OUTSIDE
        if day in self.excluded:
            return DayOff.CHOSEN
        if self.sundays_off and day.weekday() == _SUNDAY:
            return DayOff.SUNDAY
        if self.public_holidays_off and is_holiday(day):
            return DayOff.PUBLIC_HOLIDAY
        return DayOff.SCHOOL_HOLIDAY if day in self.school_holidays else None

    def days(self) -> Iterator[date]:
        """Those of the period, `MOST_DAYS` at most, on which somebody may go out."""
        length = min((self.last - self.first).days + 1, MOST_DAYS)
        days = (self.first + timedelta(days=n) for n in range(length))
        return (day for day in days if self.day_off(day) is None)

    @property
    def kept_within(self) -> tuple[KeptDate, ...]:
        """Those of the period that go ahead: they are counted."""
        return tuple(date_ for date_ in self.kept if date_.counts and self.first <= date_.on <= self.last)

    @property
    def missing(self) -> int:
        """How many are to be proposed."""
        return max(0, min(self.wanted, MOST_DATES) - len(self.kept_within))
