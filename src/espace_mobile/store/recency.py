"""When each person was last met, kept up to date by each save; read from the documents at first use.

The same days as `domain.retention.last_contact_on`, for all files at once.
"""

from __future__ import annotations

import time
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from espace_mobile.domain.person import Person
from espace_mobile.domain.retention import LOCAL, MEETINGS, moment_met
from espace_mobile.domain.vocabulary import PersonStatus
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.following import Following
from espace_mobile.store.replica import Replica

_MANY = 500  # people met since: sorting them all costs less than putting each in its place
_CHUNK, _PAUSE = 500, 0.004  # documents read in the background, and the seconds after them: screens come first


class LastSeen(Following):
    def __init__(self, replica: Replica) -> None:
        super().__init__(replica, (Person.kind, *MEETINGS))
        self._moments: dict[str, dict[str, str]] = {}  # person -> {record: ISO day or instant}
        self._person_of: dict[str, str] = {}
        self._team_of: dict[str, str | None] = {}  # of each file there is
        self._ranks: dict[str, str] = {}  # what each person stands under in `_ranking`
        self._ranking: list[tuple[str, str]] = []  # the last moment and the person, in order
        self._moved: set[str] = set()  # those to be ranked anew
        self._archived: set[str] = set()  # of the files there are
        self._unread: list[tuple[str, list[str]]] = []  # (kind, ids) still to be read for the first time
        self._silent: tuple[date, object, list[tuple[str, date | None]]] | None = None  # what `not_since` last answered

    @property
    def ready(self) -> bool:
        """Whether what is asked from now on is answered at once; otherwise `prepare`, on another thread, is due."""
        with self._lock:
            self._begin()
            return sum(len(ids) for _, ids in self._unread) <= _CHUNK

    def prepare(self) -> None:
        """Read what was never read, a little at a time, on another thread. Who asks meanwhile reads the rest."""
        with self._lock:
            self._begin()
        while self._unread:
            with self._lock:
                self._read_some()
            time.sleep(_PAUSE)
        with self._lock:
            self._refresh()
            self._rank()

    def on(self, *person_ids: str) -> date | None:
        """The day on the wall, the last one of any of these files; None when nothing is known."""
        with self._lock:
            self._refresh()
            return _day(self._latest(person_ids))

    def latest(
        self, limit: int, teams: Iterable[str] | None = None, merged: Mapping[str, tuple[str, ...]] | None = None
    ) -> list[str]:
        """The people last met, the most recent first; not the archived. `teams`: only files of these, or of no team.

        `merged`: the files of one person, the first of which stands for all, by the id of each. Work: the result.
        """
        seen = None if teams is None else {None, *teams}
        of_one = merged or {}
        found: dict[str, None] = {}
        with self._lock:
            self._refresh()
            self._rank()
            for _, id in reversed(self._ranking):
                if len(found) >= limit:
                    break
                files = of_one.get(id, (id,))
                if files[0] in self._archived:
                    continue
                if any(f in self._team_of and (seen is None or self._team_of[f] in seen) for f in files):
                    found[files[0]] = None
        return list(found)

    def not_since(
        self, day: date, merged: Mapping[str, tuple[str, ...]] | None = None
    ) -> list[tuple[str, date | None]]:
        """(person, last day) of those who were not met on this day nor after it, longest ago first; None: nobody knows.

        Not the archived. `merged`: as for `latest`. Work: the result, and nothing until a save changes it.
        """
        of_one = merged if merged is not None else {}
        with self._lock:
            self._refresh()
            if self._silent is None or self._silent[0] != day or self._silent[1] is not of_one:
                self._rank()
                until = bisect_left(self._ranking, (day.isoformat(), ""))
                found = dict.fromkeys(of_one.get(id, (id,)) for _, id in self._ranking[:until])
                alone = (files for files in found if files[0] in self._team_of and files[0] not in self._archived)
                last = ((files[0], _day(self._latest(files))) for files in alone)
                self._silent = day, of_one, [(id, on) for id, on in last if on is None or on < day]
            return self._silent[2]

    def archived(self) -> list[str]:
        """The files that are in the archive, in no order."""
        with self._lock:
            self._refresh()
            return list(self._archived)

    def _read(self, replica: Replica) -> None:
        """Only note what is to be read: `prepare` does it gently, an answer that can't wait does it at once."""
        tables = replica.storage.tables
        with replica.lock:
            self._unread = [(kind, list(tables.get(kind, {}))) for kind in self._kinds]

    def _refresh(self) -> Replica | None:
        self._begin()
        while self._unread:
            self._read_some()
        return super()._refresh()

    def _read_some(self) -> None:
        replica = self._replica()
        if replica is None or not self._unread:
            self._unread = []
            return
        kind, ids = self._unread[-1]
        table = replica.storage.tables.get(kind, {})
        for id in ids[-_CHUNK:]:
            self._put(kind, id, table.get(id))
        del ids[-_CHUNK:]
        if not ids:
            self._unread.pop()

    def _rank(self) -> None:
        """Put those who were met since in their place."""
        if len(self._moved) > _MANY:
            known = self._moments.keys() | self._team_of.keys()
            self._ranks = {id: self._latest((id,)) for id in known}
            self._ranking = sorted((moment, id) for id, moment in self._ranks.items())
        else:
            for id in self._moved:
                self._rank_one(id)
        self._moved = set()

    def _rank_one(self, id: str) -> None:
        before = self._ranks.pop(id, None)
        if before is not None:
            del self._ranking[bisect_left(self._ranking, (before, id))]
        if id in self._moments or id in self._team_of:
            self._ranks[id] = self._latest((id,))
            insort(self._ranking, (self._ranks[id], id))

    def _latest(self, ids: tuple[str, ...]) -> str:
        return max((moment for id in ids for moment in self._moments.get(id, {}).values()), default="")

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        self._silent = None
        before = self._person_of.pop(id, None)
        if before is not None:
            self._moments[before].pop(id, None)
            self._moved.add(before)
        if kind == Person.kind:
            self._team_of.pop(id, None)
            self._archived.discard(id)
            self._moved.add(id)
        if document is None or not is_alive(kind, id, document):
            return
        if kind == Person.kind:
            self._team_of[id] = document.get("team")
            if document.get("status") == PersonStatus.ARCHIVED:
                self._archived.add(id)
        person, moment = _moment(kind, id, document)
        if person and moment:
            self._person_of[id] = person
            self._moments.setdefault(person, {})[id] = moment
            self._moved.add(person)


def _moment(kind: str, id: str, document: Document) -> tuple[str | None, str | None]:
    if kind == Person.kind:
        return id, document.get("opened_on")
    return document.get("person_id"), moment_met(kind, document)


def _day(moment: str) -> date | None:
    """None for what another version wrote that this one can't read, too."""
    try:
        return datetime.fromisoformat(moment).astimezone(LOCAL).date() if "T" in moment else date.fromisoformat(moment)
    except ValueError:
        return None
