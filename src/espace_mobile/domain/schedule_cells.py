"""Days and hours in the cells of somebody's schedule: typed in French, or as a spreadsheet counts them."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import NamedTuple

from espace_mobile.domain.dates import MONTHS, WEEKDAYS, parse_date
from espace_mobile.domain.text import folded
from espace_mobile.domain.times import parse_time
from espace_mobile.errors import InputError

YEARS = range(2000, 2101)
_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet
_SERIALS = range((date(2000, 1, 1) - _EPOCH).days, (date(2101, 1, 1) - _EPOCH).days)
_SERIAL = re.compile(r"\d{5}", re.ASCII)
_HOUR = r"\d{1,2}\s*(?:h|:|heures?)\s*(?:\d{2})?(?::\d\d(?:\.0+)?)?"
_WITH_HOUR = re.compile(rf"(?P<day>.*\d)(?:T|,?\s+(?:[àa]\s+)?)(?P<hour>{_HOUR})", re.ASCII | re.IGNORECASE)
_NO_YEAR = re.compile(r"(?:([a-z]+) )?(\d{1,2})(?:er)? (?:([a-z]+)|(\d{1,2}))", re.ASCII)
_FROM_TO = re.compile(r"\s*(?:[-–—/>]+|\b[àa]\b|\bto\b|jusqu['’][àa])\s*", re.IGNORECASE)
_LEAD = re.compile(r"^(?:de|from)\s+", re.IGNORECASE)
_FRACTION = re.compile(r"0?[.,]\d+|0")
_BARE_HOUR = re.compile(r"\d{1,2}", re.ASCII)
_NEAR = timedelta(days=60)  # a day without its year is the next one, or one that has just been
_MINUTES = 24 * 60


class Day(NamedTuple):
    """`at`: the hour that stood in the same cell. `guessed`: the year did not stand there."""

    on: date
    at: time | None = None
    guessed: bool = False


class Hours(NamedTuple):
    starts: time | None = None
    ends: time | None = None


def read_day(text: str, today: date | None = None) -> Day:
    """« jeudi 14 mai 2026 », « 14/05/26 9h », « 14 mai » (of the year that is near `today`), « 46156 ».

    Raises `InputError`: `date` with `empty`, `unreadable`, `impossible`, `weekday` or `out_of_range`.
    """
    said = " ".join(text.split())
    if not said:
        raise InputError("date", "empty")
    if _SERIAL.fullmatch(said) and int(said) in _SERIALS:
        return Day(_EPOCH + timedelta(days=int(said)))
    if found := _WITH_HOUR.fullmatch(said):
        day = read_day(found["day"], today)
        # A spreadsheet writes midnight after a day that has no hour.
        return Day(day.on, _not_midnight(_hour(found["hour"], "date")), day.guessed)
    if today is not None and (on := _near(said, today)):
        return Day(on, guessed=True)
    on = parse_date(said)
    if on.year not in YEARS:
        raise InputError("date", "out_of_range")
    return Day(on)


def read_hours(text: str, field: str = "start") -> Hours:
    """« 9h30 », « 9 h - 12 h », « de 9 à 12h », « 0,375 » (of a day). Raises `InputError` (`field`, `unreadable`)."""
    said = _LEAD.sub("", " ".join(text.split()))
    if not said:
        return Hours()
    parts = [part for part in _FROM_TO.split(said) if part]
    if len(parts) != 2:
        return Hours(_hour(said, field))
    first, last = parts
    if _BARE_HOUR.fullmatch(first) and not _BARE_HOUR.fullmatch(last):
        first += "h"  # « 9 à 12h »
    return Hours(_hour(first, field), _hour(last, field))


def _not_midnight(at: time | None) -> time | None:
    return None if at == time.min else at


def _hour(text: str, field: str) -> time | None:
    if _FRACTION.fullmatch(text):
        minutes = round(float(text.replace(",", ".")) * _MINUTES) % _MINUTES
        return time(minutes // 60, minutes % 60)
    return parse_time(text, field)


def _near(text: str, today: date) -> date | None:
    """The day of a text that says no year: the next, or just gone by; with a weekday, the nearest that agrees."""
    found = _NO_YEAR.fullmatch(" ".join(re.sub(r"[/.,\-]", " ", folded(text)).split()))
    if found is None:
        return None
    weekday, month = found[1], MONTHS.get(found[3]) if found[3] else int(found[4])
    if month is None or (weekday is not None and weekday not in WEEKDAYS):
        return None
    days = [day for n in range(-1, 8) if (day := _of(today.year + n, month, int(found[2])))]
    if not days:
        raise InputError("date", "impossible")
    if weekday is None:
        return next(day for day in days if day >= today - _NEAR)
    agreeing = [day for day in days if day.weekday() == WEEKDAYS[weekday]]
    if not agreeing:
        raise InputError("date", "weekday")
    return min(agreeing, key=lambda day: abs(day - today))


def _of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
