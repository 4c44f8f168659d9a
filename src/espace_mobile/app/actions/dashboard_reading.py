"""What documents say of what is counted: read as they are, for making facts of a hundred thousand takes seconds.

What another version wrote that this one can't read counts as not said.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from espace_mobile.domain.ages import band_at
from espace_mobile.domain.dashboard.counted import age_column
from espace_mobile.domain.vocabulary import AgeBand, Qpv, Sex
from espace_mobile.store.days import day_of
from espace_mobile.store.document import Document

_NOT_KNOWN = frozenset({Sex.UNSTATED.value, Qpv.UNKNOWN.value})
_BANDS = {band.value: age_column(band) for band in AgeBand}


class About(NamedTuple):
    """What a file says of its person. `place`: where it was opened; `band`: for whose birth is not known here."""

    place: str = ""
    channel: str = ""
    qpv: str = ""
    sex: str = ""
    birth_on: date | None = None
    birth_year: int | None = None
    band: str = ""

    def age(self, on: date) -> str:
        return age_column(band_at(on, self.birth_on, self.birth_year)) or self.band


class Session(NamedTuple):
    on: date
    place: str
    programme: str
    informal: bool


class Spell(NamedTuple):
    """`whose`: the file that stands for the person."""

    whose: str | None
    programme: str
    entered_on: date | None
    exited_on: date | None


NOBODY = About()


def about(document: Document, place: str) -> About:
    year = document.get("birth_year")
    return About(
        place, code(document, "heard_via"), code(document, "qpv"), code(document, "sex"), day(document, "birth_on"),
        year if isinstance(year, int) else None, band(document),
    )  # fmt: skip


def session(document: Document) -> Session | None:
    on = wall_day(document, "starts_at")
    if on is None:
        return None
    return Session(on, name(document, "place_id"), name(document, "programme_id"), bool(document.get("informal")))


def spell(document: Document, whose: str | None) -> Spell | None:
    programme = name(document, "programme_id")
    return Spell(whose, programme, day(document, "entered_on"), day(document, "exited_on")) if programme else None


def name(document: Document, field: str) -> str:
    """An id; "" when there is none."""
    value = document.get(field)
    return intern(value) if isinstance(value, str) else ""


def code(document: Document, field: str) -> str:
    """ "" also for a code that says it is not known."""
    value = name(document, field)
    return "" if value in _NOT_KNOWN else value


def band(document: Document) -> str:
    return _BANDS.get(name(document, "age_band"), "")


def day(document: Document, field: str) -> date | None:
    value = document.get(field)
    return _day(value) if isinstance(value, str) else None


def wall_day(document: Document, field: str) -> date | None:
    """Of an instant, in Europe/Paris."""
    value = document.get(field)
    try:
        return _same(day_of(value)) if isinstance(value, str) else None
    except ValueError:
        return None


def instant(document: Document, field: str) -> datetime | None:
    value = document.get(field)
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo else None


@lru_cache(maxsize=1 << 15)
def _day(text: str) -> date | None:
    try:
        return _same(date.fromisoformat(text))
    except ValueError:
        return None


@lru_cache(maxsize=1 << 15)  # a register knows a few thousand days, each a hundred times: it is kept once
def _same(on: date) -> date:
    return on
