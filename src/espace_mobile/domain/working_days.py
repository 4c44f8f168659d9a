"""Days on which people are called and met in France: Monday to Friday, but for the eleven public holidays.

Computed rather than looked up: a tap can't wait for a calendar of the whole world to load. The `holidays` package,
which exports use, says the same (tests). Alsace-Moselle and the overseas départements have more of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

_SATURDAY, _SUNDAY = 5, 6


class PublicHoliday(StrEnum):
    NEW_YEAR = "new_year"
    EASTER_MONDAY = "easter_monday"
    LABOUR_DAY = "labour_day"
    VICTORY_DAY = "victory_day"
    ASCENSION = "ascension"
    WHIT_MONDAY = "whit_monday"
    NATIONAL_DAY = "national_day"
    ASSUMPTION = "assumption"
    ALL_SAINTS = "all_saints"
    ARMISTICE = "armistice"
    CHRISTMAS = "christmas"


_EVERY_YEAR = {  # (month, day)
    PublicHoliday.NEW_YEAR: (1, 1), PublicHoliday.LABOUR_DAY: (5, 1), PublicHoliday.VICTORY_DAY: (5, 8),
    PublicHoliday.NATIONAL_DAY: (7, 14), PublicHoliday.ASSUMPTION: (8, 15), PublicHoliday.ALL_SAINTS: (11, 1),
    PublicHoliday.ARMISTICE: (11, 11), PublicHoliday.CHRISTMAS: (12, 25),
}  # fmt: skip
_AFTER_EASTER = {  # days
    PublicHoliday.EASTER_MONDAY: 1, PublicHoliday.ASCENSION: 39, PublicHoliday.WHIT_MONDAY: 50,
}  # fmt: skip


def is_holiday(day: date) -> bool:
    return day in public_holidays(day.year)


def holiday_on(day: date) -> PublicHoliday | None:
    return public_holidays(day.year).get(day)


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
def public_holidays(year: int) -> Mapping[date, PublicHoliday]:
    """Two may fall on one day (Ascension on 1 or 8 May): it goes by the one that has it every year."""
    moving = {easter(year) + timedelta(days=after): holiday for holiday, after in _AFTER_EASTER.items()}
    fixed = {date(year, month, day): holiday for holiday, (month, day) in _EVERY_YEAR.items()}
    return MappingProxyType({**moving, **fixed})


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, « Astronomical Algorithms », chapter 8)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
