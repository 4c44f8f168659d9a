"""What the disk can be asked for, on every platform: durable bytes, durable names, one process at a time.

`sync_data` makes the bytes and the length of a file durable; a new or renamed file is durable once its folder is
synced too.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from espace_mobile.errors import StoreError, StoreFull, StoreInUse, StoreReadOnly

if sys.platform == "win32":
    import msvcrt

    sync_data = os.fsync
elif sys.platform == "darwin":
    import fcntl

    def sync_data(fd: int) -> None:
        fcntl.fcntl(fd, fcntl.F_FULLFSYNC)  # fsync alone leaves the bytes in the drive's cache there
else:
    import fcntl

    sync_data = os.fdatasync

LOCK = "lock"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


def as_store_error(error: OSError) -> StoreError:
    """The error of the tree that says what the disk said. No path in it: folders may be named after people."""
    if error.errno in _FULL:
        return StoreFull()
    if error.errno in _READ_ONLY:
        return StoreReadOnly()
    return StoreError(reason=errno.errorcode.get(error.errno or 0, "unknown"))


@contextmanager
def store_errors() -> Iterator[None]:
    try:
        yield
    except OSError as e:
        raise as_store_error(e) from e


def sync_folder(folder: Path) -> None:
    """Names created, renamed or removed in the folder are durable when this returns. Raises `OSError`."""
    if sys.platform == "win32":  # a folder can't be opened there; NTFS journals its names
        return
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def make_folder(folder: Path) -> None:
    """The folder, for its owner alone. Raises `StoreError`."""
    with store_errors():
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True)
            sync_folder(folder.parent)
        if sys.platform != "win32" and folder.stat().st_mode & 0o077:
            folder.chmod(0o700)


def write_durably(path: Path, data: bytes) -> None:
    """The file holds `data` or what it held before, whatever happens meanwhile. Raises `OSError`."""
    draft = path.with_name(path.name + ".tmp")
    fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        write_all(fd, data)
        sync_data(fd)
    except OSError:
        os.close(fd)
        draft.unlink(missing_ok=True)
        raise
    os.close(fd)
    draft.replace(path)
    sync_folder(path.parent)


def write_all(fd: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


class FolderLock:
    """Held by one process at a time, given back by the system when that process dies."""

    def __init__(self, folder: Path, name: str = LOCK, *, wait: bool = False) -> None:
        """Raises `StoreInUse` when another holds it (unless `wait`), `StoreReadOnly`."""
        with store_errors():
            self._fd = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._fd, wait)
        except OSError as e:
            os.close(self._fd)
            raise StoreInUse() from e

    def release(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> FolderLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _lock(fd: int, wait: bool) -> None:
    if sys.platform == "win32":
        msvcrt.locking(fd, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(fd, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
