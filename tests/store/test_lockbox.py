"""The counter while nobody has unlocked: anybody puts in, nobody reads without the key, nothing counted is lost."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from espace_mobile.errors import StoreDamaged
from espace_mobile.store.frame import HEAD_SIZE, MARK
from espace_mobile.store.lockbox import _HEADER, Lockbox
from tests.store.files import flip


@pytest.fixture
def private(tmp_path: Path) -> bytes:
    return Lockbox.create(tmp_path)


@pytest.fixture
def box(tmp_path: Path, private: bytes) -> Lockbox:
    return Lockbox(tmp_path)


def test_what_was_dropped_is_taken_in_order(box: Lockbox, private: bytes) -> None:
    drops = [{"id": f"{n:032x}", "place": "Gare du Nord", "at": n} for n in range(5)]
    for drop in drops:
        box.drop(drop)
    taken = box.take(private)
    assert (taken, taken.upto, taken.damaged) == (drops, 5, 0)
    assert box.take(private) == drops, "taking is not clearing"


def test_an_empty_box(box: Lockbox, private: bytes) -> None:
    taken = box.take(private)
    assert (taken, taken.upto) == ([], 0)
    box.clear(taken.upto)


def test_what_was_dropped_between_taking_and_clearing_stays(box: Lockbox, private: bytes) -> None:
    box.drop({"id": "1"})
    taken = box.take(private)
    box.drop({"id": "2"})
    box.clear(taken.upto)
    assert box.take(private) == [{"id": "2"}]


def test_clearing_again_after_a_crash_removes_nothing_more(box: Lockbox, private: bytes) -> None:
    box.drop({"id": "1"})
    upto = box.take(private).upto
    box.clear(upto)
    box.drop({"id": "2"})
    box.clear(upto)
    assert box.take(private) == [{"id": "2"}]
    box.clear(2)
    box.clear(upto)
    box.drop({"id": "3"})
    assert box.take(private).upto == 3, "a number is not given again, so that no late clearing removes what is new"


def test_another_key_reads_nothing(box: Lockbox, private: bytes, tmp_path: Path) -> None:
    box.drop({"id": "1"})
    other = Lockbox.create(tmp_path / "other")
    taken = box.take(other)
    assert (taken, taken.damaged) == ([], 1)
    assert box.take(private) == [{"id": "1"}]


def test_nothing_readable_is_on_the_disk(box: Lockbox, private: bytes, tmp_path: Path) -> None:
    box.drop({"id": "1", "note": "deux femmes, gare du Nord"})
    raw = (tmp_path / "lockbox").read_bytes()
    assert b"femmes" not in raw
    assert b"note" not in raw
    assert private not in raw
    assert stat.S_IMODE((tmp_path / "lockbox").stat().st_mode) == 0o600


def test_a_box_cut_at_any_byte_of_its_last_frame_keeps_the_others(box: Lockbox, private: bytes, tmp_path: Path) -> None:
    box.drop({"id": "1"})
    start = (tmp_path / "lockbox").stat().st_size
    box.drop({"id": "2"})
    whole = (tmp_path / "lockbox").read_bytes()
    for cut in range(start, len(whole)):
        (tmp_path / "lockbox").write_bytes(whole[:cut])
        taken = box.take(private)
        assert (taken, taken.damaged) == ([{"id": "1"}], 0), cut
        box.drop({"id": "3"})
        assert box.take(private) == [{"id": "1"}, {"id": "3"}], cut


def test_a_bit_flipped_anywhere_costs_one_frame_and_is_told(box: Lockbox, private: bytes, tmp_path: Path) -> None:
    ends = [_HEADER.size]
    for n in range(3):
        box.drop({"id": str(n)})
        ends.append((tmp_path / "lockbox").stat().st_size)
    whole = (tmp_path / "lockbox").read_bytes()
    for at in range(_HEADER.size, len(whole), 2):
        flip(tmp_path / "lockbox", at, at % 8)
        hit = next(n for n in range(3) if at < ends[n + 1])
        taken = box.take(private)
        assert (taken, taken.damaged) == ([{"id": str(n)} for n in range(3) if n != hit], 1), at
        if at % 16 == 0:
            box.drop({"id": "more"})
            assert {"id": "more"} in box.take(private), at
        (tmp_path / "lockbox").write_bytes(whole)
        (tmp_path / "damaged-1.bin").unlink()


def test_with_a_damaged_public_key_nothing_is_dropped_but_what_was_in_is_taken(
    box: Lockbox, private: bytes, tmp_path: Path
) -> None:
    box.drop({"id": "1"})
    whole = (tmp_path / "lockbox").read_bytes()
    for at in range(_HEADER.size):
        flip(tmp_path / "lockbox", at)
        with pytest.raises(StoreDamaged):
            box.drop({"id": "2"})
        assert box.take(private) == [{"id": "1"}]
        (tmp_path / "lockbox").write_bytes(whole)


def test_there_is_no_box_before_one_is_made(tmp_path: Path) -> None:
    box = Lockbox(tmp_path)
    assert not box.exists
    with pytest.raises(StoreDamaged):
        box.drop({"id": "1"})


def test_making_a_new_box_keeps_the_old_one_aside(box: Lockbox, tmp_path: Path) -> None:
    box.drop({"id": "1"})
    old = (tmp_path / "lockbox").read_bytes()
    private = Lockbox.create(tmp_path)
    assert box.take(private) == []
    assert (tmp_path / "damaged-1.bin").read_bytes() == old


def test_a_frame_moved_or_repeated_counts_once(box: Lockbox, private: bytes, tmp_path: Path) -> None:
    box.drop({"id": "1"})
    whole = (tmp_path / "lockbox").read_bytes()
    (tmp_path / "lockbox").write_bytes(whole + whole[_HEADER.size :])
    assert box.take(private) == [{"id": "1"}]


def test_threads_and_processes_drop_into_one_box(box: Lockbox, private: bytes, tmp_path: Path) -> None:
    code = (
        "import sys; from espace_mobile.store.lockbox import Lockbox\n"
        "for n in range(20): Lockbox(sys.argv[1]).drop({'id': f'{sys.argv[2]}-{n}'})"
    )
    others = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(k)]) for k in range(2)]
    threads = [
        threading.Thread(target=lambda k=k: [box.drop({"id": f"t{k}-{n}"}) for n in range(20)]) for k in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [other.wait(60) for other in others] == [0, 0]
    taken = box.take(private)
    assert len({drop["id"] for drop in taken}) == len(taken) == 80


def test_a_frame_starts_with_the_mark_of_the_store(box: Lockbox, private: bytes, tmp_path: Path) -> None:
    box.drop({})
    raw = (tmp_path / "lockbox").read_bytes()[_HEADER.size :]
    assert raw.startswith(MARK)
    assert len(raw) > HEAD_SIZE
