"""A backup file opens for one key, whole, or not at all."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.errors import InputError
from espace_mobile.protocol.enrolment import KeyPair
from sync_server.service import backup_file
from sync_server.service.backup_file import MAGIC, Writer

PAIR = KeyPair()
ITEMS = [{"table": "x", "columns": ["a"]}, [1, None, True, "É", b"\x00\xff"], {"end": {"x": 1}}]
SMALL = b"".join(map(msgpack.packb, ITEMS))
CHUNK = 64 << 10


def _written(path: Path, clear: bytes, pair: KeyPair = PAIR) -> bytes:
    with path.open("wb") as file:
        writer = Writer(file, pair.public, "0005", 7)
        for start in range(0, len(clear), 10_000):
            writer.write(clear[start : start + 10_000])
        writer.end()
    return path.read_bytes()


def _refusal(path: Path, told: bytes, pair: KeyPair = PAIR) -> str:
    path.write_bytes(told)
    with pytest.raises(InputError) as refused:
        list(backup_file.read(path, pair)[1])
    assert refused.value.field == "backup"
    return refused.value.reason


def test_what_was_written_is_read_and_the_header_says_when_without_a_key(tmp_path: Path) -> None:
    path = tmp_path / "one.backup"
    _written(path, SMALL)
    head, items = backup_file.read(path, PAIR)
    assert list(items) == ITEMS
    assert backup_file.header(path) == head
    assert (head.revision, head.made_at, head.key) == ("0005", 7, backup_file.fingerprint(PAIR.public))


def test_no_byte_of_it_can_change(tmp_path: Path) -> None:
    whole = _written(tmp_path / "one.backup", SMALL)
    path, said = tmp_path / "broken.backup", set[str]()
    for n in range(len(whole)):
        broken = bytearray(whole)
        broken[n] ^= 1 << n % 8
        said.add(_refusal(path, bytes(broken)))
    assert said <= {"not_a_backup", "newer", "wrong_key", "damaged"}
    assert "damaged" in said


def test_nor_can_it_be_cut_or_go_on_anywhere(tmp_path: Path) -> None:
    whole = _written(tmp_path / "one.backup", SMALL)
    path = tmp_path / "broken.backup"
    for n in range(len(whole)):
        assert _refusal(path, whole[:n]) == ("not_a_backup" if n < len(MAGIC) + 2 else "damaged")
    assert _refusal(path, whole + b"\x00") == "damaged"
    assert _refusal(path, whole + whole) == "damaged"


def test_chunks_stay_in_their_order_and_none_is_left_out(tmp_path: Path) -> None:
    clear = b"".join(msgpack.packb(os.urandom(1000)) for _ in range(300))
    path = tmp_path / "one.backup"
    whole = _written(path, clear)
    assert b"".join(map(msgpack.packb, backup_file.read(path, PAIR)[1])) == clear
    start, sealed = _start(whole), CHUNK + 16
    chunks = [whole[n : n + sealed] for n in range(start, len(whole), sealed)]
    assert len(chunks) == 5
    swapped, missing = [chunks[1], chunks[0], *chunks[2:]], [*chunks[:2], *chunks[3:]]
    for wrong in (swapped, missing, chunks[:-1], [*chunks, chunks[-1]], chunks[:1], []):
        assert _refusal(path, whole[:start] + b"".join(wrong)) == "damaged"
    # Nor can those of another backup for the same key stand in.
    other = _written(path, clear)
    assert _refusal(path, whole[:start] + other[start:]) == "damaged"


def _start(whole: bytes) -> int:
    at = len(MAGIC) + 2
    return at + int.from_bytes(whole[at - 2 : at], "big")


@given(size=st.integers(0, 3 * CHUNK))
def test_any_size_is_read_as_it_was_written(size: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "sized.backup"
    told = os.urandom(size)
    _written(path, msgpack.packb(told))
    assert list(backup_file.read(path, PAIR)[1]) == [told]


@given(told=st.binary(max_size=300))
def test_what_is_no_backup_is_refused(told: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "none.backup"
    assert _refusal(path, told) in ("not_a_backup", "damaged")
    assert _refusal(path, MAGIC + len(told).to_bytes(2, "big") + told) in ("not_a_backup", "damaged", "newer")


def test_memory_does_not_grow_with_the_backup(tmp_path: Path) -> None:
    part = os.urandom(100_000)
    tracemalloc.start()
    try:
        with (tmp_path / "large.backup").open("wb") as file:
            writer = Writer(file, PAIR.public, "0005", 7)
            for n in range(300):
                writer.write(msgpack.packb(part[n:]))
            writer.end()
        assert sum(1 for _ in backup_file.read(tmp_path / "large.backup", PAIR)[1]) == 300
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_another_key_is_told_from_damage(tmp_path: Path) -> None:
    path = tmp_path / "one.backup"
    assert _refusal(path, _written(path, SMALL), KeyPair()) == "wrong_key"


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(InputError, match="not_found"):
            backup_file.read(path, PAIR)
