"""Which attempts were made on which day, kept up to date by each save; read from the documents at first use.

So that the effort of a few weeks is read from the attempts of those weeks, not from years of them.
"""

from __future__ import annotations

from datetime import date, timedelta

from espace_mobile.domain.attempt import Attempt
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.following import Following
from espace_mobile.store.replica import Replica

_DAY = len("2026-05-14")


class AttemptDays(Following):
    def __init__(self, replica: Replica) -> None:
        super().__init__(replica, (Attempt.kind,))
        self._on: dict[str, set[str]] = {}  # ISO day, in UTC -> attempts
        self._day_of: dict[str, str] = {}

    def between(self, first: date, last: date) -> list[str]:
        """The ids of the attempts of these days on the wall, and perhaps a few of the days beside them."""
        with self._lock:
            self._refresh()
            days = range((last - first).days + 3)  # an instant is at most a day away from its wall's
            named = ((first + timedelta(days=n - 1)).isoformat() for n in days)
            return [id for day in named for id in sorted(self._on.get(day, ()))]

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        before = self._day_of.pop(id, None)
        if before is not None:
            self._on[before].discard(id)
        at = document.get("at") if document is not None and is_alive(kind, id, document) else None
        if isinstance(at, str):
            self._day_of[id] = at[:_DAY]
            self._on.setdefault(at[:_DAY], set()).add(id)
