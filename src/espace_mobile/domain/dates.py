"""Dates as people write them in France: « 31/02/1990 », « 14 mai 1990 », « 1990 », « 2026-05-14 »."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from espace_mobile.domain.text import folded
from espace_mobile.errors import InputError

OLDEST = 120  # years

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev feb february",
            "mars mar march",
            "avril avr apr april",
            "mai may",
            "juin jun june",
            "juillet juil jul july",
            "aout aug august",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "lundi lun monday mon",
            "mardi mar tuesday tue",
            "mercredi mer wednesday wed",
            "jeudi jeu thursday thu",
            "vendredi ven friday fri",
            "samedi sam saturday sat",
            "dimanche dim sunday sun",
        )
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2}) (\d{1,2}) (\d{4}|\d{2})|(\d\d)(\d\d)(\d{4})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+) (\d{4}|\d{2})", re.ASCII)
_MONTH_AND_YEAR = re.compile(r"(?:([a-z]+)|0?[1-9]|1[0-2]) (\d{4})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


class Birth(NamedTuple):
    """`on` when the day is known, else `year`; neither when nothing was typed."""

    on: date | None = None
    year: int | None = None


def parse_date(text: str, field: str = "date", century_ends: int = 2099) -> date:
    """Day, month and year. A year of two digits is the last one ending so, up to `century_ends`.

    Raises `InputError`: `field` with `unreadable`, `impossible` (no such day) or `weekday` (« lundi » on a Tuesday).
    """
    spaced = _spaced(text)
    first, _, rest = spaced.partition(" ")
    weekday = WEEKDAYS.get(first)
    parts = _parts(spaced if weekday is None else rest)
    if parts is None:
        raise InputError(field, "unreadable")
    on = _day(*parts, field=field, century_ends=century_ends)
    if weekday is not None and on.weekday() != weekday:
        raise InputError(field, "weekday")
    return on


def parse_birth(text: str | None, today: date, field: str = "birth") -> Birth:
    """A whole date, or a year when that is all one knows (« 1990 », « mai 1990 »).

    Raises `InputError`, `field` with `unreadable`, `impossible`, `future` or `too_old`.
    """
    spaced = _spaced(text or "")
    if not spaced:
        return Birth()
    if year := _only_year(spaced):
        _expect_alive(date(year, 1, 1), today, field)
        return Birth(year=year)
    on = parse_date(spaced, field, century_ends=today.year)
    _expect_alive(on, today, field)
    return Birth(on=on)


def _parts(text: str) -> tuple[str, int, int] | None:
    if found := _ISO.fullmatch(text):
        return found[1], int(found[2]), int(found[3])
    if found := _NUMBERS.fullmatch(text):
        day, month, year = (part for part in found.groups() if part is not None)
        return year, int(month), int(day)
    if (found := _WORDS.fullmatch(text)) and found[2] in MONTHS:
        return found[3], MONTHS[found[2]], int(found[1])
    return None


def _only_year(text: str) -> int | None:
    if _YEAR.fullmatch(text):
        return int(text) or None
    found = _MONTH_AND_YEAR.fullmatch(text)
    return int(found[2]) if found and (found[1] is None or found[1] in MONTHS) else None


def _day(year: str, month: int, day: int, field: str, century_ends: int) -> date:
    try:
        return date(_full_year(year, century_ends), month, day)
    except ValueError as e:
        raise InputError(field, "impossible") from e


def _full_year(year: str, century_ends: int) -> int:
    if len(year) == 4:
        return int(year)
    full = century_ends - century_ends % 100 + int(year)
    return full if full <= century_ends else full - 100


def _expect_alive(born: date, today: date, field: str) -> None:
    if born > today:
        raise InputError(field, "future")
    if born.year < today.year - OLDEST:
        raise InputError(field, "too_old")


def _spaced(text: str) -> str:
    """Folded, every separator a space."""
    return " ".join(re.sub(r"[/.,\-]", " ", folded(text)).split())
