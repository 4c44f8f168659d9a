"""Which file stands for which, kept up to date by each merge; read from the documents at first use."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from threading import Lock

from espace_mobile.domain import merging
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.person import Person
from espace_mobile.store.replica import Key, Replica


class Merged:
    """Thread-safe. Doesn't keep the replica alive. Files are merged rarely: each time, all is read again."""

    def __init__(self, replica: Replica) -> None:
        self._replica = weakref.ref(replica)
        self._lock = Lock()
        self._members: dict[str, tuple[str, ...]] = {}  # of merged files only; the head is the first
        self._stale = True
        replica.observe(self._changed)

    def members(self, id: str) -> tuple[str, ...]:
        """The ids of every file of this person, the one that stands for them first; `(id,)` when it is alone."""
        return self.all().get(id, (id,))

    def all(self) -> Mapping[str, tuple[str, ...]]:
        """The members of every merged file, by its id. The same object until a merge changes."""
        with self._lock:
            if self._stale:
                self._stale = False  # first, so that what changes while we read is read again
                self._members = self._read()
            return self._members

    def _changed(self, touched: frozenset[Key]) -> None:
        if any(kind == Merge.kind or (kind == Person.kind and id in self._members) for kind, id in touched):
            self._stale = True

    def _read(self) -> dict[str, tuple[str, ...]]:
        replica = self._replica()
        if replica is None:
            return {}
        links = [(merge.person_id, merge.into_id) for merge in replica.all(Merge)]
        found: dict[str, tuple[str, ...]] = {}
        for component in merging.components(links):
            head = merging.head(component, links, lambda id: replica.get(Person, id) is not None)
            found |= dict.fromkeys(component, (head, *sorted(component - {head})))
        return found
