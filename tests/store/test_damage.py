"""Cut files, flipped bits, lost pages: what was kept opens, what was lost is told, and nothing is lost in silence."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from espace_mobile.errors import FormatTooNew, StoreDamaged
from espace_mobile.store import frame
from espace_mobile.store.damage import keep_aside
from espace_mobile.store.frame import HEADER_SIZE, MARK, Header
from espace_mobile.store.storage import JournalStorage
from tests.store.files import KEY, contact, copy, filled, flip, frames, names, opened, replayed


def test_a_journal_cut_at_any_byte_of_its_last_frame_opens_with_the_rest(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 4)
    journal = folder / "journal-1"
    whole, (start, end) = journal.read_bytes(), frames(journal)[-1]
    earlier = {n: contact(n) for n in (1, 2, 3)}
    for cut in range(start, end):
        journal.write_bytes(whole[:cut])
        assert replayed(folder) == ({"contacts": earlier}, None), cut
        if cut % 10 == 0:
            assert opened(folder) == ({"contacts": earlier}, None), cut
            assert journal.stat().st_size == start, "the torn end is gone, so that the next frame follows a good one"


def test_after_a_torn_frame_saving_goes_on(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 3)
    journal = folder / "journal-1"
    journal.write_bytes(journal.read_bytes()[:-5])
    with_more = JournalStorage(folder, KEY)
    with_more.commit([("contacts", 9, contact(9))])
    with_more.close()
    assert opened(folder) == ({"contacts": {n: contact(n) for n in (1, 2, 9)}}, None)


def test_a_bit_flipped_at_any_byte_of_a_journal_costs_one_frame_at_most(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 4)
    places = frames(folder / "journal-1")
    size = places[-1][1]
    for at in [*range(0, HEADER_SIZE, 97), *range(HEADER_SIZE, size)]:
        flip(folder / "journal-1", at, at % 8)
        tables, damage = replayed(folder)
        flip(folder / "journal-1", at, at % 8)
        hit = next((n for n, (start, end) in enumerate(places) if start <= at < end), 0)
        expected = {n: contact(n) for n in (1, 2, 3, 4) if n != hit}  # frame 0 holds no contact
        assert tables["contacts"] == expected, at
        assert damage.ranges == 1, at
        assert damage.lost == (1 if at >= HEADER_SIZE else 0), at
        assert damage.files == ("journal-1",)


def test_a_bit_flipped_at_any_byte_of_a_snapshot_costs_one_frame_at_most(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    storage = JournalStorage(folder, KEY)
    storage.commit([(table, n, {"n": n}) for table in ("a", "b", "c") for n in range(3)])
    storage.compact()
    storage.close()
    whole, places = opened(folder)[0], frames(folder / "snapshot-2")
    for at in [*range(0, HEADER_SIZE, 97), *range(HEADER_SIZE, places[-1][1])]:
        flip(folder / "snapshot-2", at, at % 8)
        tables, damage = replayed(folder)
        flip(folder / "snapshot-2", at, at % 8)
        hit = next((n for n, (start, end) in enumerate(places) if start <= at < end), 0)
        lost = {2: {"a"}, 3: {"b"}, 4: {"c"}}.get(hit + 1, set())  # the first frame says what there is
        assert {t: rows for t, rows in tables.items() if rows} == {t: r for t, r in whole.items() if t not in lost}, at
        assert damage.ranges == 1, at
        assert damage.files == ("snapshot-2",)


def test_bad_bytes_are_kept_aside_still_sealed_and_told_until_acknowledged(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 3)
    start, end = frames(folder / "journal-1")[2]
    flip(folder / "journal-1", end - 1)
    bad = (folder / "journal-1").read_bytes()[start:end]
    storage = JournalStorage(folder, KEY)
    assert storage.damage is not None
    assert storage.damage.kept == ("damaged-1.bin",)
    assert (storage.damage.bytes, storage.damage.lost) == (end - start, 1)
    storage.close()
    assert (folder / "damaged-1.bin").read_bytes() == bad
    again = JournalStorage(folder, KEY)
    assert again.damage == storage.damage, "told again: perhaps nobody saw it"
    again.acknowledge_damage()
    again.close()
    assert opened(folder)[1] is None
    assert (folder / "damaged-1.bin").exists()


def test_the_damage_is_cleaned_up_by_a_compaction(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 3)
    flip(folder / "journal-1", frames(folder / "journal-1")[1][1] - 1)
    opened(folder)
    assert names(folder) == {"snapshot-2", "journal-2", "damaged-1.bin", "damage.json"}


def test_damage_met_again_before_it_was_cleaned_up_is_not_counted_twice(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 3)
    flip(folder / "journal-1", frames(folder / "journal-1")[1][1] - 1)
    broken = (folder / "journal-1").read_bytes()
    _, damage = opened(folder)
    for new in ("snapshot-2", "journal-2"):
        (folder / new).unlink()
    (folder / "journal-1").write_bytes(broken)
    assert opened(folder)[1] == damage
    assert not (folder / "damaged-2.bin").exists()


def test_later_damage_is_added_to_what_nobody_has_seen_yet(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 3)
    flip(folder / "journal-1", frames(folder / "journal-1")[1][1] - 1)
    opened(folder)
    flip(folder / "snapshot-2", HEADER_SIZE + 1)
    _, damage = opened(folder)
    assert (damage.ranges, damage.files) == (2, ("journal-1", "snapshot-2"))
    assert damage.kept == ("damaged-1.bin", "damaged-2.bin")


def zeroed(data: bytearray, start: int, end: int) -> None:
    data[start:end] = bytes(end - start)


def removed(data: bytearray, start: int, end: int) -> None:
    del data[start:end]


def noise(data: bytearray, start: int, end: int) -> None:
    data[start:end] = random.Random(1).randbytes(end - start)


def false_marks(data: bytearray, start: int, end: int) -> None:
    data[start:end] = (MARK * (end - start))[: end - start]


@pytest.mark.parametrize("harm", [zeroed, removed, noise, false_marks])
def test_a_lost_stretch_in_the_middle_is_skipped(tmp_path: Path, harm: Callable[[bytearray, int, int], None]) -> None:
    folder = filled(tmp_path / "store", 8)
    journal, places = folder / "journal-1", frames(folder / "journal-1")
    data = bytearray(journal.read_bytes())
    harm(data, places[3][0] + 7, places[5][0] + 9)
    journal.write_bytes(data)
    tables, damage = opened(folder)
    assert list(tables["contacts"]) == [1, 2, 6, 7, 8]
    assert damage.lost == 3


def test_the_first_page_of_a_file_can_be_lost(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 3)
    data = bytearray((folder / "journal-1").read_bytes())
    zeroed(data, 0, 4096)
    (folder / "journal-1").write_bytes(data)
    tables, damage = opened(folder)
    assert list(tables["contacts"]) == [1, 2, 3]
    assert (damage.ranges, damage.lost) == (1, 0)


def test_a_file_without_any_header_is_damage_and_the_others_open(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 3)
    storage = JournalStorage(folder, KEY)
    storage.compact()
    storage.commit([("contacts", 9, contact(9))])
    storage.close()
    data = bytearray((folder / "journal-2").read_bytes())
    zeroed(data, 0, HEADER_SIZE)
    (folder / "journal-2").write_bytes(data)
    tables, damage = opened(folder)
    assert list(tables["contacts"]) == [1, 2, 3]
    assert (damage.files, damage.lost) == (("journal-2",), 1)
    storage = JournalStorage(folder, KEY)
    storage.commit([("contacts", 10, contact(10))])
    storage.close()
    assert list(opened(folder)[0]["contacts"]) == [1, 2, 3, 10]


@pytest.mark.parametrize("size", [0, 39, 40, 4000, HEADER_SIZE - 1])
def test_a_journal_cut_within_its_header_is_told_and_not_written_to(tmp_path: Path, size: int) -> None:
    folder = filled(tmp_path / "store", 3)
    storage = JournalStorage(folder, KEY)
    storage.compact()
    storage.commit([("contacts", 9, contact(9))])
    storage.close()
    (folder / "journal-2").write_bytes((folder / "journal-2").read_bytes()[:size])
    storage = JournalStorage(folder, KEY)
    storage.commit([("contacts", 10, contact(10))])
    damage = storage.damage
    storage.close()
    assert damage is not None
    assert (damage.files, damage.lost, damage.bytes) == (("journal-2",), 1, size)
    assert list(opened(folder)[0]["contacts"]) == [1, 2, 3, 10]


def test_an_emptied_journal_that_was_all_there_was_does_not_keep_the_app_from_starting(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 3)
    (folder / "journal-1").write_bytes(b"")
    tables, damage = opened(folder)
    assert (tables, damage.files, damage.lost) == ({}, ("journal-1",), 1)


def test_a_commit_that_the_snapshot_holds_is_not_done_again(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 1)
    storage = JournalStorage(folder, KEY)
    storage.commit([("contacts", 1, {"v": "old"})])
    storage.commit([("contacts", 1, {"v": "new"})])
    older = (folder / "journal-1").read_bytes()
    storage.compact()
    storage.close()
    (folder / "journal-2").write_bytes(older)  # the same commits again, as a careless restore leaves them
    assert opened(folder) == ({"contacts": {1: {"v": "new"}}}, None)
    storage = JournalStorage(folder, KEY)
    storage.compact()
    storage.close()
    assert names(folder) == {"snapshot-3", "journal-3"}
    assert opened(folder) == ({"contacts": {1: {"v": "new"}}}, None)


def test_a_missing_journal_in_between_is_told_with_the_number_of_commits(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 3)
    storage = JournalStorage(folder, KEY)
    storage.compact()
    storage.commit([("contacts", 4, contact(4)), ("contacts", 5, contact(5))])
    storage.commit([("contacts", 6, contact(6))])
    seal_next_journal(storage)
    storage.commit([("contacts", 7, contact(7))])
    storage.close()
    (folder / "journal-2").unlink()
    tables, damage = opened(folder)
    assert list(tables["contacts"]) == [1, 2, 3, 7]
    assert (damage.lost, damage.ranges) == (2, 0)
    assert "journal-2" in damage.files


def seal_next_journal(storage: JournalStorage) -> None:
    """As a compaction does whose snapshot then could not be written: a folder is in its way."""
    generation = max(int(p.name.split("-")[1]) for p in storage.folder.glob("journal-*")) + 1
    (storage.folder / f"snapshot-{generation}.tmp").mkdir()
    with pytest.raises(Exception, match="store"):
        storage.compact()
    (storage.folder / f"snapshot-{generation}.tmp").rmdir()


def test_a_damaged_snapshot_is_made_good_by_the_older_files_that_are_still_there(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 5)
    older = (folder / "journal-1").read_bytes()
    storage = JournalStorage(folder, KEY)
    storage.compact()
    storage.commit([("contacts", 6, contact(6))])
    storage.close()
    (folder / "journal-1").write_bytes(older)
    flip(folder / "snapshot-2", frames(folder / "snapshot-2")[1][1] - 1)
    tables, damage = opened(folder)
    assert tables["contacts"] == {n: contact(n) for n in range(1, 7)}
    assert (damage.ranges, damage.lost) == (1, 0)


def test_a_cut_snapshot_is_damage_for_it_was_whole_when_it_got_its_name(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 3)
    storage = JournalStorage(folder, KEY)
    storage.commit([("other", n, contact(n)) for n in range(3)])
    storage.compact()
    storage.close()
    start, end = frames(folder / "snapshot-2")[-1]
    whole = (folder / "snapshot-2").read_bytes()
    for cut in (start, start + 5, end - 1):
        broken = copy(folder, tmp_path / "broken")
        (broken / "snapshot-2").write_bytes(whole[:cut])
        tables, damage = opened(broken)
        assert (list(tables["contacts"]), tables["other"]) == ([1, 2, 3], {}), cut
        assert damage.lost == 1


def test_when_nothing_opens_it_says_so_and_touches_nothing(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 2)
    journal = folder / "journal-1"
    data = bytearray(journal.read_bytes())
    for start, _ in frames(journal):
        data[start] ^= 1
    journal.write_bytes(data)
    with pytest.raises(StoreDamaged):
        JournalStorage(folder, KEY)
    assert journal.read_bytes() == data
    assert names(folder) == {"journal-1"}


def test_a_newer_format_is_left_alone(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", 2)
    journal = folder / "journal-1"
    newer = Header(frame.FORMAT + 1, b"i" * 16, 1).pack() + b"something new"
    journal.write_bytes(newer)
    with pytest.raises(FormatTooNew):
        JournalStorage(folder, KEY)
    assert journal.read_bytes() == newer


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    assert [keep_aside(tmp_path, bad) for bad in (b"one", b"two", b"one")] == [
        "damaged-1.bin",
        "damaged-2.bin",
        "damaged-1.bin",
    ]
