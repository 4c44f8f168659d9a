"""The weeks, months and quarters that days fall in. A week begins on a Monday."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_QUARTER = 3  # months
Days = tuple[date, date]  # the first and the last, both included


def monday(day: date) -> date:
    """Of its week."""
    return day - timedelta(days=day.weekday())


def week_of(day: date) -> Days:
    return monday(day), monday(day) + timedelta(days=6)


def month_of(day: date) -> Days:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def month_after(day: date, months: int = 1) -> date:
    """The first of the month that comes `months` later; earlier, when negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def month_begun(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def quarter_begun(day: date) -> date:
    """The first day of its quarter."""
    return day.replace(month=(day.month - 1) // _QUARTER * _QUARTER + 1, day=1)


def quarter_after(day: date) -> date:
    """The first day of the next."""
    return month_after(quarter_begun(day), _QUARTER)


def days_of(first: date, last: date) -> list[date]:
    """Each of them, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def grid_of(day: date) -> list[list[date]]:
    """The weeks of its month, from Monday to Sunday, with the days of the months beside it: four to six of them."""
    first, last = month_of(day)
    shown = days_of(monday(first), week_of(last)[1])
    return [shown[n : n + 7] for n in range(0, len(shown), 7)]
