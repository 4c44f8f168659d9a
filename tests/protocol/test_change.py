from __future__ import annotations

import contextlib
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.errors import Malformed
from espace_mobile.protocol import conflict
from espace_mobile.protocol.change import Change, apply, content_hash
from espace_mobile.protocol.record import Record, merge
from espace_mobile.protocol.stamp import Stamp
from tests.protocol.strategies import DEVICES, RECORD, changes

A, B, C = DEVICES
FIRST = Change(A, 1, RECORD, "person", 10, "w", {"phone": "1"})


def _edit(device: str, at: int, value: str, base: Stamp | None) -> Change:
    return Change(device, 1, RECORD, "person", at, "w", {"phone": value}, {"phone": base} if base else {})


def _play(*order: Change) -> tuple[Record, Record | None]:
    """The record and its conflict after these changes, as a register would keep them."""
    record: Record | None = None
    kept: Record | None = None
    for change in order:
        record, clashes = apply(record, change)
        for clash in clashes:
            new = conflict.conflict_record(record, clash)
            kept = merge(kept, new) if kept else new
    assert record is not None
    return record, kept


@given(changes)
def test_a_packed_change_unpacks_to_the_same(change: Change) -> None:
    assert Change.unpack(change.device, change.pack()) == change


@given(changes)
def test_packing_twice_gives_the_same_bytes_so_a_resend_is_recognised(change: Change) -> None:
    again = Change.unpack(change.device, change.pack())
    assert content_hash(again.pack()) == content_hash(change.pack())


@given(st.binary(max_size=80))
def test_any_bytes_are_a_change_or_malformed(data: bytes) -> None:
    with contextlib.suppress(Malformed):
        Change.unpack(A, data)


def test_an_edit_of_what_its_author_saw_is_no_clash() -> None:
    _, kept = _play(FIRST, _edit(B, 20, "2", FIRST.stamp))
    assert kept is None


def test_two_edits_of_the_same_state_clash_and_both_values_are_kept() -> None:
    record, kept = _play(FIRST, _edit(A, 20, "2", FIRST.stamp), _edit(B, 30, "3", FIRST.stamp))
    assert record.fields["phone"] == "3"
    assert kept is not None
    assert [e.value for e in conflict.heads(kept)] == ["3", "2"]


def test_the_same_value_typed_twice_is_no_clash() -> None:
    _, kept = _play(FIRST, _edit(A, 20, "2", FIRST.stamp), _edit(B, 30, "2", FIRST.stamp))
    assert kept is None


def test_three_devices_editing_one_field_keep_three_values_in_every_order() -> None:
    edits = [_edit(d, at, f"v{at}", FIRST.stamp) for d, at in ((A, 20), (B, 30), (C, 40))]
    for order in permutations(edits):
        record, kept = _play(FIRST, *order)
        assert record.fields["phone"] == "v40"
        assert kept is not None
        assert [e.value for e in conflict.heads(kept)] == ["v40", "v30", "v20"]


def test_a_device_that_edits_twice_offline_clashes_with_its_last_value_only() -> None:
    first, second = _edit(A, 20, "2", FIRST.stamp), _edit(A, 25, "2b", Stamp(20, A))
    other = _edit(B, 30, "3", FIRST.stamp)
    for order in ((first, second, other), (first, other, second), (other, first, second)):
        record, kept = _play(FIRST, *order)
        assert record.fields["phone"] == "3"
        assert kept is not None
        assert [e.value for e in conflict.heads(kept)] == ["3", "2b"]


def test_a_settled_conflict_is_closed_until_another_value_comes() -> None:
    _, kept = _play(FIRST, _edit(A, 20, "2", FIRST.stamp), _edit(B, 30, "3", FIRST.stamp))
    assert kept is not None
    settled = merge(
        kept,
        Record(kept.id, conflict.KIND, {conflict.SETTLED: conflict.settlement(kept)}, {conflict.SETTLED: Stamp(50, A)}),
    )
    assert not conflict.is_open(settled)
    record, late = _play(_edit(A, 50, "2", Stamp(30, B)), _edit(C, 45, "4", FIRST.stamp))
    assert late is not None
    assert record.fields["phone"] == "2"
    assert [e.value for e in conflict.heads(merge(settled, late))] == ["2", "4"]


@given(
    st.lists(st.tuples(st.sampled_from(DEVICES), st.integers(1, 30)), min_size=1, max_size=4, unique=True), st.data()
)
def test_the_record_is_the_same_whatever_the_order_of_changes(
    edits: list[tuple[str, int]], data: st.DataObject
) -> None:
    todo = [_edit(device, at, f"{device}{at}", None) for device, at in edits]
    shuffled = data.draw(st.permutations(todo))
    assert _play(*todo)[0] == _play(*shuffled)[0]
