"""One journal file: frames are appended, each by one write and one fdatasync, and nothing is ever rewritten."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from espace_mobile.errors import StoreDamaged, StoreError
from espace_mobile.store.disk import as_store_error, sync_data, write_durably
from espace_mobile.store.frame import HEADER_SIZE, Box, Header
from espace_mobile.store.scan import Scan

Sync = Callable[[int], None]


def journal_path(folder: Path, generation: int) -> Path:
    return folder / f"journal-{generation}"


class Journal:
    """`size`: bytes of the file that are durable. `sync`: how bytes are made so (raises `OSError`)."""

    def __init__(
        self, path: Path, key: bytes, header: Header, size: int, sync: Sync = sync_data, *, torn: bool = False
    ) -> None:
        """`torn`: past `size` there is what a crash left unfinished, to be cut. Raises `OSError`."""
        self.path, self.generation, self.size = path, header.generation, size
        self._box = Box(key, header.file_id)
        self._sync = sync
        self._last = 0
        self._sound = True
        self._fd = self._open()
        if torn:
            self._cut()

    @classmethod
    def create(cls, folder: Path, generation: int, key: bytes, sync: Sync = sync_data) -> Journal:
        """An empty journal, durable. Raises `OSError`."""
        header = Header.new(generation)
        path = journal_path(folder, generation)
        write_durably(path, header.pack())
        return cls(path, key, header, HEADER_SIZE, sync)

    def append(self, seq: int, body: bytes) -> int:
        """The frame is on the disk when this returns its size in bytes.

        Raises `StoreFull`, `StoreReadOnly` or another `StoreError`; then the journal is as it was before.
        """
        if not self._sound:
            self.repair()
        frame = self._box.seal(seq, body)
        try:
            if os.write(self._fd, frame) != len(frame):
                raise OSError(errno.ENOSPC, "short write")
            self._sync(self._fd)
        except OSError as e:
            self._sound = False
            with suppress(StoreError):
                self.repair()
            raise as_store_error(e) from e
        self.size += len(frame)
        self._last = seq
        return len(frame)

    def repair(self) -> None:
        """After a failed write or sync: forget the descriptor, check what the file holds, cut what was not kept.

        Once a sync has failed the kernel may call the pages clean, so the same descriptor would say that all is
        well (« fsyncgate », PostgreSQL 2018). Raises `StoreError` when the disk still refuses.
        """
        if self._sound:
            return
        try:
            self.close()
            self._fd = self._open()
            self._check()
            self._cut()
        except OSError as e:
            raise as_store_error(e) from e
        self._sound = True

    def close(self) -> None:
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)

    def _cut(self) -> None:
        os.ftruncate(self._fd, self.size)
        self._sync(self._fd)

    def _check(self) -> None:
        if self._last:
            scan = Scan(self.path.read_bytes()[: self.size], self._box, HEADER_SIZE)
            for _ in scan:
                pass
            if scan.last != self._last:
                raise StoreDamaged(file=self.path.name)

    def _open(self) -> int:
        return os.open(self.path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
