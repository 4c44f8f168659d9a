"""Erasing for good what a person asked not to be kept: the record, all that tells its story, and their traces.

Nothing readable is left on this device: not in the tables, not in the changes it made (they keep their numbers and say
nothing), not in drafts, and, once `scrub` has run, not in older bytes of its files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.protocol import conflict
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.record import ERASED, RESERVED, TEAM
from espace_mobile.protocol.values import derived_id
from espace_mobile.store import document
from espace_mobile.store.document import Document
from espace_mobile.store.drafting import Draft
from espace_mobile.store.leaving import META, local_values
from espace_mobile.store.outbox import ARCHIVE, CHANGES

if TYPE_CHECKING:
    from espace_mobile.store.replica import Key, Op, Replica

STRAGGLERS = "_stragglers"  # {record id: {"kind"}}: tells the story of an erased record, itself not yet erased
QUARANTINE = "_quarantine"  # {n: {"reason", "at_ms"}}: changes the server will not take
UNREADABLE = "_unreadable"  # {record id: {"b": body}}: a newer version may understand them
TRACES = "traces"  # local value: the files may still hold older bytes


def erase(replica: Replica, kind: str, id: str, by: str) -> None:
    """Erase a record and its story here, in one commit; everywhere else at their next sync. There is no undoing it.

    Facts that must stay counted (contacts) are counted again without what is personal. Raises `StoreError`.
    """
    erase_all(replica, kind, (id,), by)


def erase_all(replica: Replica, kind: str, ids: Iterable[str], by: str) -> None:
    """Several records of one kind and their stories, in one commit. Like `erase`; also those that are not here."""
    with replica.lock:
        _end(replica, list(dict.fromkeys(key for id in ids for key in ((kind, id), *story(replica, id)))), by)


def follow(replica: Replica, by: str) -> int:
    """Erase what others told of an erased record before they heard that it was. Returns how many records."""
    with replica.lock:
        waiting = {(row["kind"], id) for id, row in replica.storage.tables.get(STRAGGLERS, {}).items()}
        due = [key for key in sorted(waiting) if _is_there(replica, *key)]
        if len(due) < len(waiting):
            replica.write({}, [(STRAGGLERS, id, None) for _, id in waiting.difference(due)])
        if due:
            _end(replica, due, by)
        return len(due)


def scrub(replica: Replica) -> None:
    """Rewrite the files if they may hold bytes of what was erased. Raises `StoreError`, and is then still due."""
    if replica.meta(TRACES):
        replica.storage.scrub()
        replica.set_meta(TRACES, None)


def story(replica: Replica, id: str) -> list[Key]:
    """The records that tell something personal of this one, deleted or not. Work: the tables of such kinds."""
    return [
        (kind, other)
        for kind, fact in KINDS.items()
        if fact.about is not None or fact.also_about
        for other, found in replica.storage.tables.get(kind, {}).items()
        if _tells_of(fact, found, id) and _is_personal(kind, found)
    ]


def straggles(replica: Replica, kind: str, found: Document, erased: Collection[str] = ()) -> bool:
    """Whether a document tells something personal of a record that is erased; `erased`: those about to be."""
    people = _people(KINDS[kind], found) if kind in KINDS else []
    if not people or not _is_personal(kind, found):
        return False
    tables = replica.storage.tables
    return any(id in erased or any(ERASED in tables[k].get(id, ()) for k in KINDS if k in tables) for id in people)


def mark(replica: Replica, kind: str, id: str, found: Document) -> list[Op]:
    """For a commit that saves `found`: what was kept of an erased person without a word may be given words."""
    return [(STRAGGLERS, id, {"kind": kind})] if straggles(replica, kind, found) else []


def _tells_of(fact: type[Fact], found: Document, id: str) -> bool:
    if fact.about is not None and found.get(fact.about) == id:
        return True
    return bool(fact.also_about) and id in _people(fact, found)


def _people(fact: type[Fact], found: Document) -> list[str]:
    """Whose story a document tells, and of whom else its words may."""
    named = [found.get(fact.about)] if fact.about else []
    for field in fact.also_about:
        value = found.get(field)
        named += value if isinstance(value, list) else [value]
    return [id for id in named if isinstance(id, str)]


def endings(replica: Replica, erased: Collection[str]) -> tuple[dict[Key, Document | None], list[Op]]:
    """What else a commit does that erases records, given their ids: documents to remove, and other operations."""
    documents: dict[Key, Document | None] = {}
    ops: list[Op] = []
    for id in erased:
        documents |= dict.fromkeys(_conflicts_about(replica, id))
        ops += [*_silenced(replica, id), *_unkept(replica, id)]
        ops += [(STRAGGLERS, other, {"kind": kind}) for kind, other in story(replica, id) if other not in erased]
    if erased:
        ops.append((META, TRACES, {"v": True}))
    return documents, ops


def _end(replica: Replica, keys: list[Key], by: str) -> None:
    drafts = [draft for key in keys for draft in _counted_again(replica, *key)]
    replica.erase_drafts(keys, drafts, by)


def _counted_again(replica: Replica, kind: str, id: str) -> Iterable[Draft]:
    """The fact without what is personal, under an id that every device derives alike."""
    fact, found = KINDS.get(kind), replica.storage.tables.get(kind, {}).get(id)
    if fact is None or not fact.counted or found is None or not document.is_alive(kind, id, found):
        return
    left_out = fact.sealed | RESERVED - {TEAM} | {fact.about, *fact.also_about, document.STAMPS}
    fields = {name: value for name, value in found.items() if name not in left_out and value is not None}
    again = derived_id("counted again", id)
    if again not in replica.storage.tables[kind]:
        yield Draft(kind, again, fields)


def _is_there(replica: Replica, kind: str, id: str) -> bool:
    found = replica.storage.tables.get(kind, {}).get(id)
    return found is not None and _is_personal(kind, found)


def _is_personal(kind: str, found: Document) -> bool:
    """Without a word of text, a counted fact says nothing of anybody, nor one that tells of people in words only."""
    if ERASED in found:
        return False
    fact = KINDS[kind]
    return (fact.about is not None and not fact.counted) or any(found.get(name) is not None for name in fact.sealed)


def _conflicts_about(replica: Replica, id: str) -> list[Key]:
    """They come back erased from the server."""
    kept = replica.storage.tables.get(conflict.KIND, {})
    return [(conflict.KIND, other) for other, found in kept.items() if found.get(conflict.OF) == id]


def _silenced(replica: Replica, id: str) -> Iterable[Op]:
    """This device's changes about the record, saying nothing any more; a refused one is not told about either."""
    for n, silent in _redacted(replica, CHANGES, id):
        yield CHANGES, n, silent
        yield QUARANTINE, n, None
    for name, silent in _redacted(replica, ARCHIVE, id):
        yield ARCHIVE, name, silent


def _redacted(replica: Replica, table: str, id: str) -> Iterable[tuple[Any, Document]]:
    mark = bytes.fromhex(id)
    for name, row in replica.storage.tables.get(table, {}).items():
        # Looking for the id's bytes costs a hundredth of reading the change.
        if mark in row["b"]:
            change = Change.unpack(replica.device, row["b"])
            if change.record == id and change.set:
                yield name, {"b": change.redacted().pack()}


def _unkept(replica: Replica, id: str) -> Iterable[Op]:
    """Drafts and other local values about the record, and states of it that could not be read."""
    yield from local_values(replica.storage.tables, [id])
    yield UNREADABLE, id, None
    yield STRAGGLERS, id, None
