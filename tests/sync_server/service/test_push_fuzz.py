"""Whatever bytes a device sends: the neighbours are kept, the numbering goes on, and every record can be read back."""

from __future__ import annotations

from typing import Any

import msgpack
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


USUAL = {
    "n": 1,
    "record": derived_id("0"),
    "kind": "contact",
    "at": 1 << 60,
    "by": derived_id("1"),
    "set": {"x": 1},
    "base": {},
}
UNUSUAL: dict[str, list[Any]] = {
    "n": [True, 0, -1, 1.0, "1", None, 300, 1 << 40],
    "record": [b"x" * 16, b"x", "x", None, 1, Sealed(1, b"x" * 16)],
    "kind": ["conflict", "A", "", b"contact", "a" * 41, None, "team"],
    "at": [True, 0, 5, -1, 1 << 63, 1.5, None, "x" * 8],
    "by": ["", "marie", "x" * 64, "x" * 65, b"x" * 16, b"x", None, Sealed(1, b"x" * 16)],
    "set": [{}, [], None, *({"x": value} for value in ({1: 2}, b"x" * 16, [[{"y": derived_id("2")}]]))],
    "base": [{}, [], None, {"x": [1, b"x" * 7 + b"\x80"]}, {"x": 1}, {"y": [1, b""]}],
}
UNUSUAL["set"] += [{name: 1} for name in ("", 1, b"x", "team", "deleted", "erased")]
UNUSUAL["set"] += [{"x": Sealed(1, b"x" * 16)}, {"x": msgpack.ExtType(9, b"")}, {"erased": True}, {"deleted": "5"}]
UNUSUAL["set"] += [{"team": team} for team in ("", "nord", "a" * 32, None)]
_EDGES = [pack([*(USUAL | {part: odd}).values()]) for part, values in UNUSUAL.items() for odd in values]
_WHOLE, _END = pack([*USUAL.values()]), b"\x81\xa1x\x01\x80"
_EDGES += [
    _WHOLE,
    pack([*(USUAL | {"kind": "conflict", "set": {"of": derived_id("2")}}).values()]),
    _WHOLE.replace((1 << 60).to_bytes(8, "big"), (5).to_bytes(8, "big")),
    pack([*USUAL.values(), "from a newer version"]),
    _WHOLE + b"\x80",
    _WHOLE[:-1] + b"\xde\x00\x00",
    _WHOLE.replace(b"\x97\x01", b"\x97\xcf" + bytes(7) + b"\x01"),
    _WHOLE.replace(_END, b"\x81\xa1x\xc7\x00\xfe\x80"),  # an extension of msgpack's own
    _WHOLE.replace(_END, b"\x81\xa1x\xa1\xff\x80"),  # no UTF-8
    _WHOLE.replace(_END, b"\x81\xa1x" + b"\x91" * 32 + b"\x90\x80"),
    _WHOLE.replace(_END, b"\x82\xa1x\x01\xa1x\x02\x80"),  # a name twice
]


@given(data=_near_changes())
def test_a_glance_never_says_what_careful_reading_would_not(data: bytes) -> None:
    _agrees(data)


@pytest.mark.parametrize("data", _EDGES)
def test_what_is_not_quite_usual_is_read_with_care(data: bytes) -> None:
    _agrees(data)


def _agrees(data: bytes) -> None:
    seen = glance(data, stamp_tail(DEVICE))
    if seen is not None:
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
