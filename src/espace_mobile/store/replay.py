"""Opening a folder: the newest snapshot, then every commit since, over whatever is damaged.

Files of one generation: `snapshot-G` holds the state at the moment `journal-G` began. Normally one snapshot and the
journals from its generation on; an interrupted compaction leaves older ones, which then are not needed, unless the
snapshot turns out damaged: then everything is replayed from the oldest file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from espace_mobile.errors import FormatTooNew, StoreDamaged
from espace_mobile.store.codec import unpack
from espace_mobile.store.collector import collector_paused
from espace_mobile.store.damage import Findings
from espace_mobile.store.disk import store_errors
from espace_mobile.store.frame import FORMAT, HEADER_SIZE, Box, Header
from espace_mobile.store.operations import Tables, apply
from espace_mobile.store.scan import Scan

SNAPSHOT, JOURNAL = "snapshot", "journal"


@dataclass(frozen=True, slots=True, order=True)
class StoreFile:
    """Sorts in the order of replaying: a snapshot comes before the journal of its generation."""

    generation: int
    rank: int
    path: Path = field(compare=False)

    @property
    def is_snapshot(self) -> bool:
        return self.rank == 0


def store_files(folder: Path) -> list[StoreFile]:
    found = []
    for path in folder.iterdir():
        kind, _, generation = path.name.partition("-")
        if kind in (SNAPSHOT, JOURNAL) and generation.isdecimal():
            found.append(StoreFile(int(generation), int(kind == JOURNAL), path))
    return sorted(found)


@dataclass(slots=True)
class Tail:
    """The last journal, to append to: `end` = its good length, past which the bytes may be cut when `torn`."""

    path: Path
    header: Header
    end: int
    torn: bool


@dataclass(slots=True)
class Replayed:
    """`seq`: the last commit seen. `tail` is None when the last journal can't be appended to, or there is none."""

    tables: Tables = field(default_factory=dict)
    seq: int = 0
    opened: int = 0
    journal_bytes: int = 0
    snapshot_bytes: int = 0
    tail: Tail | None = None
    findings: Findings = field(default_factory=Findings)


def replay(folder: Path, key: bytes) -> Replayed:
    """Raises `StoreDamaged` when there are bytes but nothing opens, `FormatTooNew`, or another `StoreError`."""
    files = store_files(folder)
    newest = max((n for n, file in enumerate(files) if file.is_snapshot), default=0)
    with store_errors(), collector_paused():
        result = _Replay(key, whole=True).run(files[newest:])
        if newest and result.findings.files:
            result = _Replay(key, whole=_is_base(files[0])).run(files)
    if not result.opened and any(bad for _, bad in result.findings.bad):
        raise StoreDamaged(files=sorted(set(result.findings.files)))
    return result


def _is_base(file: StoreFile) -> bool:
    return file.is_snapshot or file.generation == 1


class _Replay:
    """`whole`: the first file is where the history begins, so that a jump in the numbers is a loss."""

    def __init__(self, key: bytes, *, whole: bool) -> None:
        self._key = key
        self._result = Replayed()
        self._findings = self._result.findings
        self._numbered = whole  # whether the next sequence number is known
        self._cut_off = ""  # the file whose damage reaches its end: at least one commit of unknown number

    def run(self, files: list[StoreFile]) -> Replayed:
        self._note_missing(files)
        for file in files:
            self._read(file)
        if self._cut_off:
            self._findings.add(self._cut_off, 1)
        return self._result

    def _note_missing(self, files: list[StoreFile]) -> None:
        if not files:
            return
        if self._numbered and not files[0].is_snapshot and files[0].generation > 1:
            self._findings.add(f"{SNAPSHOT}-{files[0].generation}", 0)
        there = {file.generation for file in files if not file.is_snapshot}
        for generation in range(files[0].generation, files[-1].generation + 1):
            if self._numbered and generation not in there:
                self._findings.add(f"{JOURNAL}-{generation}", 0)

    def _read(self, file: StoreFile) -> None:
        data = file.path.read_bytes()
        header = Header.find(data)
        self._result.tail = None
        if header is not None and header.version > FORMAT:
            raise FormatTooNew(version=header.version)
        if header is None or len(data) < HEADER_SIZE:
            self._findings.add(file.path.name, 0, data)
            self._cut_off = file.path.name
            return
        if data[:HEADER_SIZE] != header.pack():
            self._findings.add(file.path.name, 0, data[:HEADER_SIZE])
        scan = Scan(data, Box(self._key, header.file_id), HEADER_SIZE)
        if file.is_snapshot:
            self._read_snapshot(file.path.name, scan, len(data))
        else:
            self._read_journal(file.path.name, scan)
            self._result.journal_bytes += len(data)
            named = replace(header, generation=file.generation)  # whoever copied the file gave it its place
            self._result.tail = Tail(file.path, named, scan.end if scan.torn else len(data), scan.torn)
        for start, end in scan.bad:
            self._findings.add(file.path.name, 0, data[start:end])
        self._result.opened += scan.count

    def _read_snapshot(self, name: str, scan: Scan, size: int) -> None:
        tables: Tables = {}
        about: dict[str, Any] | None = None
        for n, body in scan:
            if n == 1:
                about = unpack(body)
                tables = {table: {} for table in about["tables"]} | tables
            else:
                table, ids, documents = unpack(body)
                tables.setdefault(table, {}).update(zip(ids, documents, strict=True))
        if scan.torn:  # a snapshot gets its name once it is whole
            scan.bad.append((scan.end, size))
        self._take_snapshot(name, scan, about, tables)
        self._result.snapshot_bytes = size

    def _take_snapshot(self, name: str, scan: Scan, about: dict[str, Any] | None, tables: Tables) -> None:
        missing = 1 + about["frames"] - scan.count if about else max(1, len(scan.bad))
        known = about is not None and self._numbered and about["seq"] == self._result.seq and not self._findings.files
        if missing or scan.bad:
            self._findings.add(name, 0 if known else missing)
            for table, rows in tables.items():
                self._result.tables.setdefault(table, {}).update(rows)
        else:
            self._result.tables = tables
        self._numbered = about is not None
        self._result.seq = about["seq"] if about else self._result.seq
        self._cut_off = ""

    def _read_journal(self, name: str, scan: Scan) -> None:
        result = self._result
        for seq, body in scan:
            if seq != result.seq + 1:
                if seq <= result.seq:  # the snapshot holds it, and perhaps what came after it
                    continue
                if self._numbered:
                    self._findings.add(name, seq - result.seq - 1)
            apply(result.tables, unpack(body))
            result.seq = seq
            self._numbered, self._cut_off = True, ""
        if scan.bad and scan.bad[-1][1] > scan.end:
            self._cut_off = name
