"""When each person was last met, kept up to date by each save; read from the documents at first use.

The same days as `domain.retention.last_contact_on`, for all files at once.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from heapq import nlargest
from threading import Lock

from espace_mobile.domain.person import Person
from espace_mobile.domain.retention import LOCAL, MEETINGS, moment_met
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.replica import Key, Replica

_KINDS = (Person.kind, *MEETINGS)


class LastSeen:
    """Thread-safe. Doesn't keep the replica alive."""

    def __init__(self, replica: Replica) -> None:
        self._replica = weakref.ref(replica)
        self._lock = Lock()
        self._moments: dict[str, dict[str, str]] = {}  # person -> {record: ISO day or instant}
        self._person_of: dict[str, str] = {}
        self._team_of: dict[str, str | None] = {}  # of each file there is
        self._stale: set[Key] | None = None  # None: nothing read yet
        replica.observe(self._changed)

    def on(self, *person_ids: str) -> date | None:
        """The day on the wall, the last one of any of these files; None when nothing is known."""
        with self._lock:
            self._refresh()
            return _day(self._latest(person_ids))

    def latest(
        self, limit: int, teams: Iterable[str] | None = None, merged: Mapping[str, tuple[str, ...]] | None = None
    ) -> list[str]:
        """The people last met, the most recent first. `teams`: only files of these, or of no team.

        `merged`: the files of one person, the first of which stands for all, by the id of each.
        """
        seen = None if teams is None else {None, *teams}
        of_one = merged or {}
        with self._lock:
            self._refresh()
            shown = (id for id, team in self._team_of.items() if seen is None or team in seen)
            heads = dict.fromkeys(of_one[id][0] if id in of_one else id for id in shown)
            alone = self._moments.get
            ranked = (
                (self._latest(of_one[id]) if id in of_one else max(alone(id, {}).values(), default=""), id)
                for id in heads
            )
            return [id for _, id in nlargest(limit, ranked)]

    def _latest(self, ids: tuple[str, ...]) -> str:
        return max((moment for id in ids for moment in self._moments.get(id, {}).values()), default="")

    def _changed(self, touched: frozenset[Key]) -> None:
        if self._stale is not None:
            self._stale.update(key for key in touched if key[0] in _KINDS)

    def _refresh(self) -> None:
        replica = self._replica()
        if replica is None:
            return
        tables = replica.storage.tables
        if self._stale is None:
            self._stale = set()  # first, so that what changes while we read is read again
            with replica.lock:
                documents = [(kind, id, doc) for kind in _KINDS for id, doc in tables.get(kind, {}).items()]
            for kind, id, document in documents:
                self._put(kind, id, document)
        while self._stale:
            kind, id = self._stale.pop()
            self._put(kind, id, tables.get(kind, {}).get(id))

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        before = self._person_of.pop(id, None)
        if before is not None:
            self._moments[before].pop(id, None)
        if kind == Person.kind:
            self._team_of.pop(id, None)
        if document is None or not is_alive(kind, id, document):
            return
        if kind == Person.kind:
            self._team_of[id] = document.get("team")
        person, moment = _moment(kind, id, document)
        if person and moment:
            self._person_of[id] = person
            self._moments.setdefault(person, {})[id] = moment


def _moment(kind: str, id: str, document: Document) -> tuple[str | None, str | None]:
    if kind == Person.kind:
        return id, document.get("opened_on")
    return document.get("person_id"), moment_met(kind, document)


def _day(moment: str) -> date | None:
    if not moment:
        return None
    return datetime.fromisoformat(moment).astimezone(LOCAL).date() if "T" in moment else date.fromisoformat(moment)
