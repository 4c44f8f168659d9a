"""Which records of a kind are of which day, kept up to date by each save; read from the documents at first use.

So that what is told of some weeks is read from the facts of those weeks, not from years of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from espace_mobile.domain.retention import LOCAL
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.following import Following
from espace_mobile.store.replica import Replica

_DAY, _EVENING = len("2026-05-14"), "T20"  # in UTC: from then on it may be the next day on the wall


class Days(Following):
    """By a `field` of theirs: a day, or an instant."""

    def __init__(self, replica: Replica, kind: str, field: str) -> None:
        super().__init__(replica, (kind,))
        self._field = field
        self._on: dict[str, set[str]] = {}  # ISO day, an instant's in UTC -> ids
        self._day_of: dict[str, str] = {}

    def between(self, first: date, last: date) -> list[str]:
        """The ids of those of these days on the wall, and perhaps a few of the days beside them."""
        return [id for id, _ in self.dated(first, last)]

    def dated(self, first: date, last: date) -> list[tuple[str, date]]:
        """As `between`, each with its day, in UTC for an instant."""
        with self._lock:
            self._refresh()
            return [(id, day) for day in self._days(first, last) for id in sorted(self._on.get(day.isoformat(), ()))]

    def _days(self, first: date, last: date) -> Iterator[date]:
        days = range((last - first).days + 3)  # an instant is at most a day away from its wall's
        return (first + timedelta(days=n - 1) for n in days)

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        before = self._day_of.pop(id, None)
        if before is not None:
            self._on[before].discard(id)
        at = document.get(self._field) if document is not None and is_alive(kind, id, document) else None
        if isinstance(at, str):
            self._day_of[id] = at[:_DAY]
            self._on.setdefault(at[:_DAY], set()).add(id)


def day_of(at: str) -> date:
    """Of an instant, on the wall; without a conversion for most: there are tens of thousands. Raises `ValueError`."""
    if at[_DAY : _DAY + len(_EVENING)] < _EVENING and at.endswith("Z"):
        return date.fromisoformat(at[:_DAY])
    return datetime.fromisoformat(at).astimezone(LOCAL).date()
