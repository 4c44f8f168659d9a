"""TinyDB's storage on an encrypted journal: every commit is one frame appended and synced, whatever the size of the
database. See SYNC.md, « Local store »; `frame` for the bytes, `replay` for opening, `compaction` for its steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import RLock, get_ident
from typing import Any

from tinydb.storages import Storage

from espace_mobile.errors import StoreError
from espace_mobile.store import compaction, damage, plain
from espace_mobile.store.batch import Batch
from espace_mobile.store.codec import pack, unpack
from espace_mobile.store.damage import Damage, Findings
from espace_mobile.store.disk import FolderLock, make_folder, store_errors, sync_data
from espace_mobile.store.journal import Journal, Sync
from espace_mobile.store.migration import migrate, remove_backups
from espace_mobile.store.operations import Document, Op, Tables, apply
from espace_mobile.store.replay import Replayed, replay, store_files
from espace_mobile.store.snapshot import write_snapshot

COMPACT_AT = 1 << 20  # bytes of journal below which a snapshot is not worth writing


class JournalStorage(Storage):
    """`tables`: the live state, {table: {doc id: document}}; read it, never change it: documents are replaced by
    `commit`. `damage`: what was wrong on the disk, until `acknowledge_damage`; None when nothing was.

    Opening raises `StoreInUse`, `StoreReadOnly`, `StoreFull`, `FormatTooNew`, or `StoreDamaged` when nothing opens
    with this key. Thread-safe; one process at a time.
    """

    def __init__(self, folder: Path | str, key: bytes, *, compact_at: int = COMPACT_AT, sync: Sync = sync_data) -> None:
        """`key`: 32 bytes. `compact_at`: bytes. `sync`: how appended bytes are made durable; raises `OSError`."""
        self.folder = Path(folder)
        self.lock = RLock()
        self._key, self._compact_at, self._sync = key, compact_at, sync
        self.tables: Tables = {}
        self.damage: Damage | None = None
        self._batch: Batch | None = None
        self._findings: Findings | None = None
        self._compactor = compaction.Compactor(self._compact)
        self._revisions: dict[str, int] = {}
        self._closed = False
        make_folder(self.folder)
        self._folder_lock = FolderLock(self.folder)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    # Reading

    def view(self, table: str) -> Mapping[Any, Document] | None:
        """The table's documents by id, with what the current batch of this thread did; None when there is no table."""
        batch = self._batch
        if batch is not None and batch.owner == get_ident():
            return batch.view(table)
        return self.tables.get(table)

    def names(self) -> set[str]:
        batch = self._batch
        return batch.names() if batch is not None and batch.owner == get_ident() else set(self.tables)

    def revision(self, table: str) -> int:
        """The last commit that touched the table, as far as this opening knows: 0 for none.

        When it changes, what was computed from the table is out of date.

        Negative in a batch of this thread: nothing computed now may be kept.
        """
        batch = self._batch
        return -1 if batch is not None and batch.owner == get_ident() else self._revisions.get(table, 0)

    # Writing

    def commit(self, ops: Iterable[Op]) -> None:
        """Do all of `ops` or none; durable when it returns. Ops are (table, doc id, document; None removes).

        Raises `StoreFull`, `StoreReadOnly` or another `StoreError`; `TypeError`, `ValueError` or `OverflowError`
        for values MessagePack can't hold. Then nothing has changed, in memory or on disk.
        """
        body = pack(list(ops))
        # Unpacked again: what is live is what the disk says, and nobody else holds a part of it.
        done: list[Op] = unpack(body)
        with self.lock:
            if self._batch is not None:
                self._batch.add(done)
            elif done:
                self._append(body, done)

    def _append(self, body: bytes, ops: list[Op]) -> None:
        self._refuse_closed()
        self._journal_bytes += self._journal.append(self._seq + 1, body)
        self._seq += 1
        apply(self.tables, ops)
        for op in ops:
            self._revisions[op[0]] = self._seq
        if self._journal_bytes >= self._compact_from:
            self._compactor.start()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Everything this thread writes inside is one commit, made at the end, and seen by it before.

        Other threads see nothing of it until then, and their writes wait. An exception forgets all of it. An inner
        batch is part of the outer one: when it fails the outer one can't succeed any more, and raises `StoreError`.
        """
        with self.lock:
            batch = self._batch = self._batch or Batch(self.tables, get_ident())
            batch.depth += 1
            try:
                yield
            except BaseException:
                batch.broken = True
                raise
            finally:
                batch.depth -= 1
                if not batch.depth:
                    self._batch = None
            if not batch.depth:
                if batch.broken:
                    raise StoreError(reason="batch_broken")
                self.commit(batch.ops)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """A copy of everything, ids as text, as stock TinyDB tables want it. None when there is no table."""
        with self.lock:
            return plain.copy_of(self.names(), self.view) or None

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Make the state equal `data`, in one commit holding only what differs. For stock TinyDB tables."""
        with self.lock:
            ops = plain.differences(self.names(), self.view, data)
            if ops:
                self.commit(ops)

    # Upkeep

    def acknowledge_damage(self) -> None:
        """It was told, and what was lost has been asked for again: stop telling. The bad bytes stay aside."""
        with self.lock, store_errors():
            damage.forget(self.folder)
            self.damage = None

    def compact(self, *, wait: bool = True) -> None:
        """Write a snapshot and start the journal afresh; saves go on meanwhile. It happens by itself when due.

        With `wait`, returns when done and raises what went wrong (`StoreFull`…). Not to be waited for in a batch.
        """
        self._refuse_closed()
        if wait:
            self._compactor.wait()
        self._compactor.start()
        if wait and (error := self._compactor.wait()) is not None:
            raise error

    def scrub(self) -> None:
        """Leave no older bytes in the folder: neither replaced documents, nor what was kept aside of damage or of an
        older format. Raises `StoreError`."""
        self.compact()
        with store_errors():
            damage.remove_kept(self.folder)
            remove_backups(self.folder)

    @property
    def compacting(self) -> bool:
        return self._compactor.running

    def close(self) -> None:
        """Waits for a compaction under way. Harmless twice."""
        with self.lock:
            self._closed = True
        self._compactor.wait()
        if journal := getattr(self, "_journal", None):
            journal.close()
        self._folder_lock.release()

    def _open(self) -> None:
        compaction.remove_drafts(self.folder)
        migrate(self.folder, self._key)
        state = replay(self.folder, self._key)
        self.tables = state.tables
        self._seq, self._journal_bytes = state.seq, state.journal_bytes
        self._compact_from = self._due(state.snapshot_bytes)
        with store_errors():
            self._journal = self._last_journal(state)
        if not state.seq:
            self._append(pack([]), [])  # something that only this key opens
        self._tell(state.findings)

    def _last_journal(self, state: Replayed) -> Journal:
        tail = state.tail
        if tail is None:
            newest = max((file.generation for file in store_files(self.folder)), default=0)
            return Journal.create(self.folder, newest + 1, self._key, self._sync)
        return Journal(tail.path, self._key, tail.header, tail.end, self._sync, torn=tail.torn)

    def _tell(self, findings: Findings) -> None:
        self.damage = damage.recall(self.folder)
        if findings.files:
            self._findings = findings
            try:
                self._keep_bad_bytes()
                self._compactor.start()
            except OSError:  # no room for them: they stay where they are, and nothing is removed until there is
                self.damage = findings.told()

    def _keep_bad_bytes(self) -> None:
        """Raises `OSError`."""
        if self._findings is not None:
            self.damage = damage.remember(self.folder, self._findings.keep(self.folder))
            self._findings = None

    def _due(self, snapshot_bytes: int) -> int:
        """Frames of one commit each open twice as slowly as a snapshot: a fifth of the whole at most."""
        return max(self._compact_at, snapshot_bytes // 4)

    def _compact(self) -> None:
        """Runs on the compactor's thread. Raises `StoreError`."""
        self._compact_from = self._journal_bytes + self._compact_at  # when it fails: not again at every save
        with store_errors():
            self._keep_bad_bytes()
            fresh = Journal.create(self.folder, self._journal.generation + 1, self._key, self._sync)
            seq, tables, before = self._switch_to(fresh)
            size = write_snapshot(self.folder, fresh.generation, self._key, seq, tables)
            compaction.remove_older(self.folder, fresh.generation)
        with self.lock:
            self._journal_bytes -= before
            self._compact_from = self._due(size)

    def _switch_to(self, fresh: Journal) -> tuple[int, Tables, int]:
        """Save to `fresh` from now on. Returns (last commit before it, the tables at that moment, journal bytes)."""
        with self.lock:
            try:
                self._journal.repair()
            except StoreError:
                fresh.close()  # empty, it stays for the next opening or compaction
                raise
            self._journal.close()
            self._journal = fresh
            return self._seq, {name: dict(rows) for name, rows in self.tables.items()}, self._journal_bytes

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StoreError(reason="closed")
