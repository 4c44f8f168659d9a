"""What this device did, numbered, in the very bytes that are sent; kept for good, so that the register can heal.

A change is pending while its number is above `acked`, what the server said it holds durably. Nothing moves and nothing
is deleted when a change is accepted: one number goes up. When a server comes back from an older backup the number goes
down, and the missing changes are pending again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from espace_mobile.errors import Malformed
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.stamp import Stamp

CHANGES = "_changes"
ARCHIVE = "_archive"  # what earlier identities of this device did, accepted by the server
Row = dict[str, Any]


class Outbox:
    """A view of the change table of one device identity. Pure memory; whoever commits calls `added` and `accept`."""

    def __init__(self, device: str, rows: Mapping[int, Row], acked: int) -> None:
        self.device, self.rows, self.acked = device, rows, acked
        self.last = max(rows, default=acked)
        self._of_record: dict[str, list[Change]] | None = None

    def change(self, n: int) -> Change:
        return Change.unpack(self.device, self.rows[n]["b"])

    def pending_numbers(self) -> list[int]:
        return [n for n in range(self.acked + 1, self.last + 1) if n in self.rows]

    def pending_changes(self) -> list[Change]:
        return [change for n in self.pending_numbers() if (change := self.legible(n)) is not None]

    def legible(self, n: int) -> Change | None:
        """None when there is none, or one that this version can't read, a newer one having made it: it is sent as it
        is."""
        try:
            return self.change(n)
        except (Malformed, KeyError):
            return None

    def __len__(self) -> int:
        return self.last - self.acked

    def last_at(self) -> int:
        """The time of this device's last change, so that a restart never stamps below it."""
        own = (self.legible(n) for n in range(self.last, 0, -1) if n in self.rows) if self.rows else ()
        return next((change.at for change in own if change is not None), 0)

    def broken(self) -> bool:
        """Whether a number is missing: the disk lost a change that was not sent, so this numbering can't go on."""
        return len(self) > 0 and len(self.pending_numbers()) < len(self)

    def batch(self, limit: int, max_bytes: int) -> list[bytes]:
        """The next packed changes to send: consecutive, at least one, within both limits."""
        batch: list[bytes] = []
        size = 0
        for n in range(self.acked + 1, min(self.last, self.acked + limit) + 1):
            row = self.rows.get(n)
            if row is None or (batch and size + len(row["b"]) > max_bytes):
                break
            batch.append(row["b"])
            size += len(row["b"])
        return batch

    def pending_of(self, record: str) -> list[Change]:
        """What is still to be sent about one record, oldest first. Made when a pull first asks: a tap never does."""
        if self._of_record is None:
            self._of_record = {}
            self._note(self.pending_changes())
        return self._of_record.get(record, [])

    def added(self, changes: Iterable[Change]) -> None:
        new = list(changes)
        self.last = max((change.n for change in new), default=self.last)
        self._note(new)

    def accept(self, have: int) -> None:
        """The server holds everything up to `have`; lower than before means that it forgot."""
        self.acked, self.last = have, max(self.last, have)
        self._of_record = None

    def silenced(self) -> None:
        """Some rows were replaced by others that say nothing."""
        self._of_record = None

    def _note(self, changes: Iterable[Change]) -> None:
        if self._of_record is not None:
            for change in changes:
                self._of_record.setdefault(change.record, []).append(change)


def rewritten(changes: Iterable[Change], remake: Callable[[Change], Change]) -> list[tuple[Change, Change]]:
    """(old, new) pairs: each change remade, its `base` following what was remade before it."""
    moved: dict[Stamp, Stamp] = {}
    pairs = []
    for old in changes:
        new = remake(replace(old, base={name: moved.get(stamp, stamp) for name, stamp in old.base.items()}))
        moved[old.stamp] = new.stamp
        pairs.append((old, new))
    return pairs
