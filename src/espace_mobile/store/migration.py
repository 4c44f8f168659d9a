"""Folders written by an older version of the app are brought to today's format, one version at a time, backup first.

1. the files are copied to `backup-v<version>`, which stays; 2. the steps work on another copy, `migration.tmp`;
3. that copy, synced, is renamed `migrated`: from this moment on the new files count; 4. they take the place of the old
ones. A crash before 3 leaves the old store as it was; after it, the next opening finishes 4.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from espace_mobile.errors import FormatTooNew, StoreError
from espace_mobile.store.disk import store_errors, sync_data, sync_folder
from espace_mobile.store.frame import FORMAT, HEADER_SIZE, Header
from espace_mobile.store.replay import store_files

# {version: what turns the store files of a folder from this version into the next}. Steps get (folder, data key).
Step = Callable[[Path, bytes], None]
MIGRATIONS: dict[int, Step] = {}

_WORK, _DONE = "migration.tmp", "migrated"


def migrate(folder: Path, key: bytes) -> None:
    """Raises `FormatTooNew`, `StoreFull` and other `StoreError`s; the store is then as it was."""
    with store_errors():
        _install(folder)
        shutil.rmtree(folder / _WORK, ignore_errors=True)
        versions = _versions(folder)
        if any(version > FORMAT for version in versions):
            raise FormatTooNew(version=max(versions))
        if versions and min(versions) < FORMAT:
            _backup(folder, min(versions))
            _run_steps(folder, key, min(versions))
            _install(folder)


def _versions(folder: Path) -> list[int]:
    """Of the files whose header can be read; the others are left to the replay, which tells about damage."""
    headers = [_header(file.path) for file in store_files(folder)]
    return [header.version for header in headers if header is not None]


def _header(path: Path) -> Header | None:
    with path.open("rb") as file:
        return Header.find(file.read(HEADER_SIZE))


def _backup(folder: Path, version: int) -> None:
    backup = folder / f"backup-v{version}"
    if not backup.exists():
        _copy(folder, folder / _WORK)
        (folder / _WORK).replace(backup)
        sync_folder(folder)


def remove_backups(folder: Path) -> None:
    """Raises `OSError`."""
    for backup in folder.glob("backup-v*"):
        shutil.rmtree(backup)
    sync_folder(folder)


def _run_steps(folder: Path, key: bytes, version: int) -> None:
    work = folder / _WORK
    _copy(folder, work)
    for old in range(version, FORMAT):
        step = MIGRATIONS.get(old)
        if step is None:
            raise StoreError(reason="no_migration", version=old)
        step(work, key)
        if set(_versions(work)) != {old + 1}:
            raise StoreError(reason="migration_failed", version=old)
    _sync_all(work)
    work.replace(folder / _DONE)
    sync_folder(folder)


def _copy(folder: Path, to: Path) -> None:
    to.mkdir(mode=0o700)
    for file in store_files(folder):
        shutil.copy2(file.path, to)
    _sync_all(to)


def _sync_all(folder: Path) -> None:
    for path in folder.iterdir():
        fd = os.open(path, os.O_RDWR)
        try:
            sync_data(fd)
        finally:
            os.close(fd)
    sync_folder(folder)


def _install(folder: Path) -> None:
    """Put the migrated files in the place of the older ones; goes on where a crash interrupted it."""
    done = folder / _DONE
    if not done.is_dir():
        return
    for file in store_files(folder):
        header = _header(file.path)
        if header is None or header.version < FORMAT:
            file.path.unlink()
    for file in store_files(done):
        file.path.replace(folder / file.path.name)
    sync_folder(folder)
    shutil.rmtree(done)
    sync_folder(folder)
