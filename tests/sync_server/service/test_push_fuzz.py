"""Whatever bytes a device sends: the neighbours are kept, the numbering goes on, and every record can be read back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from espace_mobile.errors import ProtocolError
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.record import Record
from espace_mobile.protocol.values import Sealed, derived_id, new_id, pack
from sync_server.service import admission
from sync_server.service.admission import arrivals
from sync_server.service.glance import glance, stamp_tail

DEVICE = "0123456789abcdef"
_ids = st.sampled_from([derived_id(str(i)) for i in range(4)])
_scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(1 << 63), (1 << 64) - 1),
    st.floats(),
    st.text(max_size=40),
    st.binary(max_size=40),
    _ids,
    st.builds(Sealed, st.integers(0, 65535), st.binary(min_size=16, max_size=40)),
)
_keys = st.one_of(st.text(max_size=3), st.integers(0, 9))
_values = st.recursive(
    _scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_keys, inner, max_size=3)),
    max_leaves=8,
)
_fields = st.dictionaries(
    st.one_of(st.sampled_from(["x", "y", "team", "deleted", "settled", "of"]), st.text(max_size=6)), _values, max_size=4
)
_stamps = st.one_of(_values, st.tuples(st.integers(-1, (1 << 64) - 1), st.binary(max_size=9)))
_n = st.one_of(st.integers(1, 4), _values)


@st.composite
def _near_changes(draw: Any) -> bytes:
    """Nearly changes: each part may be right or anything."""
    fields = draw(st.one_of(_fields, _values))
    names = list(fields) if isinstance(fields, dict) else ["x"]
    base = draw(st.one_of(st.just({}), st.dictionaries(st.sampled_from(names or ["x"]), _stamps, max_size=2), _values))
    kind = draw(st.one_of(st.sampled_from(["contact", "conflict", "a\0b", ""]), _values))
    at = draw(st.one_of(st.integers(0, 1 << 40), _values))
    parts = [draw(_n), draw(st.one_of(_ids, _values)), kind, at, draw(st.one_of(st.just(""), _values)), fields, base]
    whole = pack(parts[: draw(st.integers(6, 7))] if draw(st.booleans()) else parts)
    return whole[: draw(st.integers(0, len(whole)))] if draw(st.integers(0, 9)) == 0 else whole


def _deep(depth: int) -> bytes:
    return pack([1, derived_id("0"), "contact", 1, "", {"x": 0}, {}])[:-3] + b"x" + b"\x91" * depth + b"\x90\x80"


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(batch=st.lists(st.one_of(_near_changes(), _near_changes(), st.binary(max_size=60)), max_size=6))
@example(batch=[_deep(40), _deep(400), _deep(900), _deep(2000)])
def test_any_bytes_leave_a_register_that_can_be_read(fleet: Any, batch: list[bytes]) -> None:
    tablet = fleet.tablet()
    try:
        pushed = tablet.push(*batch)
    except ProtocolError:
        assert tablet.push().have == 0
    else:
        assert 0 <= pushed.have <= len(batch)
        assert {v.n for v in pushed.verdicts} <= set(range(1, pushed.have + 1))
        again = tablet.push(*batch[: pushed.have])
        assert again.have == pushed.have
    after = tablet.push().have
    tablet.n = after
    assert tablet.push(tablet.change(new_id(), kind="contact", x=1)).have == after + 1
    for record in tablet.everything().values():
        assert Record.of_body(record.id, record.body()).stamps == record.stamps


@given(data=st.one_of(_near_changes(), st.binary(max_size=200)))
def test_what_is_admitted_has_the_body_it_would_be_given(data: bytes) -> None:
    [arrival] = arrivals(DEVICE, [data])
    if not arrival.reason:
        change = arrival.change
        expected = Record(change.record, change.kind, change.set, dict.fromkeys(change.set, change.stamp))
        assert Record.of_body(expected.id, arrival.first_body()).body() == expected.body()


@st.composite
def _nearly_usual(draw: Any) -> bytes:
    """A change that makes a record; of every other one up to two bytes are altered."""
    fields = draw(
        st.dictionaries(st.sampled_from(["x", "y", "team", "z" * 40]), st.one_of(_scalars, _values), max_size=4)
    )
    n, at = draw(st.one_of(st.integers(1, 1 << 40), _n)), draw(st.integers(1 << 31, 1 << 63))
    whole = bytearray(pack([n, draw(_ids), "contact", at, draw(st.one_of(_ids, st.just(""))), fields, {}]))
    for place in draw(st.lists(st.integers(0, min(80, len(whole) - 1)), max_size=2)) if draw(st.booleans()) else ():
        whole[place] = draw(st.integers(0, 255))
    return bytes(whole)


@given(data=st.one_of(_nearly_usual(), _near_changes()))
def test_a_glance_never_says_what_careful_reading_would_not(data: bytes) -> None:
    seen = glance(data, stamp_tail(DEVICE))
    if seen is None:
        return
    careful = admission._read(DEVICE, b"", data)
    assert seen == (careful.n, careful.record, careful.kind, careful.at, careful.team, careful.first_body())


def test_what_devices_send_is_told_at_a_glance() -> None:
    fields = {"team": "nord", "note": Sealed(1, b"x" * 20), "person": new_id(), "needs": ["duvet"], "at": None}
    for by in ("", new_id(), "marie"):
        packed = Change(DEVICE, 300, new_id(), "contact", 1_790_000_000_000 << 16, by, fields).pack()
        [arrival] = arrivals(DEVICE, [packed])
        assert arrival.ready


def _crowded(filler: bytes, count: int) -> bytes:
    """A change of 60 KB that becomes `count` lists or maps, some 60 bytes of memory each."""
    head = b"\x97" + pack([1, new_id(), "contact", 1, ""])[1:]
    return head + b"\x81\xa1x\xdd" + count.to_bytes(4, "big") + filler * count + b"\x80"


@pytest.mark.parametrize("filler", [b"\x90", b"\x80", b"\x91\xc0", b"\xdc\x00\x00"])
def test_a_change_of_nothing_but_empty_lists_is_set_aside(filler: bytes) -> None:
    [arrival] = arrivals(DEVICE, [_crowded(filler, 60_000 // len(filler))])
    assert arrival.reason == "malformed:value"


@pytest.mark.parametrize("extra", [b"", b"\x00"])
def test_trailing_bytes_are_not_a_change(extra: bytes) -> None:
    whole = pack([1, new_id(), "contact", 1, "", {}, {}]) + extra
    [arrival] = arrivals(DEVICE, [whole])
    assert (arrival.reason == "") == (extra == b"")
