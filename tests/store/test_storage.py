"""What is committed is there, all of it or none, after closing and opening again."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from espace_mobile.errors import StoreDamaged, StoreError, StoreInUse
from espace_mobile.protocol.values import Sealed
from espace_mobile.store.storage import JournalStorage
from tests.store.files import KEY, contact, filled, opened


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[JournalStorage]:
    storage = JournalStorage(tmp_path / "store", KEY)
    yield storage
    storage.close()


def reopened(storage: JournalStorage) -> JournalStorage:
    storage.close()
    return JournalStorage(storage.folder, KEY)


def test_ids_keep_their_type_and_values_their_shape_over_a_reopening(storage: JournalStorage) -> None:
    document = {"s": "é", "b": b"\0\xff", "f": 1.5, "n": None, "l": [1, {"x": [True]}], "sealed": Sealed(3, b"x" * 20)}
    storage.commit([("a", 1, document), ("a", "1", {"other": 1}), ("b", "f" * 32, {})])
    again = reopened(storage)
    assert again.tables == {"a": {1: document, "1": {"other": 1}}, "b": {"f" * 32: {}}}
    assert [type(id) for id in again.tables["a"]] == [int, str]
    again.close()


def test_a_document_keeps_its_place_when_replaced_and_comes_last_when_put_back(storage: JournalStorage) -> None:
    storage.commit([("a", n, {"n": n}) for n in (1, 2, 3)])
    storage.commit([("a", 1, {"n": 10}), ("a", 2, None), ("a", 2, {"n": 20})])
    order = list(storage.tables["a"])
    again = reopened(storage)
    assert list(again.tables["a"]) == order == [1, 3, 2]
    again.close()


def test_what_the_caller_holds_is_no_part_of_the_store(storage: JournalStorage) -> None:
    document = {"needs": ["food"]}
    storage.commit([("a", 1, document)])
    document["needs"].append("papers")
    assert storage.tables["a"][1] == {"needs": ["food"]}


@pytest.mark.parametrize("value", [object(), {1, 2}, 1 << 70])
def test_a_value_that_cannot_be_kept_is_refused_and_changes_nothing(storage: JournalStorage, value: object) -> None:
    storage.commit([("a", 1, {"x": 1})])
    size = (storage.folder / "journal-1").stat().st_size
    with pytest.raises((TypeError, OverflowError)):
        storage.commit([("a", 1, {"x": 2}), ("a", 2, {"x": value})])
    assert storage.tables == {"a": {1: {"x": 1}}}
    assert (storage.folder / "journal-1").stat().st_size == size


def test_one_commit_is_one_frame_whatever_it_holds(storage: JournalStorage) -> None:
    synced: list[int] = []
    folder = storage.folder.with_name("counted")
    counted = JournalStorage(folder, KEY, sync=synced.append)
    synced.clear()
    counted.commit([("a", n, contact(n)) for n in range(50)])
    assert len(synced) == 1
    with counted.batch():
        for n in range(50):
            counted.commit([("b", n, contact(n))])
    assert len(synced) == 2
    counted.commit([])
    assert len(synced) == 2
    counted.close()


def test_a_batch_is_seen_by_its_thread_alone_until_it_is_done(storage: JournalStorage) -> None:
    storage.commit([("a", 1, {"x": 1}), ("a", 2, {"x": 2})])
    seen: dict[str, object] = {}
    with storage.batch():
        storage.commit([("a", 1, None), ("a", 3, {"x": 3}), ("new", 1, {})])
        other = threading.Thread(target=lambda: seen.update(other=dict(storage.view("a") or {}), names=storage.names()))
        other.start()
        other.join()
        seen["own"] = dict(storage.view("a") or {})
        assert storage.names() == {"a", "new"}
    assert seen["other"] == {1: {"x": 1}, 2: {"x": 2}}
    assert seen["names"] == {"a"}
    assert seen["own"] == {2: {"x": 2}, 3: {"x": 3}} == storage.tables["a"]


def test_a_batch_that_fails_leaves_nothing_in_memory_or_on_disk(storage: JournalStorage) -> None:
    storage.commit([("a", 1, {"x": 1})])
    with pytest.raises(ZeroDivisionError):
        fail_in_a_batch(storage)
    assert storage.tables == {"a": {1: {"x": 1}}}
    again = reopened(storage)
    assert again.tables == {"a": {1: {"x": 1}}}
    again.close()


def fail_in_a_batch(storage: JournalStorage) -> None:
    with storage.batch():
        storage.commit([("a", 1, {"x": 2})])
        raise ZeroDivisionError


def test_an_outer_batch_cannot_succeed_once_an_inner_one_failed(storage: JournalStorage) -> None:
    def swallow() -> None:
        with storage.batch(), suppress(ZeroDivisionError):
            fail_in_a_batch(storage)

    with pytest.raises(StoreError):
        swallow()
    assert storage.tables == {}


def test_a_batch_sees_a_table_dropped_and_made_again(storage: JournalStorage) -> None:
    storage.commit([("a", 1, {"x": 1})])
    with storage.batch():
        storage.commit([("a", None, None)])
        assert storage.view("a") is None
        assert storage.names() == set()
        storage.commit([("a", 2, {"x": 2})])
        assert dict(storage.view("a") or {}) == {2: {"x": 2}}
    again = reopened(storage)
    assert again.tables == {"a": {2: {"x": 2}}}
    again.close()


def test_writers_on_several_threads_lose_nothing(storage: JournalStorage) -> None:
    def write(worker: int) -> None:
        for n in range(40):
            storage.commit([("a", worker * 1000 + n, {"n": n})])

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened(reopened_folder(storage))[0]["a"]) == 160


def reopened_folder(storage: JournalStorage) -> Path:
    storage.close()
    return storage.folder


def test_an_emptied_table_is_the_same_object_for_whoever_holds_it(storage: JournalStorage) -> None:
    storage.commit([("a", 1, {})])
    rows = storage.tables["a"]
    storage.commit([("a", None, {})])
    storage.commit([("a", 2, {})])
    assert rows is storage.tables["a"]
    assert rows == {2: {}}


def test_two_openings_of_one_folder_exclude_each_other(storage: JournalStorage) -> None:
    with pytest.raises(StoreInUse):
        JournalStorage(storage.folder, KEY)
    code = f"from espace_mobile.store.storage import JournalStorage as J; J({str(storage.folder)!r}, bytes(range(32)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "StoreInUse" in run.stderr


def test_a_folder_is_free_again_after_an_opening_that_failed(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 3)
    with pytest.raises(StoreDamaged):
        JournalStorage(folder, bytes(32))
    assert len(opened(folder)[0]["contacts"]) == 3


def test_another_key_opens_nothing_and_harms_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    JournalStorage(folder, KEY).close()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(StoreDamaged):
        JournalStorage(folder, bytes(32))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_nobody_else_may_read_the_folder_or_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "store"
    storage = JournalStorage(folder, KEY)
    storage.commit([("a", 1, {})])
    storage.compact()
    storage.close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_nothing_readable_is_on_the_disk(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    storage = JournalStorage(folder, KEY)
    storage.commit([("contacts", 1, {"first_name": "Amélie", "phone": "+33612345678", "note": "dort gare du Nord"})])
    storage.compact()
    storage.commit([("contacts", "Amélie", {"note": "dort gare du Nord"})])
    storage.close()
    raw = b"".join(path.read_bytes() for path in folder.iterdir())
    for clear in ("Amélie", "+33612345678", "dort gare", "contacts", "first_name"):
        assert clear.encode() not in raw


def test_a_closed_store_refuses_to_write(storage: JournalStorage) -> None:
    storage.close()
    storage.close()
    with pytest.raises(StoreError):
        storage.commit([("a", 1, {})])
    with pytest.raises(StoreError):
        storage.compact()


def test_a_folder_open_to_others_is_closed_to_them(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir(mode=0o755)
    JournalStorage(folder, KEY).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 2)
    for name in ("vault.json.tmp", "journal-x", "snapshot-", "damaged-x.bin", "notes.txt"):
        (folder / name).write_bytes(b"somebody's")
    assert list(opened(folder)[0]["contacts"]) == [1, 2]
    assert len(list(folder.iterdir())) == 7
