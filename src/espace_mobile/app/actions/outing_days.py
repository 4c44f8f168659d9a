"""The dates of some days, read from an index of days rather than from all the years there are."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from espace_mobile.app.actions.outings import in_order
from espace_mobile.domain.outing import Outing
from espace_mobile.store.days import Days
from espace_mobile.store.following import per_replica
from espace_mobile.store.replica import Replica

_days = per_replica(lambda replica: Days(replica, Outing.kind, "on"))


def between(replica: Replica, first: date, last: date) -> list[Outing]:
    """From `first` to `last`, both included, in order. Work: proportional to the result, and to the days."""
    found = (replica.get(Outing, id) for id in _days(replica).between(first, last))
    return sorted((o for o in found if o is not None and first <= o.on <= last), key=in_order)


def on_day(replica: Replica, day: date) -> list[Outing]:
    return between(replica, day, day)


def in_month(replica: Replica, day: date) -> list[Outing]:
    """Of the month that `day` is in."""
    return between(replica, *month_of(day))


def in_year(replica: Replica, year: int) -> list[Outing]:
    """Of the calendar year."""
    return between(replica, date(year, 1, 1), date(year, 12, 31))


def month_of(day: date) -> tuple[date, date]:
    """(first, last) day of its month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def month_after(day: date, months: int = 1) -> date:
    """The first of the month that comes `months` later; earlier, when negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def week_of(day: date) -> tuple[date, date]:
    """(Monday, Sunday) of its week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def days_of(first: date, last: date) -> list[date]:
    """Each of them, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def grid_of(day: date) -> list[list[date]]:
    """The weeks of its month, from Monday to Sunday, with the days of the months beside it: four to six of them."""
    first, last = month_of(day)
    shown = days_of(week_of(first)[0], week_of(last)[1])
    return [shown[n : n + 7] for n in range(0, len(shown), 7)]
