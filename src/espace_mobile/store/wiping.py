"""Wiping a folder: the keys first, then what they opened, then the word that it was begun.

A stop at any point leaves a folder that still works as before (nothing done yet) or opens nothing; the next start
finishes what was begun. Overwriting is an attempt: flash keeps old blocks. What counts is that half of what opens the
data key, the device's secret, is gone, and with it everything that was encrypted.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from espace_mobile.store.disk import store_errors, sync_folder, write_all, write_durably

BEGUN = "withdrawn"
KEYS = ("device.key", "vault.json", "vault-copy.json")
STORE = "store"
# Only what the app made: somebody may have given it a folder that holds other things.
_OTHERS = ("*.tmp", "lockbox", "lockbox.lock", "damaged-*.bin", "preferences.json*")
_SMALL = 1 << 20  # bytes; more is not worth overwriting once its key is gone


def is_begun(folder: Path) -> bool:
    return (folder / BEGUN).exists()


def begin(folder: Path) -> None:
    """From now on the folder is to be wiped, whatever happens. Raises `StoreError`."""
    with store_errors():
        write_durably(folder / BEGUN, b"")


def wipe(folder: Path) -> None:
    """Erase what an installation keeps in its folder, its store closed. Harmless to repeat. Raises `StoreError`."""
    with store_errors():
        for _ in steps(folder):
            pass


def steps(folder: Path) -> Iterator[str]:
    """The names of the steps, each durable when it is told. Raises `OSError`."""
    begin(folder)
    yield BEGUN
    for name in KEYS:
        _shred([folder / name, folder / f"{name}.tmp"])
        yield name
    _shred_folder(folder / STORE)
    yield STORE
    _shred(path for pattern in _OTHERS for path in sorted(folder.glob(pattern)))
    yield "others"
    (folder / BEGUN).unlink()
    sync_folder(folder)
    yield "done"


def _shred(paths: Iterable[Path]) -> None:
    folders = set()
    for path in paths:
        with suppress(FileNotFoundError):
            _overwrite(path)
            path.unlink()
            folders.add(path.parent)
    for folder in folders:
        sync_folder(folder)


def _shred_folder(folder: Path) -> None:
    if folder.is_dir():
        _shred(path for path in sorted(folder.rglob("*")) if path.is_file())
        shutil.rmtree(folder)
        sync_folder(folder.parent)


def _overwrite(path: Path) -> None:
    size = path.stat().st_size
    if size > _SMALL:
        return
    fd = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    try:
        write_all(fd, bytes(size))
        os.fsync(fd)
    finally:
        os.close(fd)
