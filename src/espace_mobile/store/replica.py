"""One device's copy of the register: read it, save to it, and know what is still to be sent.

A save is one durable commit holding the documents *and* the changes to send, or nothing. What a pull brings is merged
field by field, with what is still to be sent kept on top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from threading import RLock
from typing import Any, Protocol, TypeVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.errors import InputError
from espace_mobile.protocol import conflict
from espace_mobile.protocol.change import Change, apply
from espace_mobile.protocol.clock import HybridClock
from espace_mobile.protocol.record import DELETED, ERASED, Record, digest
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.protocol.stamp import Stamps, highest
from espace_mobile.protocol.values import Sealed, Value
from espace_mobile.store import document, erasing, leaving, withholding
from espace_mobile.store.document import Document
from espace_mobile.store.drafting import Draft, drafted, sealed
from espace_mobile.store.index import Index
from espace_mobile.store.open_conflict import OpenConflict, open_conflict
from espace_mobile.store.outbox import CHANGES, Outbox

META = "_meta"
NOTHING_SEEN: Mapping[str, Stamps] = {}
F = TypeVar("F", bound=Fact)
Key = tuple[str, str]
Op = tuple[str, int | str, Document | None]
Observer = Callable[[frozenset[Key]], None]


class DocumentStorage(Protocol):
    """What the replica asks of a disk. `tables` is live; `commit` is durable when it returns, or raises `StoreError`
    and nothing happened."""

    tables: dict[str, dict[Any, Document]]

    def commit(self, ops: list[Op]) -> None: ...

    def scrub(self) -> None:
        """Leave no older bytes anywhere. Raises `StoreError`."""

    def close(self) -> None: ...


class Replica:
    """Thread-safe. `device`: the identity this installation was enrolled under; it may have taken another since.
    `nameless`: it is a planner's, and keeps no word about anybody met (`protocol.nameless`)."""

    def __init__(
        self,
        storage: DocumentStorage,
        device: str,
        keychain: Keychain,
        now_ms: Callable[[], int],
        nameless: bool = False,
    ) -> None:
        self.storage, self.keychain, self.nameless = storage, keychain, nameless
        self.lock = RLock()
        device = self.meta("device", device)
        self.outbox = Outbox(device, storage.tables.setdefault(CHANGES, {}), self.meta("acked", 0))
        last = max(self.meta("clock", 0), self.outbox.last_at())
        self.clock = HybridClock(device, now_ms, last, self.meta("offset_ms", 0))
        self._index = Index({kind: fact.indexed for kind, fact in KINDS.items()} | _CONFLICT_INDEX)
        for kind, table in storage.tables.items():
            if not kind.startswith("_"):
                self._index.load(kind, table)
        self._facts: dict[Key, Fact] = {}
        self._observers: list[Observer] = []

    @property
    def device(self) -> str:
        return self.outbox.device

    # Reading

    def get(self, fact: type[F], id: str) -> F | None:
        """None when there is none, or it is deleted."""
        return self._fact(fact, id) if id in self._index.alive(fact.kind) else None

    def all(self, fact: type[F]) -> list[F]:
        with self.lock:
            return self._facts_of(fact, self._index.alive(fact.kind))

    def where(self, fact: type[F], **equals: Value) -> list[F]:
        """Those whose indexed fields have these values. Work: proportional to the result."""
        with self.lock:
            return self._facts_of(fact, self._index.matching(fact.kind, equals))

    def ids(self, fact: type[Fact], **equals: Value) -> list[str]:
        """Of those that `where` would read: thousands, read one by one (`get`), hold up nobody's save."""
        with self.lock:
            return list(self._index.matching(fact.kind, equals))

    def count(self, fact: type[Fact], **equals: Value) -> int:
        with self.lock:
            if not equals:
                return len(self._index.alive(fact.kind))
            return len(self._index.matching(fact.kind, equals))

    def values(self, fact: type[Fact], field: str) -> list[Value]:
        """The different values of an indexed field, None left out."""
        with self.lock:
            return [value for value in self._index.values(fact.kind, field) if value is not None]

    def record(self, kind: str, id: str) -> Record | None:
        """The record with its stamps, deleted or not."""
        found = self._document(kind, id)
        return document.to_record(kind, id, found) if found is not None else None

    def conflicts(self, of: str | None = None) -> list[OpenConflict]:
        """What waits for a supervisor, of one record or of all."""
        with self.lock:
            ids = self._index.matching(conflict.KIND, {conflict.OF: of}) if of else self._index.alive(conflict.KIND)
            found = [self.record(conflict.KIND, id) for id in ids]
        return [open_conflict(c) for c in found if c is not None and conflict.is_open(c)]

    def pending(self) -> int:
        """Changes the server has not yet said it holds."""
        return len(self.outbox)

    def meta(self, key: str, default: Any = None) -> Any:
        """A local value, never sent: cursor, drafts, settings."""
        found = self.storage.tables.get(META, {}).get(key)
        return default if found is None else found["v"]

    # Saving

    def save(
        self, *facts: Fact, by: str, seen: Mapping[str, Stamps] | None = None, deleting: Iterable[Fact] = ()
    ) -> None:
        """Make the register say what `facts` say, in one durable commit; fields that already do are not touched.

        `deleting`: deleted in the same commit, as `delete` does.

        Raises `InputError` (`record`, `erased`) when one was erased meanwhile: nothing is saved, nothing typed is lost;
        (`record`, `nameless`) for what this device is not told, and would replace unseen.

        `by`: the worker's record id. `seen`: by record id, the stamps its author was looking at, when that was a
        while ago: a form left open during a sync must not replace in silence what it never showed. Raises
        `StoreError` when the disk refuses, and then nothing was saved.
        """
        with self.lock:
            drafts = [d for d in map(self._draft, facts) if d.set]
            self._commit_drafts([*drafts, *self._deletions(deleting)], by, seen or {})

    def delete(self, *facts: Fact, by: str) -> None:
        """Delete what `facts` show; an edit that did not see this deletion keeps the record alive."""
        with self.lock:
            self._commit_drafts(self._deletions(facts), by)

    def restore(self, kind: str, id: str, by: str) -> None:
        """Undo a deletion."""
        with self.lock:
            self._commit_drafts([Draft(kind, id, {DELETED: None})], by)

    def save_drafts(self, drafts: Iterable[Draft], by: str) -> None:
        """Set fields of records as such, in one commit: see `settling`. Raises like `save`."""
        with self.lock:
            self._commit_drafts(list(drafts), by)

    def erase_drafts(self, keys: Iterable[Key], drafts: Iterable[Draft], by: str) -> None:
        """Erase the records and save the drafts, in one commit. See `erasing`."""
        with self.lock:
            left = [(kind, id) for kind, id in keys if ERASED not in (self._document(kind, id) or {})]
            self._commit_drafts([*drafts, *(Draft(kind, id, {ERASED: True}) for kind, id in left)], by)

    def set_meta(self, key: str, value: Any) -> None:
        """Durable when it returns. None forgets the key."""
        with self.lock:
            self.storage.commit([meta_op(key, value)])

    # Hearing of changes

    def observe(self, observer: Observer) -> Callable[[], None]:
        """Call `observer` with the (kind, id) pairs of every commit, on whatever thread made it. Returns a stop."""
        self._observers.append(observer)
        return lambda: self.unobserve(observer)

    def unobserve(self, observer: Observer) -> None:
        if observer in self._observers:
            self._observers.remove(observer)

    def close(self) -> None:
        with self.lock:
            self.storage.close()

    # For the sync engine

    def write(
        self, documents: Mapping[Key, Document | None], ops: Iterable[Op] = (), changes: Iterable[Change] = ()
    ) -> None:
        """Commit documents and other operations at once, then keep the index, the outbox and the observers right.

        `changes`: those whose rows are among `ops`.
        """
        with self.lock:
            before = {key: self._document(*key) for key in documents}
            self.storage.commit([*((kind, id, after) for (kind, id), after in documents.items()), *ops])
            for (kind, id), after in documents.items():
                self._index.put(kind, id, before[kind, id], after)
                self._facts.pop((kind, id), None)
            self.outbox.added(changes)
        touched = frozenset(documents)
        if touched:
            for observer in list(self._observers):
                observer(touched)

    def _commit_drafts(self, drafts: list[Draft], by: str, seen: Mapping[str, Stamps] = NOTHING_SEEN) -> None:
        if not drafts:
            return
        documents: dict[Key, Document | None] = {}
        changes: list[Change] = []
        ops: list[Op] = []
        for n, draft in enumerate(drafts, self.outbox.last + 1):
            old = documents.get((draft.kind, draft.id)) or self._document(draft.kind, draft.id)
            if old is not None and ERASED in old:
                raise InputError("record", "erased")
            record = document.to_record(draft.kind, draft.id, old) if old is not None else None
            if self.nameless and record is not None:
                withholding.check(record, draft.set)
            stamps = seen.get(draft.id) or (record.stamps if record else {})
            base = {name: stamps[name] for name in draft.set if name in stamps}
            stamp = self.clock.tick(highest(base))
            clear = Change(self.device, n, draft.id, draft.kind, stamp.at, by, draft.set, base)
            new = documents[draft.kind, draft.id] = document.of_record(apply(record, clear)[0])
            changes.append(sealed(clear, draft.sealed, self.keychain))
            ops += [*leaving.mark(self, draft.kind, draft.id, new), *erasing.mark(self, draft.kind, draft.id, new)]
        erased = {draft.id for draft in drafts if ERASED in draft.set}
        removed, endings = erasing.endings(self, erased)
        rows: list[Op] = [(CHANGES, change.n, {"b": change.pack()}) for change in changes]
        self.write(removed | documents, [*rows, *ops, *endings], changes)
        if erased:
            self.outbox.silenced()

    def _deletions(self, facts: Iterable[Fact]) -> list[Draft]:
        known = [r for fact in facts if (r := self.record(fact.kind, fact.id)) is not None]
        return [Draft(r.kind, r.id, {DELETED: digest(r)}) for r in known]

    def _draft(self, fact: Fact) -> Draft:
        old = self._document(fact.kind, fact.id)
        shown = self._fact(type(fact), fact.id) if old is not None else None
        return drafted(fact, old, shown, fact.id in self._index.alive(fact.kind))

    def _document(self, kind: str, id: str) -> Document | None:
        return self.storage.tables.get(kind, {}).get(id)

    def _facts_of(self, fact: type[F], ids: Iterable[str]) -> list[F]:
        return [found for id in ids if (found := self._fact(fact, id)) is not None]

    def _fact(self, fact: type[F], id: str) -> F | None:
        """None for a record this version can't read: one from a newer version must not hide the others."""
        cached = self._facts.get((fact.kind, id))
        if isinstance(cached, fact):
            return cached
        try:
            found = fact.of(id, self._readable(fact.kind, self.storage.tables[fact.kind][id]))
        except ValueError:
            return None
        self._facts[fact.kind, id] = found
        return found

    def _readable(self, kind: str, document: Document) -> Document:
        """Without the values this device has no key for, nor those it is not told."""
        if self.nameless:
            document = withholding.told(kind, document)
        return {name: value for name, value in document.items() if type(value) is not Sealed}


_CONFLICT_INDEX: dict[str, tuple[str, ...]] = {conflict.KIND: (conflict.OF,)}


def meta_op(key: str, value: Any) -> Op:
    return META, key, None if value is None else {"v": value}
