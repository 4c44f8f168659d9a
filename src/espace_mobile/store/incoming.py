"""What the server says, taken into the replica: pages of records, verdicts on what was sent, a corrected clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from espace_mobile.errors import Malformed
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.messages import REFUSED, Pushed
from espace_mobile.protocol.record import Record, merge
from espace_mobile.store import document
from espace_mobile.store.collector import collector_paused
from espace_mobile.store.document import Document
from espace_mobile.store.outbox import ARCHIVE, CHANGES, Outbox, rewritten
from espace_mobile.store.replica import Key, Op, Replica, meta_op

QUARANTINE = "_quarantine"
UNREADABLE = "_unreadable"  # records a newer version may understand


def apply_page(replica: Replica, records: Iterable[Record], cursor: str) -> int:
    """Merge the records and move the cursor, in one commit. Returns how many documents changed."""
    with replica.lock, collector_paused():
        changed: dict[Key, Document | None] = {}
        for record in records:
            replica.clock.observe(record.latest().at)
            old = changed.get((record.kind, record.id)) or replica.storage.tables.get(record.kind, {}).get(record.id)
            new = _merged(replica, record, old)
            if new != old:
                changed[record.kind, record.id] = new
        replica.write(changed, [meta_op("cursor", cursor), meta_op("clock", replica.clock.last)])
        return len(changed)


def readable(replica: Replica, rows: Iterable[tuple[str, bytes]]) -> Iterator[Record]:
    """The records of a page, one after the other. One that can't be read is kept as it came and stops nobody."""
    for id, body in rows:
        try:
            yield Record.of_body(id, body)
        except Malformed:
            replica.storage.commit([(UNREADABLE, id, {"b": body})])


def _merged(replica: Replica, record: Record, old: Document | None) -> Document:
    result = document.opened(record, replica.keychain)
    if old is not None:
        result = merge(document.to_record(record.kind, record.id, old), result)
    for change in replica.outbox.pending_of(record.id):
        result = _on_top(replica, result, change)
    return document.of_record(result)


def _on_top(replica: Replica, record: Record, change: Change) -> Record:
    """A change still to be sent shows, whatever came in: what a worker typed does not flicker away during a sync."""
    clear = {name: document.open_value(replica.keychain, record.id, name, v) for name, v in change.set.items()}
    stamps = dict.fromkeys(clear, change.stamp)
    return Record(record.id, record.kind, record.fields | clear, record.stamps | stamps)


def accept(replica: Replica, pushed: Pushed) -> None:
    """The server holds our changes up to `have`; what it refused for good is set aside with its reason."""
    with replica.lock:
        refused: list[Op] = [
            (QUARANTINE, v.n, {"reason": v.reason, "at_ms": pushed.now})
            for v in pushed.verdicts
            if v.code == REFUSED and v.n in replica.outbox.rows
        ]
        if refused or pushed.have != replica.outbox.acked:
            replica.storage.commit([*refused, meta_op("acked", pushed.have), meta_op("epoch", pushed.epoch)])
            replica.outbox.accept(pushed.have)


def quarantined(replica: Replica) -> list[tuple[Change, str]]:
    """(change, reason) for what the server will not take, oldest first. Still in the replica, still sealed here."""
    rows = replica.storage.tables.get(QUARANTINE, {})
    return [(replica.outbox.change(n), row["reason"]) for n, row in sorted(rows.items()) if n in replica.outbox.rows]


def correct_clock(replica: Replica, offset_ms: int) -> None:
    """This device's clock was ahead: restamp what is still to be sent, from the corrected time on, in one commit."""
    with replica.lock:
        pending = replica.outbox.pending_changes()
        replica.clock.offset_ms = offset_ms
        replica.clock.rewind(_highest_foreign(pending))
        pairs = rewritten(pending, lambda change: replace(change, at=replica.clock.tick().at))
        _rewrite(replica, pairs, [meta_op("offset_ms", offset_ms), meta_op("clock", replica.clock.last)])


def take_identity(replica: Replica, device: str) -> None:
    """Become another device to the server, losing nothing: what is still to be sent is numbered again from 1."""
    with replica.lock:
        old, pending = replica.outbox, replica.outbox.pending_changes()
        numbers = count(1)
        pairs = rewritten(pending, lambda change: change.renumbered(device, next(numbers)))
        ops: list[Op] = [(CHANGES, n, None) for n in old.rows]
        ops += [(ARCHIVE, f"{old.device}/{n}", row) for n, row in old.rows.items() if n <= old.acked]
        replica.clock.device, replica.outbox.acked = device, 0
        _rewrite(replica, pairs, [meta_op("device", device), meta_op("acked", 0)], before=ops)


def _rewrite(
    replica: Replica, pairs: list[tuple[Change, Change]], ops: list[Op], before: list[Op] | None = None
) -> None:
    moved = {old.stamp: new.stamp for old, new in pairs}
    touched = {(old.kind, old.record) for old, _ in pairs}
    documents: dict[Key, Document | None] = {}
    for kind, id in touched:
        record = replica.record(kind, id)
        if record is not None:
            stamps = {name: moved.get(stamp, stamp) for name, stamp in record.stamps.items()}
            documents[kind, id] = document.of_record(Record(id, kind, record.fields, stamps))
    rows: list[Op] = [(CHANGES, new.n, {"b": new.pack()}) for _, new in pairs]
    replica.write(documents, [*(before or []), *rows, *ops])
    replica.outbox = Outbox(replica.clock.device, replica.storage.tables.setdefault(CHANGES, {}), replica.outbox.acked)


def _highest_foreign(pending: list[Change]) -> int:
    """The highest time somebody else gave to what the pending changes were based on: stay above it."""
    own = {change.stamp for change in pending}
    return max((s.at for c in pending for s in c.base.values() if s not in own), default=0)
