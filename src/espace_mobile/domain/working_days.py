"""Days on which people are called and met in France: Monday to Friday, but for the eleven public holidays.

Computed rather than looked up: a tap can't wait for a calendar of the whole world to load. The `holidays` package,
which exports use, says the same (tests). Alsace-Moselle and the overseas départements have more of them.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_SATURDAY, _SUNDAY = 5, 6
# (month, day): New Year, Labour, 1945, the Bastille, Assumption, All Saints, 1918, Christmas
_EVERY_YEAR = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)  # days: Easter Monday, Ascension, Whit Monday


def is_holiday(day: date) -> bool:
    return day in public_holidays(day.year)


def is_working(day: date) -> bool:
    return day.weekday() < _SATURDAY and not is_holiday(day)


def working_from(day: date) -> date:
    """The day itself, or the next one on which people work."""
    while not is_working(day):
        day += timedelta(days=1)
    return day


def reachable_from(day: date) -> date:
    """The day itself, or the next one that is neither a Sunday nor a public holiday: people are called on Saturdays."""
    while day.weekday() == _SUNDAY or is_holiday(day):
        day += timedelta(days=1)
    return day


def working_days(after: date, count: int) -> list[date]:
    """Those that follow, `count` of them."""
    found: list[date] = []
    day = after
    while len(found) < count:
        day = working_from(day + timedelta(days=1))
        found.append(day)
    return found


@lru_cache(maxsize=32)
def public_holidays(year: int) -> frozenset[date]:
    fixed = (date(year, month, day) for month, day in _EVERY_YEAR)
    return frozenset({*fixed, *(easter(year) + timedelta(days=n) for n in _AFTER_EASTER)})


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, « Astronomical Algorithms », chapter 8)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
