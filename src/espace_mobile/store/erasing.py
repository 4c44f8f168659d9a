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
from espace_mobile.store.drafting import Draft, drafted
from espace_mobile.store.leaving import META, local_values
from espace_mobile.store.outbox import ARCHIVE, CHANGES

if TYPE_CHECKING:
    from espace_mobile.store.replica import Key, Op, Replica

STRAGGLERS = "_stragglers"  # {record id: {"kind"}}: tells the story of an erased record, itself not yet erased
QUARANTINE = "_quarantine"  # {n: {"reason", "at_ms"}}: changes the server will not take
UNREADABLE = "_unreadable"  # {record id: {"b": body}}: a newer version may understand them
TRACES = "traces"  # local value: the files may still hold older bytes
_FEW = 8  # ids: looking for more of them costs more than reading the change


def erase(replica: Replica, kind: str, id: str, by: str) -> None:
    """Erase a record and its story here, in one commit; everywhere else at their next sync. There is no undoing it.

    Facts that must stay counted (contacts) are counted again without what is personal. Raises `StoreError`.
    """
    erase_all(replica, kind, (id,), by)


def erase_all(replica: Replica, kind: str, ids: Iterable[str], by: str, telling: Iterable[Fact] = ()) -> None:
    """Several records of one kind and their stories, in one commit. Like `erase`; also those that are not here.

    `telling`: new facts that say that it was done; of nobody.
    """
    with replica.lock:
        ended = dict.fromkeys(ids)
        told = [drafted(fact, None, None, False) for fact in telling]
        _end(replica, [*((kind, id) for id in ended), *story(replica, ended.keys())], by, told)


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


def story(replica: Replica, ids: Collection[str]) -> list[Key]:
    """The records that tell something personal of these, deleted or not. Work: the tables of such kinds."""
    return [
        (kind, other)
        for kind, fact in KINDS.items()
        if fact.about is not None or fact.also_about
        for other, found in replica.storage.tables.get(kind, {}).items()
        if _tells_of(fact, found, ids) and _is_personal(kind, found)
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


def _tells_of(fact: type[Fact], found: Document, ids: Collection[str]) -> bool:
    about = found.get(fact.about) if fact.about is not None else None
    if isinstance(about, str) and about in ids:
        return True
    return bool(fact.also_about) and any(id in ids for id in _people(fact, found))


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
    if erased:
        documents |= dict.fromkeys(_conflicts_about(replica, erased))
        ops += [*_silenced(replica, erased), *_unkept(replica, erased)]
        ops += [(STRAGGLERS, other, {"kind": kind}) for kind, other in story(replica, erased) if other not in erased]
        ops.append((META, TRACES, {"v": True}))
    return documents, ops


def _end(replica: Replica, keys: list[Key], by: str, telling: Iterable[Draft] = ()) -> None:
    drafts = [draft for key in keys for draft in _counted_again(replica, *key)]
    replica.erase_drafts(list(dict.fromkeys(keys)), [*drafts, *telling], by)


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


def _conflicts_about(replica: Replica, ids: Collection[str]) -> list[Key]:
    """They come back erased from the server."""
    kept = replica.storage.tables.get(conflict.KIND, {})
    return [(conflict.KIND, other) for other, found in kept.items() if found.get(conflict.OF) in ids]


def _silenced(replica: Replica, ids: Collection[str]) -> Iterable[Op]:
    """This device's changes about the records, saying nothing any more; a refused one is not told about either."""
    for n, silent in _redacted(replica, CHANGES, ids):
        yield CHANGES, n, silent
        yield QUARANTINE, n, None
    for name, silent in _redacted(replica, ARCHIVE, ids):
        yield ARCHIVE, name, silent


def _redacted(replica: Replica, table: str, ids: Collection[str]) -> Iterable[tuple[Any, Document]]:
    marks = [bytes.fromhex(id) for id in ids]
    for name, row in replica.storage.tables.get(table, {}).items():
        # Looking for one id's bytes costs a hundredth of reading the change.
        if len(marks) > _FEW or any(mark in row["b"] for mark in marks):
            change = Change.unpack(replica.device, row["b"])
            if change.record in ids and change.set:
                yield name, {"b": change.redacted().pack()}


def _unkept(replica: Replica, ids: Collection[str]) -> Iterable[Op]:
    """Drafts and other local values about the records, and states of them that could not be read."""
    yield from local_values(replica.storage.tables, list(ids))
    for id in ids:
        yield UNREADABLE, id, None
        yield STRAGGLERS, id, None
