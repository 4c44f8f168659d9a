"""A disk that is really full, then freed; and one that can't be written at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from espace_mobile.errors import StoreError, StoreFull, StoreReadOnly
from espace_mobile.store.frame import HEADER_SIZE
from espace_mobile.store.lockbox import Lockbox
from espace_mobile.store.storage import JournalStorage
from tests.store.files import KEY, contact, filled, flip, frames, opened
from tests.store.small_disk import SmallDisk, mounted, small_disk

# Without root there are no mounts; the limit on files is a full disk for anybody.
KINDS = ["file size", "mount"] if os.geteuid() == 0 else ["file size"]


@pytest.fixture(params=KINDS)
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(request.param, tmp_path / "disk") as disk:
        yield disk


@pytest.fixture
def storage(disk: SmallDisk) -> Iterator[JournalStorage]:
    storage = JournalStorage(disk.folder / "store", KEY)
    for n in range(1, 21):
        storage.commit([("a", n, contact(n))])
    yield storage
    storage.close()


def save_until_full(storage: JournalStorage) -> int:
    """Returns the number of the last save that succeeded."""
    for n in range(21, 10_000):
        try:
            storage.commit([("a", n, contact(n))])
        except StoreFull:
            return n - 1
    raise AssertionError("the disk never filled up")


@pytest.mark.parametrize("left", [0, 1, 100, 5_000])
def test_the_save_says_so_and_nothing_is_corrupted(storage: JournalStorage, disk: SmallDisk, left: int) -> None:
    disk.fill(left)
    last = save_until_full(storage)
    assert list(storage.tables["a"]) == list(range(1, last + 1))
    with pytest.raises(StoreFull):
        storage.commit([("a", 0, contact(0) | {"note": "x" * 5_000})])
    storage.close()
    again = JournalStorage(storage.folder, KEY)  # while it is still full
    assert (list(again.tables["a"]), again.damage) == (list(range(1, last + 1)), None)
    disk.free()
    again.commit([("a", 10_001, contact(1))])
    again.close()
    tables, damage = opened(storage.folder)
    assert (list(tables["a"]), damage) == ([*range(1, last + 1), 10_001], None)


def test_saving_works_again_in_the_same_session_once_there_is_room(storage: JournalStorage, disk: SmallDisk) -> None:
    disk.fill()
    last = save_until_full(storage)
    disk.free()
    storage.commit([("a", 10_001, contact(1))])
    storage.close()
    assert list(opened(storage.folder)[0]["a"]) == [*range(1, last + 1), 10_001]


def test_a_compaction_without_room_changes_nothing(storage: JournalStorage, disk: SmallDisk) -> None:
    storage.commit([("big", n, {"x": "y" * 1_000}) for n in range(300)])
    before = {name: dict(rows) for name, rows in storage.tables.items()}
    disk.fill_for_new_files(HEADER_SIZE + 20_000)
    with pytest.raises(StoreFull):
        storage.compact()
    disk.free()
    storage.commit([("a", 99, contact(99))])
    storage.compact()
    storage.close()
    before["a"][99] = contact(99)
    assert opened(storage.folder) == (before, None)
    assert not list(storage.folder.glob("*.tmp"))


def test_a_damaged_store_opens_on_a_full_disk_and_keeps_the_bad_bytes(disk: SmallDisk) -> None:
    folder = filled(disk.folder / "store", 5)
    start, end = frames(folder / "journal-1")[2]
    flip(folder / "journal-1", end - 1)
    bad = (folder / "journal-1").read_bytes()[start:end]
    disk.fill_for_new_files()
    storage = JournalStorage(folder, KEY)
    assert list(storage.tables["contacts"]) == [1, 3, 4, 5]
    assert storage.damage is not None
    with pytest.raises(StoreFull):
        storage.compact()  # it would remove them
    storage.close()
    disk.free()
    assert bad in (folder / "journal-1").read_bytes(), "nowhere else to keep them"
    assert opened(folder)[1].lost == 1
    assert (folder / "damaged-1.bin").read_bytes() == bad


def test_the_bad_bytes_are_kept_aside_as_soon_as_there_is_room(disk: SmallDisk) -> None:
    folder = filled(disk.folder / "store", 5)
    start, end = frames(folder / "journal-1")[2]
    flip(folder / "journal-1", end - 1)
    bad = (folder / "journal-1").read_bytes()[start:end]
    disk.fill_for_new_files()
    storage = JournalStorage(folder, KEY)
    disk.free()
    storage.compact()
    storage.close()
    assert not (folder / "journal-1").exists()
    assert (folder / "damaged-1.bin").read_bytes() == bad


def test_the_locked_counter_says_that_the_disk_is_full(disk: SmallDisk) -> None:
    private = Lockbox.create(disk.folder)
    box = Lockbox(disk.folder)
    box.drop({"id": "1"})
    disk.fill()
    with pytest.raises(StoreFull):
        drop_for_ever(box)
    before = box.take(private)
    disk.free()
    box.drop({"id": "last"})
    assert box.take(private) == [*before, {"id": "last"}]


def drop_for_ever(box: Lockbox) -> None:
    while True:
        box.drop({"id": "more", "x": "y" * 3_000})


# Read-only. Root may write where permissions say no, so a mount says it; others are stopped by permissions.


@pytest.mark.parametrize("existing", [True, False])
def test_a_read_only_folder_says_so(tmp_path: Path, existing: bool) -> None:
    place = tmp_path / "place"
    place.mkdir()
    if os.geteuid() == 0:
        with mounted(place, "size=1m"):
            check_read_only(place, existing, "remount,ro", "remount,rw")
    else:
        check_read_only(place, existing, None, None)


def check_read_only(place: Path, existing: bool, lock: str | None, unlock: str | None) -> None:
    folder = place / "store"
    if existing:
        filled(folder, 2)
    make_read_only(place, lock, 0o500)
    try:
        with pytest.raises(StoreReadOnly):
            JournalStorage(folder, KEY)
    finally:
        make_read_only(place, unlock, 0o700)
    if existing:
        assert list(opened(folder)[0]["contacts"]) == [1, 2]


def make_read_only(place: Path, options: str | None, mode: int) -> None:
    if options:
        subprocess.run(["mount", "-o", options, str(place)], check=True)
    for path in (place, *place.iterdir()):
        if options is None:
            path.chmod(mode)


def test_a_folder_that_is_a_file_says_something(tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(b"")
    with pytest.raises(StoreError):
        JournalStorage(tmp_path / "store", KEY)


def test_a_full_disk_in_another_process_is_the_same(tmp_path: Path) -> None:
    """The limit is met by `os.write` itself, in a process that never saw room."""
    folder = filled(tmp_path / "store", 3)
    code = (
        "import resource, sys; from espace_mobile.store.storage import JournalStorage\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))\n"
        "JournalStorage(sys.argv[1], bytes(range(32))).commit([('contacts', 4, {'note': 'x' * 900})])"
    )
    size = (folder / "journal-1").stat().st_size
    run = subprocess.run(
        [sys.executable, "-c", code, str(folder), str(size + 100)], capture_output=True, text=True, check=False
    )
    assert "StoreFull" in run.stderr
    assert (folder / "journal-1").stat().st_size == size
    assert opened(folder) == ({"contacts": {n: contact(n) for n in (1, 2, 3)}}, None)
