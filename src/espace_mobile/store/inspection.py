"""Reading the files of a store without opening it: nothing is written, and whoever has it open is not disturbed.

Without the key only headers, and the heads and lengths of frames, can be checked; with it, every byte of every frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from espace_mobile.store.disk import store_errors
from espace_mobile.store.frame import FORMAT, HEADER_SIZE, Box, Header, end_of, read_head
from espace_mobile.store.replay import store_files
from espace_mobile.store.scan import Reader, Scan


@dataclass(slots=True)
class Inspected:
    """`frames`: that are whole; `bad`: stretches of bytes that are not; `version`: the newest format of a file."""

    files: int = 0
    frames: int = 0
    bad: int = 0
    version: int = 0

    @property
    def too_new(self) -> bool:
        return self.version > FORMAT


class _Heads:
    """A frame is as long as its head says, and within its file."""

    def open(self, data: bytes, at: int) -> tuple[int, bytes, int] | None:
        found, end = read_head(data, at), end_of(data, at)
        return None if found is None or end is None or end > len(data) else (found[1], b"", end)


def inspect(folder: Path, key: bytes | None = None) -> Inspected:
    """`folder`: of the store. A file that a compaction removes meanwhile is not missed: a newer one holds it all.

    Raises `StoreError` when the disk does not let it be read.
    """
    told = Inspected()
    with store_errors():
        for file in store_files(folder) if folder.is_dir() else ():
            try:
                data = file.path.read_bytes()
            except FileNotFoundError:
                continue
            _look_at(data, key, told)
    return told


def _look_at(data: bytes, key: bytes | None, told: Inspected) -> None:
    told.files += 1
    header = Header.find(data)
    if header is None or len(data) < HEADER_SIZE:
        told.bad += 1
        return
    told.version = max(told.version, header.version)
    if header.version > FORMAT:
        return
    told.bad += data[:HEADER_SIZE] != header.pack()
    reader: Reader = _Heads() if key is None else Box(key, header.file_id)
    scan = Scan(data, reader, HEADER_SIZE)
    for _ in scan:
        pass
    told.frames += scan.count
    told.bad += len(scan.bad)
