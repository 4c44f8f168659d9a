from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.errors import Malformed
from espace_mobile.protocol.record import (
    DELETED,
    Record,
    digest,
    edited_against_deletion,
    is_deleted,
    merge,
    pack_stamps,
    unpack_stamps,
)
from espace_mobile.protocol.stamp import Stamp
from tests.protocol.strategies import RECORD, records


@given(records(), records())
def test_merge_commutes(a: Record, b: Record) -> None:
    assert merge(a, b) == merge(b, a)


@given(records(), records(), records())
def test_merge_associates(a: Record, b: Record, c: Record) -> None:
    assert merge(merge(a, b), c) == merge(a, merge(b, c))


@given(records(), records())
def test_merge_is_idempotent(a: Record, b: Record) -> None:
    merged = merge(a, b)
    assert merge(merged, b) == merged
    assert merge(a, a) == a


@given(records(), records())
def test_merge_loses_no_field_and_keeps_the_highest_stamp_of_each(a: Record, b: Record) -> None:
    merged = merge(a, b)
    assert set(merged.fields) == set(a.fields) | set(b.fields)
    for name, stamp in merged.stamps.items():
        assert stamp == max(r.stamps[name] for r in (a, b) if name in r.stamps)


@given(st.integers(0, 9), st.integers(0, 9))
def test_two_values_under_one_stamp_are_chosen_alike_on_both_ends(x: int, y: int) -> None:
    stamp = {"a": Stamp(1, "00000000000000a1")}
    a, b = Record(RECORD, "person", {"a": x}, stamp), Record(RECORD, "person", {"a": y}, stamp)
    assert merge(a, b) == merge(b, a)


@given(records())
def test_a_body_says_all_that_the_record_said(a: Record) -> None:
    assert Record.of_body(a.id, a.body()) == a


@given(records())
def test_packed_stamps_unpack_to_the_same(a: Record) -> None:
    assert unpack_stamps(pack_stamps(a.stamps), a.fields) == a.stamps


@given(st.binary(max_size=60))
def test_any_bytes_are_a_record_or_malformed(body: bytes) -> None:
    with contextlib.suppress(Malformed):
        Record.of_body(RECORD, body)


def _record(**stamped: int) -> Record:
    stamps = {name: Stamp(at, "00000000000000a1") for name, at in stamped.items()}
    return Record(RECORD, "person", dict.fromkeys(stamps, "x"), stamps)


def _deleted(record: Record, at: int) -> Record:
    mark = Record(record.id, record.kind, {DELETED: digest(record)}, {DELETED: Stamp(at, "00000000000000b2")})
    return merge(record, mark)


def test_a_deletion_holds_for_the_state_it_saw() -> None:
    assert is_deleted(_deleted(_record(a=1, b=2), at=3))


@pytest.mark.parametrize("edited_at", [0, 5])
def test_an_edit_the_deletion_did_not_see_keeps_the_record_whatever_its_time(edited_at: int) -> None:
    deleted = _deleted(_record(a=1, b=2), at=3)
    edit = Record(RECORD, "person", {"c": "new"}, {"c": Stamp(edited_at, "00000000000000c3")})
    merged = merge(deleted, edit)
    assert not is_deleted(merged)
    assert edited_against_deletion(merged)


def test_a_restored_record_is_neither_deleted_nor_to_be_settled() -> None:
    restored = merge(
        _deleted(_record(a=1), at=3), Record(RECORD, "person", {DELETED: None}, {DELETED: Stamp(4, "00000000000000a1")})
    )
    assert not is_deleted(restored)
    assert not edited_against_deletion(restored)
