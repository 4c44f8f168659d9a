"""A journal whose disk refuses: the save says so, nothing is half there, and saving works again once it can."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from espace_mobile.errors import StoreDamaged, StoreError, StoreFull, StoreReadOnly
from espace_mobile.store.frame import HEADER_SIZE
from espace_mobile.store.storage import JournalStorage
from tests.store.files import KEY, contact, flip, opened


class Disk:
    """Syncs for real, until told to fail that many times."""

    def __init__(self) -> None:
        self.failures = 0
        self.code = errno.EIO

    def __call__(self, fd: int) -> None:
        if self.failures:
            self.failures -= 1
            raise OSError(self.code, "made to fail")
        os.fdatasync(fd)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def storage(tmp_path: Path, disk: Disk) -> Iterator[JournalStorage]:
    storage = JournalStorage(tmp_path / "store", KEY, sync=disk)
    storage.commit([("a", 1, contact(1))])
    yield storage
    storage.close()


@pytest.mark.parametrize("failures", [1, 2, 3])
def test_a_save_whose_sync_failed_did_not_happen(storage: JournalStorage, disk: Disk, failures: int) -> None:
    size = (storage.folder / "journal-1").stat().st_size
    disk.failures = failures
    with pytest.raises(StoreError):
        storage.commit([("a", 2, contact(2))])
    assert storage.tables == {"a": {1: contact(1)}}
    assert (storage.folder / "journal-1").stat().st_size == size
    while disk.failures:
        with pytest.raises(StoreError):
            storage.commit([("a", 2, contact(2))])
    storage.commit([("a", 3, contact(3))])
    storage.close()
    assert opened(storage.folder) == ({"a": {1: contact(1), 3: contact(3)}}, None)


@pytest.mark.parametrize(
    ("code", "error"),
    [(errno.ENOSPC, StoreFull), (errno.EDQUOT, StoreFull), (errno.EROFS, StoreReadOnly), (errno.EIO, StoreError)],
)
def test_what_the_disk_says_is_told(storage: JournalStorage, disk: Disk, code: int, error: type[StoreError]) -> None:
    disk.failures, disk.code = 1, code
    with pytest.raises(StoreError) as raised:
        storage.commit([("a", 2, contact(2))])
    assert type(raised.value) is error
    assert str(storage.folder) not in str(raised.value)


def test_a_new_descriptor_is_used_after_a_failed_sync(storage: JournalStorage, disk: Disk) -> None:
    disk.failures = 1
    with pytest.raises(StoreError):
        storage.commit([("a", 2, contact(2))])
    journal = storage.folder / "journal-1"
    journal.rename(journal.with_suffix(".away"))  # the old descriptor would still write to it
    disk.failures = 1
    with pytest.raises(StoreError):
        storage.commit([("a", 2, contact(2))])
    with pytest.raises(StoreError):
        storage.commit([("a", 2, contact(2))])
    journal.with_suffix(".away").rename(journal)
    storage.commit([("a", 2, contact(2))])
    assert storage.tables["a"][2] == contact(2)


def test_a_file_that_lost_what_it_held_is_not_written_to_again(storage: JournalStorage, disk: Disk) -> None:
    flip(storage.folder / "journal-1", (storage.folder / "journal-1").stat().st_size - 1)
    disk.failures = 1
    with pytest.raises(StoreError):
        storage.commit([("a", 2, contact(2))])
    with pytest.raises(StoreDamaged):
        storage.commit([("a", 2, contact(2))])
    assert (storage.folder / "journal-1").stat().st_size > HEADER_SIZE
