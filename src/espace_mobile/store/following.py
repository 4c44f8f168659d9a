"""What is kept in memory of a replica's documents: read at first use, told of each save, gone with the replica."""

from __future__ import annotations

import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from espace_mobile.store.document import Document
from espace_mobile.store.replica import Key, Replica

T = TypeVar("T")


class Following(ABC):
    """An index over the documents of some kinds. Thread-safe. Doesn't keep the replica alive.

    A save costs it no more than the note of what to read again. A subclass says what is read of a document (`_put`);
    holding `_lock`, it begins each answer with `_refresh`.
    """

    def __init__(self, replica: Replica, kinds: Iterable[str]) -> None:
        self._replica = weakref.ref(replica)
        self._kinds = tuple(kinds)
        self._lock = Lock()
        self._stale: set[Key] | None = None  # None: nothing read yet
        replica.observe(self._changed)  # the stop it returns would keep the replica alive: see `_part`

    def _refresh(self) -> Replica | None:
        """Read what changed since, at first use everything. None when the replica is gone."""
        replica = self._begin()
        if replica is not None:
            tables = replica.storage.tables
            while self._stale:
                kind, id = self._stale.pop()
                self._put(kind, id, tables.get(kind, {}).get(id))
        return replica

    def _begin(self) -> Replica | None:
        """At first use, read everything. None when the replica is gone."""
        replica = self._replica()
        if replica is not None and self._stale is None:
            self._stale = set()  # first, so that what changes while we read is read again
            self._read(replica)
        return replica

    def _read(self, replica: Replica) -> None:
        for kind in self._kinds:
            table = replica.storage.tables.get(kind, {})
            with replica.lock:  # ids only: a hundred thousand pairs would wake the garbage collector
                ids = list(table)
            for id in ids:  # without the lock: nobody's save waits for it
                self._put(kind, id, table.get(id))

    @abstractmethod
    def _put(self, kind: str, id: str, document: Document | None) -> None:
        """Forget what was read of it before, and read it as it is now. None: it is there no more."""

    def _changed(self, touched: frozenset[Key]) -> None:
        if self._stale is not None:
            self._stale.update(key for key in touched if key[0] in self._kinds)

    def _part(self) -> None:
        """Hear of no more changes."""
        replica = self._replica()
        if replica is not None:
            replica.unobserve(self._changed)


def per_replica(make: Callable[[Replica], T]) -> Callable[[Replica], T]:
    """The one of each replica, made at first use: the same for as long as the replica is open.

    What is made must not keep its replica alive.
    """
    made: WeakKeyDictionary[Replica, T] = WeakKeyDictionary()
    making = Lock()

    def of(replica: Replica) -> T:
        found = made.get(replica)
        if found is None:
            with making:  # two threads that ask at once are given one
                found = made.get(replica)
                if found is None:
                    found = made[replica] = make(replica)
        return found

    return of
