"""Which attempts were made on which day, kept up to date by each save; read from the documents at first use.

So that the effort of a few weeks is read from the attempts of those weeks, not from years of them.
"""

from __future__ import annotations

import weakref
from datetime import date, timedelta
from threading import Lock

from espace_mobile.domain.attempt import Attempt
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.replica import Key, Replica

_DAY = len("2026-05-14")


class AttemptDays:
    """Thread-safe. Doesn't keep the replica alive."""

    def __init__(self, replica: Replica) -> None:
        self._replica = weakref.ref(replica)
        self._lock = Lock()
        self._on: dict[str, set[str]] = {}  # ISO day, in UTC -> attempts
        self._day_of: dict[str, str] = {}
        self._stale: set[str] | None = None  # None: nothing read yet
        replica.observe(self._changed)

    def between(self, first: date, last: date) -> list[str]:
        """The ids of the attempts of these days on the wall, and perhaps a few of the days beside them."""
        with self._lock:
            self._refresh()
            days = range((last - first).days + 3)  # an instant is at most a day away from its wall's
            named = ((first + timedelta(days=n - 1)).isoformat() for n in days)
            return [id for day in named for id in sorted(self._on.get(day, ()))]

    def _changed(self, touched: frozenset[Key]) -> None:
        if self._stale is not None:
            self._stale.update(id for kind, id in touched if kind == Attempt.kind)

    def _refresh(self) -> None:
        replica = self._replica()
        if replica is None:
            return
        tables = replica.storage.tables
        if self._stale is None:
            self._stale = set()  # first, so that what changes while we read is read again
            with replica.lock:  # no copy of the table: a hundred thousand pairs would wake the garbage collector
                for id, document in tables.get(Attempt.kind, {}).items():
                    self._put(id, document)
        while self._stale:
            id = self._stale.pop()
            self._put(id, tables.get(Attempt.kind, {}).get(id))

    def _put(self, id: str, document: Document | None) -> None:
        before = self._day_of.pop(id, None)
        if before is not None:
            self._on[before].discard(id)
        at = document.get("at") if document is not None and is_alive(Attempt.kind, id, document) else None
        if isinstance(at, str):
            self._day_of[id] = at[:_DAY]
            self._on.setdefault(at[:_DAY], set()).add(id)
