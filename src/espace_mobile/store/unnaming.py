"""What a planner's device holds of a time when it was told more, or by an older version: let go of when it opens."""

from __future__ import annotations

from contextlib import suppress

from espace_mobile.errors import StoreError
from espace_mobile.protocol import nameless
from espace_mobile.protocol.record import is_erased
from espace_mobile.store import document, erasing, leaving
from espace_mobile.store.collector import collector_paused
from espace_mobile.store.document import Document
from espace_mobile.store.incoming import with_pending
from espace_mobile.store.replica import Key, Op, Replica, meta_op

LISTS = "nameless"  # local value: the lists that everything here was looked at by


def is_due(replica: Replica) -> bool:
    """Whether something here may be more than this version lets it hold."""
    return replica.nameless and bool(replica.meta(LISTS) != nameless.MARK)


def forget(replica: Replica) -> int:
    """Let go of it in one commit, and of the bytes it left in the files; what is still to be sent goes once it is.
    Then all is read again: these lists may also tell more than those before. Returns how many documents changed."""
    with replica.lock, collector_paused():
        tables = replica.storage.tables
        keys = [(kind, id) for kind, table in tables.items() if not kind.startswith("_") for id in table]
        looked = {key: _kept(replica, key, tables[key[0]][key[1]]) for key in keys}
        less: dict[Key, Document | None] = {
            (kind, id): new for (kind, id), new in looked.items() if new is not None and new != tables[kind][id]
        }
        gone, marks = leaving.parting(replica, [key for key, new in looked.items() if new is None])
        ops: list[Op] = [(erasing.UNREADABLE, id, None) for id in tables.get(erasing.UNREADABLE, {})]
        ops += [*marks, *leaving.local_values(tables, {id for _, id in less}), meta_op(LISTS, nameless.MARK)]
        replica.write(gone | less, [*ops, meta_op("cursor", None), meta_op(erasing.TRACES, True)])
    with suppress(StoreError):  # it stays due: the next exchange rewrites the files
        erasing.scrub(replica)
    return len(gone) + len(less)


def _kept(replica: Replica, key: Key, old: Document) -> Document | None:
    record = document.to_record(*key, old)
    shown = nameless.shown(record)
    if shown is None or shown is record or is_erased(record):
        return None if shown is None else old
    return document.of_record(with_pending(replica, shown, record))
