"""What the server says, taken into the replica: pages of records, verdicts on what was sent, a corrected clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from espace_mobile.errors import Malformed
from espace_mobile.protocol import nameless
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.clock import MAX_AHEAD_MS
from espace_mobile.protocol.messages import OUT_OF_SCOPE, REFUSED, Pushed
from espace_mobile.protocol.record import ERASED, Record, is_erased, merge
from espace_mobile.protocol.stamp import NEVER, Stamp, highest
from espace_mobile.protocol.values import Fields
from espace_mobile.store import document, erasing, leaving, withholding
from espace_mobile.store.collector import collector_paused
from espace_mobile.store.document import Document
from espace_mobile.store.erasing import QUARANTINE, STRAGGLERS, UNREADABLE
from espace_mobile.store.leaving import EVERYTHING, LEAVING, SCOPE, Scope
from espace_mobile.store.outbox import ARCHIVE, CHANGES, Outbox, rewritten
from espace_mobile.store.replica import Key, Op, Replica, meta_op

KEPT_TO_MS = 60_000  # an offset is written down when it changes by more: not at every exchange


def apply_page(
    replica: Replica,
    records: Iterable[Record],
    cursor: str,
    gone: Iterable[str] = (),
    scope: Scope | None = None,
) -> int:
    """Merge the records, let go of those that are `gone`, move the cursor, in one commit. `scope`: the teams this
    device is said to be of, when that is said. Returns how many documents changed."""
    with replica.lock, collector_paused():
        taken = _Taken()
        for record in records:
            replica.clock.observe(record.latest().at)
            if (told := nameless.shown(record) if replica.nameless else record) is not None:
                _take(replica, told, taken)
        replica_ops = [meta_op("cursor", cursor), meta_op("clock", replica.clock.last)]
        parted, marks = _parted(replica, gone, scope, taken)
        ended, endings = erasing.endings(replica, taken.erased)
        endings += [
            (STRAGGLERS, id, {"kind": kind})
            for (kind, id), new in taken.documents.items()
            if new is not None and erasing.straggles(replica, kind, new, taken.erased)
        ]
        changed = ended | taken.documents | parted
        replica.write(changed, [*taken.ops, *marks, *endings, *replica_ops])
        if taken.erased:
            replica.outbox.silenced()
        return len(changed)


@dataclass(slots=True)
class _Taken:
    """What a page does: `documents` to write, `erased`: ids of those that just were, and other operations."""

    documents: dict[Key, Document | None] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    ops: list[Op] = field(default_factory=list)


def _take(replica: Replica, record: Record, taken: _Taken) -> None:
    kind, id, tables = record.kind, record.id, replica.storage.tables
    old = taken.documents.get((kind, id)) or tables.get(kind, {}).get(id)
    new = _merged(replica, record, old)
    taken.ops += [(table, id, None) for table in (UNREADABLE, LEAVING) if id in tables.get(table, ())]
    if new == old:
        return
    taken.documents[kind, id] = new
    if ERASED in new:
        taken.erased.add(id)


def _parted(
    replica: Replica, gone: Iterable[str], scope: Scope | None, taken: _Taken
) -> tuple[dict[Key, Document | None], list[Op]]:
    tables = replica.storage.tables
    keys = [key for key in leaving.named(tables, gone) if key not in taken.documents]
    ops: list[Op] = []
    if scope is not None and scope != replica.meta(SCOPE, EVERYTHING):
        keys += [key for key in leaving.outside(tables, scope) if key not in keys and key not in taken.documents]
        # What is no longer this device's is not left lying in its files either.
        ops = [meta_op(SCOPE, scope), meta_op(erasing.TRACES, True)]
    parted, marks = leaving.parting(replica, keys)
    return parted, [*ops, *marks]


def readable(replica: Replica, rows: Iterable[tuple[str, bytes]]) -> Iterator[Record]:
    """The records of a page, one after the other. One that can't be read is kept as it came and stops nobody; where
    not every field may be, it is left."""
    for id, body in rows:
        try:
            yield Record.of_body(id, body)
        except Malformed:
            if not replica.nameless:
                replica.storage.commit([(UNREADABLE, id, {"b": body})])


def _merged(replica: Replica, record: Record, old: Document | None) -> Document:
    result = document.opened(record, replica.keychain)
    shown = document.to_record(record.kind, record.id, old) if old is not None else None
    if shown is not None:
        result = withholding.merged(shown, result) if replica.nameless else merge(shown, result)
    if not is_erased(result):
        result = with_pending(replica, result, shown)
    return document.of_record(result)


def with_pending(replica: Replica, record: Record, shown: Record | None) -> Record:
    """A change still to be sent shows, whatever came in: what a worker typed does not flicker away during a sync.

    Not over the same value set later, nor where what is `shown` here had replaced it (a register that came back from a
    backup is told everything again): the register has nothing to say of a change that comes too late.
    """
    clear: Fields = {}
    stamps: dict[str, Stamp] = {}
    for change in replica.outbox.pending_of(record.id):
        clear |= {name: document.open_value(replica.keychain, record.id, name, v) for name, v in change.set.items()}
        stamps |= dict.fromkeys(change.set, change.stamp)
    known = shown.stamps if shown else {}
    for name in [n for n in clear if n in record.stamps and record.stamps[n] > stamps[n]]:
        if clear[name] == record.fields[name] or known.get(name, NEVER) > stamps[name]:
            del clear[name], stamps[name]
    return Record(record.id, record.kind, record.fields | clear, record.stamps | stamps)


def accept(replica: Replica, pushed: Pushed) -> None:
    """The server holds our changes up to `have`; what it refused for good is set aside with its reason."""
    with replica.lock:
        refused: list[Op] = [
            (QUARANTINE, v.n, {"reason": v.reason, "at_ms": pushed.now})
            for v in pushed.verdicts
            if v.code == REFUSED and v.n in replica.outbox.rows
        ]
        refused += [
            (LEAVING, change.record, {"kind": change.kind})
            for v in pushed.verdicts
            if v.reason == OUT_OF_SCOPE and (change := replica.outbox.legible(v.n)) is not None
        ]
        if refused or pushed.have != replica.outbox.acked:
            replica.storage.commit([*refused, meta_op("acked", pushed.have)])
            replica.outbox.accept(pushed.have)


def quarantined(replica: Replica) -> list[tuple[Change, str]]:
    """(change, reason) for what the server will not take, oldest first. Still in the replica, still sealed here.

    One that this version can't even read is told without its content.
    """
    rows, outbox = replica.storage.tables.get(QUARANTINE, {}), replica.outbox
    unread = Change(replica.device, 0, "", "", 0, "")
    return [
        (outbox.legible(n) or unread.renumbered(replica.device, n), row["reason"])
        for n, row in sorted(rows.items())
        if n in outbox.rows
    ]


def learn_clock(replica: Replica, server_ms: int, sent_ms: int, received_ms: int) -> None:
    """Note the server's time. An exchange during which this clock stepped teaches nothing: the next one will."""
    if not 0 <= received_ms - sent_ms <= MAX_AHEAD_MS:
        return
    offset = replica.clock.learn(server_ms, sent_ms, received_ms)
    if abs(offset - replica.meta("offset_ms", 0)) > KEPT_TO_MS:
        replica.set_meta("offset_ms", offset)


def correct_clock(replica: Replica, offset_ms: int) -> None:
    """This device's clock was ahead: restamp what is still to be sent, from the corrected time on, in one commit."""
    with replica.lock:
        pending = replica.outbox.pending_changes()
        replica.clock.offset_ms = offset_ms
        replica.clock.rewind(0)
        pairs = rewritten(pending, lambda change: replace(change, at=replica.clock.tick(highest(change.base)).at))
        _rewrite(replica, pairs, [meta_op("offset_ms", offset_ms), meta_op("clock", replica.clock.last)])


def take_identity(replica: Replica, device: str) -> None:
    """Become another device to the server, losing nothing: what is still to be sent is numbered again from 1."""
    with replica.lock:
        old, pending = replica.outbox, replica.outbox.pending_changes()
        numbers = count(1)
        pairs = rewritten(pending, lambda change: change.renumbered(device, next(numbers)))
        ops: list[Op] = [(CHANGES, n, None) for n in old.rows]
        kept = {n for n in old.rows if n <= old.acked or old.legible(n) is None}
        ops += [(ARCHIVE, f"{old.device}/{n}", old.rows[n]) for n in sorted(kept)]
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
