"""The events that the figures of the association count, kept up to date by each save; read from the documents at first.

How they are kept and followed; `dashboard_events` says which a record gives.
"""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping

from espace_mobile.app.actions import files
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.dashboard import Counted
from espace_mobile.domain.dashboard.counted import CODES
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators.figure import Of
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.situation import Situation
from espace_mobile.store.collector import set_aside
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.following import Following
from espace_mobile.store.replica import Key, Replica

TOLD: tuple[type[Fact], ...] = (Contact, Interview, Attendance, Enrolment, Outcome, Situation, Attempt)  # of a person
_BESIDE: tuple[type[Fact], ...] = (Person, Outing, GroupSession)
READ = tuple(fact.kind for fact in (*TOLD, *_BESIDE))
KINDS = (*READ, Merge.kind)
_CHUNK, _PAUSE = 250, 0.002  # records read in the background, and the seconds after them: screens come first


class Ledger(Following):
    """`changes`: commits that touched what is counted. `progress`: of the first reading, between 0 and 1."""

    def __init__(self, replica: Replica) -> None:
        files.merged(replica)  # hears of a merge before this does
        super().__init__(replica, READ)
        self.changes, self.progress = 0, 0.0
        self._events: dict[Of, dict[str, Counted]] = {code: {} for code in CODES}
        self._revisions: dict[Of, int] = dict.fromkeys(CODES, 0)
        self._merged: Mapping[str, tuple[str, ...]] = {}
        self._unread: list[tuple[str, list[str]]] = []  # kind and ids, of the first reading
        self._records = 0

    @property
    def ready(self) -> bool:
        """Whether everything was read once: what is asked from now on costs what changed since."""
        return self.progress == 1

    def warm(self) -> None:
        """The first reading, on any thread. It lets go of the lock often; nobody's save waits for it anyway."""
        while not self.ready:
            with self._lock:
                if self._follow(_CHUNK) is None:
                    return
            time.sleep(_PAUSE)

    def events(self, codes: Iterable[Of]) -> dict[Of, tuple[int, list[Counted]]]:
        """Of each code, a number that grows when they change, and the events. Work: what changed since."""
        with self._lock:
            self._follow()
            return {code: (self._revisions[code], list(self._events[code].values())) for code in codes}

    # What a subclass says

    @abstractmethod
    def _reread(self, kind: str, id: str, document: Document | None) -> None:
        """Replace what this record gives (`_set`), and ask for what depends on it (`_again`). None: it is there no
        more."""

    @abstractmethod
    def _settle(self) -> None:
        """Replace what several records give together, once they were all read."""

    # What it does it with

    def _set(self, of: Of, id: str, event: Counted | None) -> None:
        events = self._events[of]
        if event == events.get(id):
            return
        if event is None:
            del events[id]
        else:
            events[id] = event
        self._revisions[of] += 1

    def _again(self, keys: Iterable[Key]) -> None:
        if self._stale is not None:
            self._stale.update(keys)

    def _document(self, kind: str, id: str) -> Document | None:
        """None also when it was deleted or erased."""
        replica = self._replica()
        found = replica.storage.tables.get(kind, {}).get(id) if replica is not None else None
        return found if found is not None and is_alive(kind, id, found) else None

    def _ids(self, fact: type[Fact], **equals: str) -> list[str]:
        replica = self._replica()
        return replica.ids(fact, **equals) if replica is not None else []

    def _members(self, id: str) -> tuple[str, ...]:
        """Of the files of this person, the one that stands for them first."""
        return self._merged.get(id, (id,))

    def _told_of(self, files: Iterable[str]) -> Iterable[Key]:
        return ((fact.kind, id) for file in files for fact in TOLD for id in self._ids(fact, person_id=file))

    # Following

    def _changed(self, touched: frozenset[Key]) -> None:
        super()._changed(touched)
        if any(kind in KINDS for kind, _ in touched):
            self.changes += 1  # last: who sees it finds what changed noted

    def _read(self, replica: Replica) -> None:
        """Only say what there is: a little is read at a time."""
        for kind in READ:
            with replica.lock:
                self._unread.append((kind, list(replica.storage.tables.get(kind, {}))))
        self._records = self._left()

    def _follow(self, most: int | None = None) -> Replica | None:
        """Read what changed since; and of the first reading so many records, or all. None when the replica is gone."""
        replica = self._begin()
        if replica is None:
            return None
        self._regroup(replica)
        for kind, id in self._some(most):
            self._put(kind, id, None)
        while self._stale:
            while self._stale:
                self._put(*self._stale.pop(), None)
            self._settle()
        self._settle()
        self._tell()
        return replica

    def _regroup(self, replica: Replica) -> None:
        """What is told of files that were merged, or taken apart, since, is to be read again."""
        before, self._merged = self._merged, files.merged(replica)
        if before is not self._merged:
            people = {id for id in before.keys() | self._merged.keys() if before.get(id) != self._merged.get(id)}
            self._again([*self._told_of(people), *((Person.kind, id) for id in people)])

    def _some(self, most: int | None) -> Iterator[Key]:
        read = 0
        while self._unread and (most is None or read < most):
            kind, ids = self._unread[-1]
            if ids:
                read += 1
                yield kind, ids.pop()
            else:
                self._unread.pop()

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        self._reread(kind, id, self._document(kind, id))

    def _tell(self) -> None:
        if not self.ready:
            left = self._left()
            self.progress = 1 - left / self._records if left else 1
            if not left:
                set_aside(self._records)

    def _left(self) -> int:
        return sum(len(ids) for _, ids in self._unread)
