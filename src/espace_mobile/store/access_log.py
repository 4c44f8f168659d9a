"""This device's own log of who opened which file: beside the records, in this replica alone, until it is handed in.

One entry is one small commit of the store: a frame appended and synced, cut again when a crash tore it. The log has a
name of its own, so that a device that takes another identity goes on with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from espace_mobile.errors import StoreError
from espace_mobile.protocol.access_log import MAX_ENTRIES, Access, Chain, Linked, beginning
from espace_mobile.protocol.values import new_id
from espace_mobile.store.following import per_replica
from espace_mobile.store.replica import Op, Replica, meta_op

ACCESSES = "_access"  # {n: {"at", "worker", "person", "what", "hash"}}
STATE = "access_log"  # local value: {"id", "have", "epoch"}
SAME_MS = 10 * 60_000  # opened again by the same worker within this: one entry
KEPT_MS = 90 * 24 * 3_600_000  # what was handed in stays this long: a server restored from a backup asks for it
_RECENT = 200  # entries looked at when the device is opened
_Seen = tuple[str, str, str]  # (worker, what, person)


@dataclass(frozen=True, slots=True)
class Batch:
    """Consecutive entries to hand in. `gap`: those before them are nowhere any more."""

    log: str
    entries: list[Linked]
    gap: bool


class AccessLog:
    """Thread-safe."""

    def __init__(self, replica: Replica) -> None:
        self._storage, self._lock = replica.storage, replica.lock
        rows = self._rows()
        self._last = max(rows, default=0)
        self._oldest = min(rows, default=1)
        self._seen: dict[_Seen, int] = {}
        for n in range(max(1, self._last - _RECENT), self._last + 1):
            if row := rows.get(n):
                self._seen[row["worker"], row["what"], row["person"]] = row["at"]
        self._new = new_id()  # the name of a log that has no entry yet
        self._waiting: list[tuple[int, str, str, str]] = []  # what a full disk did not take

    def note(self, worker: str, what: str, people: Iterable[str], at: int) -> int:
        """`worker` did `what` with the files of `people`, at `at` (ms since 1970). Durable when it returns.

        Returns how many entries that makes: none when it says what was just said. Raises `StoreError`; then they are
        kept in memory, and written with the next.
        """
        with self._lock:
            fresh = [p for p in dict.fromkeys(people) if not self._is_same((worker, what, p), at)]
            if fresh:
                self._waiting += [(at, worker, person, what) for person in fresh]
                self._seen |= {(worker, what, person): at for person in fresh}
                self._write()
            return len(fresh)

    def entries(self) -> list[Access]:
        """What this device still has, the newest first."""
        with self._lock:
            rows = self._rows()
            return [_entry(n, rows[n])[0] for n in sorted(rows, reverse=True)]

    def pending(self) -> int:
        """Entries not handed in yet."""
        with self._lock:
            return self._last - min(self.have, self._last) + len(self._waiting)

    @property
    def have(self) -> int:
        """The last number that the server said it holds."""
        return int(self._state().get("have", 0))

    @property
    def epoch(self) -> str:
        """The life of the register in which it said so."""
        return str(self._state().get("epoch", ""))

    def batch(self, limit: int = MAX_ENTRIES) -> Batch:
        """The next entries to hand in; none when all are. What a full disk did not take is tried again."""
        with self._lock:
            if self._waiting:
                with suppress(StoreError):
                    self._write()
            rows, have = self._rows(), self.have
            first = next((n for n in range(max(have + 1, self._oldest), self._last + 1) if n in rows), 0)
            taken: list[Linked] = []
            while first and len(taken) < limit and (row := rows.get(first + len(taken))):
                taken.append(_entry(first + len(taken), row))
            return Batch(self._id(), taken, bool(taken) and first > have + 1)

    def accept(self, have: int, head: bytes, epoch: str, now: int) -> None:
        """The server's log ends with entry `have`, whose link is `head`. `now`: ms since 1970.

        Lower than before means that it forgot. An end that this device never wrote means that the device forgot: what
        is not handed in goes on in a new log.
        """
        with self._lock:
            if have > self._last or self._link(have) not in (head, None):
                self._begin_anew()
                return
            self._storage.commit([*self._old(have, now), self._state_op(self._id(), have, epoch)])
            self._oldest = min(self._rows(), default=1)

    def _begin_anew(self) -> None:
        rows, have, name = self._rows(), self.have, new_id()
        left = [(r["at"], r["worker"], r["person"], r["what"]) for n, r in sorted(rows.items()) if n > have]
        chain = Chain.new(name)
        ops: list[Op] = [(ACCESSES, n, None) for n in list(rows)]
        ops += [_op(chain.add(*parts)) for parts in left]
        self._storage.commit([*ops, self._state_op(name, 0, self.epoch)])
        self._last, self._oldest = chain.last, 1

    def _write(self) -> None:
        name, chain = self._id(), Chain(self._last, b"")
        chain.head = self._link(self._last) or beginning(name)
        ops = [_op(chain.add(*parts)) for parts in self._waiting]
        first = [] if self._state() else [self._state_op(name, 0, "")]
        self._storage.commit([*first, *ops])
        self._last, self._waiting = chain.last, []

    def _is_same(self, seen: _Seen, at: int) -> bool:
        before = self._seen.get(seen)
        return before is not None and 0 <= at - before < SAME_MS

    def _old(self, have: int, now: int) -> list[Op]:
        """What need not be kept any longer; never the last: the next one follows it."""
        rows = self._rows()
        return [(ACCESSES, n, None) for n in list(rows) if n <= have and n < self._last and
                rows[n]["at"] < now - KEPT_MS]  # fmt: skip

    def _link(self, n: int) -> bytes | None:
        """None: that entry is not here any more."""
        row = self._rows().get(n)
        return row["hash"] if row else beginning(self._id()) if n == 0 else None

    def _id(self) -> str:
        return str(self._state().get("id", self._new))

    def _rows(self) -> Mapping[int, dict[str, Any]]:
        return self._storage.tables.get(ACCESSES, {})

    def _state(self) -> dict[str, Any]:
        found = self._storage.tables.get("_meta", {}).get(STATE)
        return found["v"] if found else {}

    def _state_op(self, name: str, have: int, epoch: str) -> Op:
        return meta_op(STATE, {"id": name, "have": have, "epoch": epoch})


def _op(linked: Linked) -> Op:
    entry, hash = linked
    row = {"at": entry.at, "worker": entry.worker, "person": entry.person, "what": entry.what, "hash": hash}
    return ACCESSES, entry.n, row


def _entry(n: int, row: Mapping[str, Any]) -> Linked:
    return Access(n, row["at"], row["worker"], row["person"], row["what"]), row["hash"]


access_log = per_replica(AccessLog)
"""The log of a replica's device."""
