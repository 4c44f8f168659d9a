"""The usual change at a glance: one that makes a record, written as this project's own devices write it.

Nothing of it has to be merged, so nothing has to be turned into what the rest of the service works with: its bytes are
checked and copied. Whatever looks otherwise in any respect is read with care (`admission`), and that reading alone says
what is wrong with a change.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import msgpack

from espace_mobile.protocol import conflict
from espace_mobile.protocol.record import DELETED, ERASED, TEAM
from espace_mobile.protocol.values import Value, pack
from sync_server.service.shapes import are_shallow, is_kind, is_team

_ARRAY_OF_SEVEN, _ARRAY_OF_THREE, _NOTHING = b"\x97", b"\x93", b"\x80"
_ID = b"\xd8\x02"  # and 16 bytes
_LONG = b"\xcf"  # and 8 bytes
_LEAST_LONG, _MOST_LONG = 1 << 32, 1 << 63  # times since 1970, save its first second
_ONE_STAMP = b"\x91\x92"
MAX_BY = 64  # characters
_UNREAD = (msgpack.exceptions.UnpackException, ValueError, TypeError, RecursionError)


class Glance(NamedTuple):
    """`body`: of the record that knows this change alone."""

    n: int
    record: str
    kind: str
    at: int
    team: str | None
    body: bytes


def stamp_tail(device: str) -> bytes:
    """How a device's stamps end."""
    return pack(bytes.fromhex(device))


def glance(packed: bytes, tail: bytes) -> Glance | None:
    """`tail`: `stamp_tail` of the device. None: look closer."""
    try:
        n, record, kind, at, by, values, base = msgpack.unpackb(
            packed, raw=False, ext_hook=_as_it_came, strict_map_key=False
        )
        kind_bytes, time = _packed_kind(kind), at.to_bytes(8, "big")
        start = _ARRAY_OF_SEVEN + _packed_number(n) + _ID + record + kind_bytes + _LONG + time + _packed_worker(by)
    except (*_UNREAD, AttributeError, OverflowError):
        return None
    # `start` is what those parts would be written as: bytes that were something else (a binary, a true) differ from it.
    usual = packed.startswith(start) and _LEAST_LONG <= at < _MOST_LONG and base == {} and packed[-1:] == _NOTHING
    if not usual or not _are_usual(values):
        return None
    body = b"".join((_ARRAY_OF_THREE, kind_bytes, packed[len(start) : -1], _ONE_STAMP, _LONG, time, tail))
    return Glance(n, record.hex(), kind, at, values.get(TEAM), body)


def _as_it_came(code: int, data: bytes) -> bytes:
    if code < 0:
        raise ValueError
    return data


@lru_cache(maxsize=256)
def _packed_kind(kind: str) -> bytes:
    """A settlement of a conflict is never usual."""
    if kind == conflict.KIND or not is_kind(kind):
        raise ValueError
    return pack(kind)


def _packed_number(n: int) -> bytes:
    if type(n) is not int or n < 1:
        raise ValueError
    packed: bytes = msgpack.packb(n)
    return packed


def _packed_worker(by: bytes | str) -> bytes:
    if type(by) is bytes:
        return _ID + by
    if len(by) > MAX_BY:
        raise ValueError
    return pack(by)


def _are_usual(values: dict[str, Value]) -> bool:
    return (
        type(values) is dict
        and values != {}
        and all(type(name) is str and name for name in values)
        and DELETED not in values
        and ERASED not in values
        and is_team(values.get(TEAM))
        and are_shallow(values)
    )
