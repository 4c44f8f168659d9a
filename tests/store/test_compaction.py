"""A compaction gets out of the way of saves, and may be cut short anywhere."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest

from espace_mobile.errors import StoreError
from espace_mobile.store.snapshot import write_snapshot
from espace_mobile.store.storage import JournalStorage
from tests.store.files import KEY, Tables, contact, copy, filled, names, opened


def test_it_leaves_one_snapshot_and_an_empty_journal(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 600)
    before, _ = opened(folder)
    storage = JournalStorage(folder, KEY)
    storage.compact()
    storage.close()
    assert names(folder) == {"snapshot-2", "journal-2"}
    assert opened(folder) == (before, None)


def test_it_keeps_the_order_of_documents_and_empty_tables(tmp_path: Path) -> None:
    storage = JournalStorage(tmp_path / "store", KEY)
    storage.commit([("a", n, {"n": n}) for n in range(700)])
    storage.commit([("a", 3, None), ("a", 3, {"n": 3}), ("empty", None, {}), ("b", "x", {})])
    storage.compact()
    storage.close()
    tables, _ = opened(tmp_path / "store")
    assert list(tables["a"]) == [n for n in range(700) if n != 3] + [3]
    assert (tables["empty"], tables["b"]) == ({}, {"x": {}})


def test_it_happens_by_itself_when_the_journal_outgrows_the_snapshot(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 400, compact_at=10_000)
    assert any(name.startswith("snapshot-") for name in names(folder))
    journals = sum(p.stat().st_size for p in folder.glob("journal-*"))
    assert journals < 60_000
    assert list(opened(folder)[0]["contacts"]) == list(range(1, 401))


def test_updating_one_document_for_ever_does_not_fill_the_disk(tmp_path: Path) -> None:
    storage = JournalStorage(tmp_path / "store", KEY, compact_at=8_000)
    for n in range(600):
        storage.commit([("a", 1, {"n": n, "note": "x" * 100})])
    storage.compact()
    storage.close()
    assert sum(p.stat().st_size for p in (tmp_path / "store").iterdir()) < 15_000


def test_saves_go_on_while_the_snapshot_is_being_written(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 5)
    storage = JournalStorage(folder, KEY)
    os.mkfifo(folder / "snapshot-2.tmp")  # writing it waits until somebody reads
    storage.compact(wait=False)
    while not (folder / "journal-2").exists():
        assert storage.compacting
    for n in range(6, 30):
        storage.commit([("contacts", n, contact(n))])
    assert storage.compacting, "it is still waiting for its reader"
    drain(folder / "snapshot-2.tmp")
    storage.close()
    assert list(opened(folder)[0]["contacts"]) == list(range(1, 30))


def drain(fifo: Path) -> None:
    def read() -> None:
        with fifo.open("rb") as file:
            file.read()

    reader = threading.Thread(target=read)
    reader.start()
    reader.join()


def test_one_that_fails_loses_nothing_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 5)
    storage = JournalStorage(folder, KEY)
    (folder / "snapshot-2.tmp").mkdir()  # in its way
    with pytest.raises(StoreError):
        storage.compact()
    storage.commit([("contacts", 6, contact(6))])
    storage.close()
    (folder / "snapshot-2.tmp").rmdir()
    expected = {"contacts": {n: contact(n) for n in range(1, 7)}}
    assert opened(copy(folder, tmp_path / "copy")) == (expected, None)
    storage = JournalStorage(folder, KEY)
    storage.compact()
    storage.close()
    assert opened(folder) == (expected, None)
    assert names(folder) == {"snapshot-3", "journal-3"}


class Steps:
    """The files as they are after each step of a compaction, one folder a step."""

    def __init__(self, root: Path) -> None:
        self.root = root
        base = filled(root / "base", 4)
        storage = JournalStorage(base, KEY)
        storage.compact()
        storage.commit([("contacts", 5, contact(5)), ("contacts", 1, None)])
        storage.close()
        self.expected = opened(base)[0]
        self.before = copy(base, root / "before")
        storage = JournalStorage(base, KEY)
        storage.compact()
        storage.close()
        self.after = base

    def at(self, name: str, *files: str, without: tuple[str, ...] = ()) -> Path:
        """What there was before, with these of the new files, without those of the old ones."""
        folder = copy(self.before, self.root / name)
        for file in files:
            shutil.copy(self.after / file, folder)
        for file in without:
            (folder / file).unlink()
        return folder


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    return Steps(tmp_path_factory.mktemp("steps"))


def check(folder: Path, expected: Tables) -> None:
    """Opens right, saves, compacts, opens right again."""
    assert opened(folder) == (expected, None)
    storage = JournalStorage(folder, KEY)
    storage.commit([("contacts", 99, contact(99))])
    storage.compact()
    storage.close()
    more = {"contacts": expected["contacts"] | {99: contact(99)}}
    assert opened(folder) == (more, None)
    assert len(names(folder)) == 2


def test_cut_short_once_the_new_journal_is_there(steps: Steps) -> None:
    check(steps.at("a", "journal-3"), steps.expected)


def test_cut_short_while_the_new_journal_is_being_made(steps: Steps) -> None:
    folder = steps.at("b")
    (folder / "journal-3.tmp").write_bytes((steps.after / "journal-3").read_bytes()[:1000])
    check(folder, steps.expected)


def test_cut_short_while_the_snapshot_is_being_written(steps: Steps) -> None:
    folder = steps.at("c", "journal-3")
    whole = (steps.after / "snapshot-3").read_bytes()
    for cut in range(0, len(whole), 211):
        (folder / "snapshot-3.tmp").write_bytes(whole[:cut])
        assert opened(folder) == (steps.expected, None)
        assert not (folder / "snapshot-3.tmp").exists()
    check(folder, steps.expected)


def test_cut_short_once_the_snapshot_has_its_name(steps: Steps) -> None:
    check(steps.at("d", "journal-3", "snapshot-3"), steps.expected)


def test_cut_short_while_older_files_are_removed(steps: Steps) -> None:
    check(steps.at("e", "journal-3", "snapshot-3", without=("snapshot-2",)), steps.expected)
    check(steps.at("f", "journal-3", "snapshot-3", without=("snapshot-2", "journal-2")), steps.expected)


def test_a_frame_torn_after_the_new_journal_was_made_is_no_damage(steps: Steps) -> None:
    """Saves go to the old journal until the switch: a crash just before it leaves an empty journal after a torn one."""
    folder = steps.at("g", "journal-3")
    with (folder / "journal-2").open("ab") as file:
        file.write(b"\xe5\xc0\xfd")
    check(folder, steps.expected)


def test_a_snapshot_without_its_journal_is_told(steps: Steps) -> None:
    folder = steps.at("h", "snapshot-3", without=("journal-2", "snapshot-2"))
    tables, damage = opened(folder)
    assert tables == steps.expected
    assert damage.files == ("journal-3",)


def test_documents_in_hand_are_not_touched_by_it(tmp_path: Path) -> None:
    storage = JournalStorage(tmp_path / "store", KEY)
    storage.commit([("a", 1, contact(1))])
    rows, document = storage.tables["a"], storage.tables["a"][1]
    storage.compact()
    storage.commit([("a", 2, contact(2))])
    assert storage.tables["a"] is rows
    assert rows[1] is document
    storage.close()


def test_a_snapshot_says_its_size(tmp_path: Path) -> None:
    size = write_snapshot(tmp_path, 7, KEY, 1, {"a": {n: contact(n) for n in range(300)}})
    assert (tmp_path / "snapshot-7").stat().st_size == size
