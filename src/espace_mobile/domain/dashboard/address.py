"""Filters as the query of an address, which can be copied and gone back to: days, codes and ids, never a name.

`since=2026-01-01&until=2026-12-31&against=2025-01-01_2025-12-31&place=<id>&place=<id>&sex=female&qpv=`
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode

from espace_mobile.domain.dashboard.filters import By, Filters
from espace_mobile.domain.dashboard.stretches import Stretch, stretch_at
from espace_mobile.domain.programme_year import Span

FIRST, LAST = date(1990, 1, 1), date(2099, 12, 31)  # nothing is asked of other days
MOST_YEARS = 10  # a month of each is drawn
MOST_VALUES = 100  # of one cut
_SINCE, _UNTIL, _AGAINST, _BETWEEN = "since", "until", "against", "_"
_VALUE = re.compile(r"[A-Za-z0-9_.-]{0,64}")
_LONGEST = 20_000  # characters: what is longer is no address of ours


def to_query(filters: Filters) -> str:
    """Without `?`. The same for the same filters."""
    told = [(_SINCE, filters.span.since.isoformat()), (_UNTIL, filters.span.until.isoformat())]
    if filters.against is not None:
        told.append((_AGAINST, _BETWEEN.join(day.isoformat() for day in _days(filters.against))))
    told += [(by.value, value) for by in By for value in sorted(filters.only.get(by, ()))]
    return urlencode(told)


def from_query(text: str, today: date) -> Filters:
    """Anything may be written in an address: what can't be read is left out; without days, this year's."""
    return _read(text, today)[0]


def misread(text: str, today: date) -> tuple[str, ...]:
    """The parts that could not be read, each once, in order; "" for one that says nothing known. To be said."""
    return tuple(dict.fromkeys(_read(text, today)[1]))


def asks_for(text: str, name: str) -> str:
    """The value of another part of the address than those of filters, "" when it is not there: `of=contacts`."""
    return next((value for part, value in _parts(text) if part == name and _VALUE.fullmatch(value)), "")


OTHER_PARTS = frozenset({"of", "by", "value", "month"})  # of the list behind a number, whose filters are the same


def _read(text: str, today: date) -> tuple[Filters, list[str]]:
    wrong: list[str] = []
    days: dict[str, str] = {}
    only: dict[By, set[str]] = {}
    for name, value in _parts(text):
        if name in (_SINCE, _UNTIL, _AGAINST):
            days[name] = value
        elif name not in OTHER_PARTS and not _take(only, name, value):
            wrong.append(name if name in set(By) else "")
    span = _span(days.get(_SINCE, ""), days.get(_UNTIL, ""))
    if span is None and {_SINCE, _UNTIL} & days.keys():
        wrong.append(_SINCE)
    against = _span(*days.get(_AGAINST, "").split(_BETWEEN, 1)) if _BETWEEN in days.get(_AGAINST, "") else None
    if against is None and days.get(_AGAINST):
        wrong.append(_AGAINST)
    kept = MappingProxyType({by: frozenset(values) for by, values in only.items()})
    return Filters(span or stretch_at(Stretch.YEAR, today), against, kept), wrong


def _parts(text: str) -> list[tuple[str, str]]:
    if len(text) > _LONGEST:
        return [("", "")]
    return parse_qsl(text.removeprefix("?"), keep_blank_values=True, errors="replace")


def _take(only: dict[By, set[str]], name: str, value: str) -> bool:
    if name not in set(By) or not _VALUE.fullmatch(value):
        return False
    values = only.setdefault(By(name), set())
    if len(values) < MOST_VALUES:
        values.add(value)
    return value in values


def _span(since: str, until: str) -> Span | None:
    found = _day(since), _day(until)
    if found[0] is None or found[1] is None:
        return None
    span = Span(found[0], found[1])
    if not FIRST <= span.since <= span.until <= LAST or span.until.year - span.since.year > MOST_YEARS:
        return None
    return span


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _days(span: Span) -> Iterable[date]:
    return span.since, span.until
