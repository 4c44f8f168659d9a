"""Records that are no longer this device's to hold: of a team it is not of. They go once what was done to them is sent.

A record goes when the server says so, when this device's own teams change, or when a worker here moved it away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from espace_mobile.protocol import nameless
from espace_mobile.protocol.record import TEAM, Record

if TYPE_CHECKING:
    from espace_mobile.store.document import Document
    from espace_mobile.store.operations import Tables
    from espace_mobile.store.replica import Key, Op, Replica

LEAVING = "_leaving"  # {record id: {"kind"}}: to go, but something about it is still to be sent
SCOPE = "scope"  # local value: the teams the server says this device is of
EVERYTHING = "*"
META = "_meta"
Scope = Collection[str] | str


def is_held(scope: Scope, document: Document) -> bool:
    """Whether a device of `scope` may hold it."""
    team = document.get(TEAM)
    return team is None or scope == EVERYTHING or team in scope


def outside(tables: Tables, scope: Scope) -> list[Key]:
    """Every record here that a device of `scope` may not hold. Work: the whole replica."""
    return [
        (kind, id)
        for kind, rows in tables.items()
        if not kind.startswith("_")
        for id, document in rows.items()
        if not is_held(scope, document)
    ]


def named(tables: Tables, ids: Iterable[str]) -> list[Key]:
    """Those of `ids` that are here."""
    return [(kind, id) for id in ids for kind, rows in tables.items() if not kind.startswith("_") and id in rows]


def parting(replica: Replica, keys: Iterable[Key]) -> tuple[dict[Key, Document | None], list[Op]]:
    """What removes them in a commit: at once, or marked while something about them is still to be sent. What was being
    typed about them goes as well."""
    gone: dict[Key, Document | None] = {}
    marks: list[Op] = []
    for kind, id in keys:
        if replica.outbox.pending_of(id):
            marks.append((LEAVING, id, {"kind": kind}))
        else:
            gone[kind, id] = None
    return gone, [*marks, *local_values(replica.storage.tables, {id for _, id in gone})]


def local_values(tables: Tables, ids: Collection[str]) -> list[Op]:
    """What removes the drafts and other local values whose names tell of these records."""
    names = [str(name) for name in tables.get(META, {})] if ids else []
    return [(META, name, None) for name in names if any(id in name for id in ids)]


def mark(replica: Replica, kind: str, id: str, document: Document) -> list[Op]:
    """For a commit that saves `document`: whether it is now to leave this device."""
    known = id in replica.storage.tables.get(LEAVING, {})
    held = is_held(replica.meta(SCOPE, EVERYTHING), document)
    held = held and not (replica.nameless and nameless.shown(Record(id, kind, document)) is None)
    row: dict[str, Any] | None = None if held else {"kind": kind}
    return [] if held and not known else [(LEAVING, id, row)]


def leave_behind(replica: Replica) -> None:
    """Remove what was marked, now that it is sent."""
    with replica.lock:
        waiting = replica.storage.tables.get(LEAVING, {})
        due = [id for id in waiting if not replica.outbox.pending_of(id)]
        if due:
            gone: dict[Key, Document | None] = {(waiting[id]["kind"], id): None for id in due}
            replica.write(gone, [*((LEAVING, id, None) for id in due), *local_values(replica.storage.tables, due)])
