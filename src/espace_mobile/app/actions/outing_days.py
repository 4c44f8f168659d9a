"""The dates of some days, read from an index of days rather than from all the years there are."""

from __future__ import annotations

from datetime import date

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.periods import month_of
from espace_mobile.domain.schedule import in_order
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
