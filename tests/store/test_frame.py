"""A frame opens only as it was written, where it was written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.protocol.values import Sealed
from espace_mobile.store.codec import pack, unpack
from espace_mobile.store.frame import HEAD_SIZE, HEADER_SIZE, Box, Header, head
from espace_mobile.store.scan import Scan

KEY, FILE = bytes(range(32)), b"f" * 16
BOX = Box(KEY, FILE)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.text() | st.binary()
    | st.builds(Sealed, st.integers(0, 65_535), st.binary(min_size=16, max_size=40)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.integers(0, 9), inner, max_size=3),
)  # fmt: skip


@given(seq=st.integers(1, 2**64 - 1), body=st.binary(max_size=300))
def test_what_was_sealed_opens(seq: int, body: bytes) -> None:
    frame = BOX.seal(seq, body)
    assert BOX.open(b"xx" + frame, 2) == (seq, body, 2 + len(frame))


def test_the_same_body_never_gives_the_same_frame() -> None:
    assert len({BOX.seal(1, b"body") for _ in range(50)}) == 50


def test_a_frame_of_another_file_or_key_does_not_open() -> None:
    frame = BOX.seal(1, b"body")
    assert Box(KEY, b"g" * 16).open(frame, 0) is None
    assert Box(bytes(32), FILE).open(frame, 0) is None


def test_a_frame_does_not_open_under_another_number_even_with_a_right_checksum() -> None:
    frame = BOX.seal(1, b"body")
    renumbered = head(len(b"body") + 16, 2) + frame[HEAD_SIZE:]
    assert BOX.open(renumbered, 0) is None
    assert BOX.open(head(len(b"body") + 16, 1) + frame[HEAD_SIZE:], 0) is not None


@given(cut=st.integers(0, 60))
def test_a_cut_frame_does_not_open(cut: int) -> None:
    frame = BOX.seal(1, b"body")
    assert BOX.open(frame[:cut], 0) is None or cut >= len(frame)


def test_frames_out_of_order_are_damage() -> None:
    frames = {n: BOX.seal(n, str(n).encode()) for n in (1, 2, 3)}
    scan = Scan(frames[1] + frames[3] + frames[2], BOX, 0)
    assert [n for n, _ in scan] == [1, 3]
    assert scan.bad == [(len(frames[1]) + len(frames[3]), sum(map(len, frames.values())))]


@given(data=st.binary(max_size=400))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    for bytes_ in (data, BOX.seal(1, b"one") + data + BOX.seal(2, b"two")):
        scan = Scan(bytes_, BOX, 0)
        found = [body for _, body in scan]
        assert found == ([b"one", b"two"] if bytes_ != data else [])
        assert scan.torn or scan.bad or scan.end == len(bytes_)


def test_a_header_is_read_from_any_intact_copy() -> None:
    header = Header(1, b"i" * 16, 7)
    packed = bytearray(header.pack())
    assert len(packed) == HEADER_SIZE
    packed[: HEADER_SIZE - 40] = bytes(HEADER_SIZE - 40)
    assert Header.find(bytes(packed)) == header
    packed[-1] ^= 1
    assert Header.find(bytes(packed)) is None
    assert Header.find(b"") is None


@given(VALUES)
def test_values_come_back_as_they_were(value: object) -> None:
    assert unpack(pack(value)) == value


def test_a_value_of_a_newer_version_is_carried_along() -> None:
    import msgpack

    newer = msgpack.packb({"x": msgpack.ExtType(99, b"something")})
    assert pack(unpack(newer)) == newer
