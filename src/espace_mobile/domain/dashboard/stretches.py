"""Days chosen in one tap: a month, a quarter, a year; those before them, after them, and a year earlier."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from espace_mobile.domain.periods import month_after, month_of, quarter_after, quarter_begun
from espace_mobile.domain.programme_year import Span

_DAY = timedelta(days=1)
_YEAR = 12  # months
_SURE = 28  # every month has that day


class Stretch(StrEnum):
    """Labels: `dashboard.stretch.<code>`."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    TWO_YEARS = "two_years"
    OWN_YEAR = "own_year"  # of one programme, when it is not the calendar's
    OTHER = "other"


class Against(StrEnum):
    """What days are compared with. Labels: `dashboard.against.<code>`."""

    NOTHING = "nothing"
    BEFORE = "before"
    YEAR_EARLIER = "year_earlier"
    OTHER = "other"


def stretch_at(stretch: Stretch, day: date) -> Span:
    """The one that `day` is in; two years end with the day's own. The year, for those that have no months of their
    own."""
    if stretch == Stretch.MONTH:
        return Span(*month_of(day))
    if stretch == Stretch.QUARTER:
        return Span(quarter_begun(day), quarter_after(day) - _DAY)
    first = day.year - 1 if stretch == Stretch.TWO_YEARS else day.year
    return Span(date(first, 1, 1), date(day.year, 12, 31))


def stretch_of(span: Span, own: Span | None = None) -> Stretch:
    """`own`: the year of a programme, which is recognised before the others."""
    if own is not None and span == own:
        return Stretch.OWN_YEAR
    known = (Stretch.MONTH, Stretch.QUARTER, Stretch.YEAR, Stretch.TWO_YEARS)
    return next((s for s in known if stretch_at(s, span.until) == span), Stretch.OTHER)


def before(span: Span) -> Span:
    """As many months, or days, that end the day before."""
    return _moved(span, -1)


def after(span: Span) -> Span:
    """As many months, or days, that begin the day after."""
    return _moved(span, 1)


def year_earlier(span: Span) -> Span:
    if months := _whole_months(span):
        return _months(span.since, -_YEAR, months)
    return Span(_same_day(span.since, -1), _same_day(span.until, -1))


def against_of(span: Span, against: Span | None) -> Against:
    """A whole year is compared with the one before in both ways: it is then the one before."""
    if against is None:
        return Against.NOTHING
    if against == before(span):
        return Against.BEFORE
    return Against.YEAR_EARLIER if against == year_earlier(span) else Against.OTHER


def span_against(span: Span, against: Against, kept: Span | None = None) -> Span | None:
    """`kept`: the days of `Against.OTHER`."""
    found = {Against.BEFORE: before(span), Against.YEAR_EARLIER: year_earlier(span), Against.OTHER: kept}
    return found.get(against)


def _moved(span: Span, way: int) -> Span:
    if months := _whole_months(span):
        return _months(span.since, way * months, months)
    days = (span.until - span.since + _DAY) * way
    return Span(span.since + days, span.until + days)


def _whole_months(span: Span) -> int:
    """How many, when it begins on the day of the month that follows its last; else 0."""
    following = span.until + _DAY
    if following.day != span.since.day or span.since.day > _SURE:
        return 0
    return (following.year - span.since.year) * _YEAR + following.month - span.since.month


def _months(first: date, later: int, months: int) -> Span:
    since, then = (month_after(first, n).replace(day=first.day) for n in (later, later + months))
    return Span(since, then - _DAY)


def _same_day(day: date, years: int) -> date:
    year = day.year + years
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))
