"""The years of a programme: twelve months from its first day; the calendar's for one that has no first day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from espace_mobile.domain.programme import Programme
from espace_mobile.domain.retention import due_on as months_after

_MONTHS = 12


@dataclass(frozen=True)
class Span:
    """Days from `since` to `until`, both included."""

    since: date
    until: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.since <= day <= self.until


def year_at(programme: Programme, day: date) -> Span:
    """The year that `day` is in: the first one before the programme begins, the last one once it is over."""
    if programme.since is None:
        return Span(date(day.year, 1, 1), date(day.year, 12, 31))
    first, last = programme.since, programme.until
    at = max(first, min(day, last) if last else day)
    years = at.year - first.year
    span = _year(first, years if at >= months_after(first, years * _MONTHS) else years - 1)
    return Span(span.since, min(span.until, last)) if last else span


def whole(programme: Programme, years: int = 1) -> Span | None:
    """All of it; `years` when its last day is not said. None when its first is not."""
    if programme.since is None:
        return None
    return Span(programme.since, programme.until or months_after(programme.since, years * _MONTHS) - timedelta(days=1))


def _year(first: date, nth: int) -> Span:
    since, until = (months_after(first, n * _MONTHS) for n in (nth, nth + 1))
    return Span(since, until - timedelta(days=1))
