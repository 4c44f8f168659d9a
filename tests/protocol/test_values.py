from __future__ import annotations

import contextlib
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.errors import Malformed
from espace_mobile.protocol.values import derived_id, is_id, new_id, pack, unpack
from tests.protocol.strategies import values


@given(values)
def test_a_packed_value_unpacks_to_the_same(value: object) -> None:
    assert unpack(pack(value)) == value


@given(st.binary(max_size=100))
def test_any_bytes_unpack_or_are_malformed(data: bytes) -> None:
    with contextlib.suppress(Malformed):
        unpack(data)


@pytest.mark.parametrize("text", ["A" * 32, "a b" * 10 + "aa", "0x" + "a" * 30, "é" * 32, "a" * 31 + " "])
def test_what_only_looks_like_an_identifier_keeps_its_letters(text: str) -> None:
    assert unpack(pack(text)) == text


def test_what_no_encoding_holds_is_malformed() -> None:
    with pytest.raises(Malformed):
        pack({"x": object()})


def test_an_identifier_takes_eighteen_bytes() -> None:
    assert len(pack(new_id())) == 18


def test_identifiers_sort_by_their_time() -> None:
    ids = [new_id() for _ in range(50)]
    assert all(is_id(i) and i[12] == "7" for i in ids)
    assert [i[:12] for i in ids] == sorted(i[:12] for i in ids)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_a_derived_identifier_is_a_uuid_of_version_five(parts: list[str]) -> None:
    assert derived_id(*parts) == uuid.uuid5(uuid.NAMESPACE_OID, "\x1f".join(parts)).hex


def test_a_derived_identifier_depends_on_each_part_and_where_it_ends() -> None:
    assert derived_id("a", "b") == derived_id("a", "b") != derived_id("ab", "")
    assert is_id(derived_id("a"))


def test_an_extension_of_a_newer_version_survives_a_round_trip() -> None:
    import msgpack

    data = msgpack.packb({"x": msgpack.ExtType(9, b"later")})
    assert pack(unpack(data)) == data
