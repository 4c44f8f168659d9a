"""What can be told of a change before any record is looked at: whether it can be read, and its number.

A change that can't be taken in is set aside alone, with its reason, before anything is written: its neighbours never
depend on it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgpack

from espace_mobile.errors import Malformed
from espace_mobile.protocol import conflict
from espace_mobile.protocol.change import Change, content_hash
from espace_mobile.protocol.messages import MAX_CHANGE
from espace_mobile.protocol.record import DELETED, ERASED, TEAM, pack_stamp
from espace_mobile.protocol.values import Value, pack

MAX_RECORD = 256 << 10  # bytes of one merged record
MAX_DEPTH = 32  # lists and maps within one another
MAX_CROWD = 1000  # lists and maps in one change
MAX_TEAM = 64  # characters
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ARRAY_OF_THREE, _READ = b"\x93", 1024
# An array's head and an integer, at their longest.
_NUMBER_BYTES = 14
_HEADS = bytes([*range(0x80, 0xA0), *range(0xDC, 0xE0)])  # of lists and maps


class Arrival(NamedTuple):
    """A change as it came. `n`: 0 when it could not be read. `change` and `body` (that of the record when this is its
    first change) are None and empty, and `reason` is not, when it is refused."""

    n: int
    hash: bytes
    packed: bytes
    change: Change | None = None
    body: bytes = b""
    reason: str = ""


def arrivals(device: str, changes: list[bytes]) -> list[Arrival]:
    return [_arrival(device, packed) for packed in changes]


def _arrival(device: str, packed: bytes) -> Arrival:
    name = content_hash(packed)
    if len(packed) > MAX_CHANGE:
        return Arrival(_number(packed), name, packed, reason="too_large:change")
    try:
        _check_crowd(packed)
        change = Change.unpack(device, packed)
        _check(change)
        return Arrival(change.n, name, packed, change, _first_body(change, packed))
    except Malformed as e:
        return Arrival(_number(packed), name, packed, reason=f"malformed:{e.params['field']}")


def _check_crowd(packed: bytes) -> None:
    """One byte can stand for a list or a map, some sixty bytes of memory here and on every tablet: count them first."""
    if len(packed) - len(packed.translate(None, _HEADS)) <= MAX_CROWD:
        return  # nearly always: so few bytes could be the head of one
    count = 0

    def one(_: object) -> None:
        nonlocal count
        count += 1
        _expect(count <= MAX_CROWD, "value")

    try:
        msgpack.unpackb(packed, raw=True, list_hook=one, object_hook=one, strict_map_key=False)
    except (msgpack.exceptions.UnpackException, ValueError, TypeError, RecursionError):
        return  # what it is will be said by whoever reads it


def _first_body(change: Change, packed: bytes) -> bytes:
    """The body of a record that knows this change alone: most of it is in the change already, byte for byte."""
    reader = msgpack.Unpacker(read_size=_READ, max_buffer_size=MAX_CHANGE)
    reader.feed(packed)
    skip, tell = reader.skip, reader.tell
    reader.read_array_header()
    skip(), skip()  # n, record
    kind = tell()
    skip()
    at = tell()
    skip(), skip()  # at, by
    set_ = tell()
    skip()
    stamps = pack([pack_stamp(change.stamp)] if change.set else [])
    return _ARRAY_OF_THREE + packed[kind:at] + packed[set_ : tell()] + stamps


def _number(packed: bytes) -> int:
    """The number of a change of which nothing else may be readable."""
    try:
        reader = msgpack.Unpacker()
        reader.feed(packed[:_NUMBER_BYTES])
        reader.read_array_header()
        n = reader.unpack()
    except (msgpack.exceptions.UnpackException, ValueError, TypeError):
        return 0
    return n if type(n) is int and n > 0 else 0


def _check(change: Change) -> None:
    _expect(_KIND.fullmatch(change.kind) is not None, "kind")
    if TEAM in change.set:
        _expect(_is_team(change.set[TEAM]), "team")
    if DELETED in change.set:
        _expect(isinstance(change.set[DELETED], str | None), "deleted")
    if ERASED in change.set:
        _expect(change.set == {ERASED: True}, "erased")
    for value in change.set.values():
        # Most are scalars: they need no call.
        if type(value) in (list, dict):
            _expect(_shallow(value, MAX_DEPTH), "value")
    if change.kind == conflict.KIND:
        _check_settlement(change)


def _expect(condition: bool, part: str) -> None:
    if not condition:
        raise Malformed(field=part)


def _is_team(value: Value) -> bool:
    return value is None or (type(value) is str and 0 < len(value) <= MAX_TEAM and value.isprintable())


def _shallow(value: Value, room: int) -> bool:
    if type(value) is dict:
        return room > 0 and all(type(k) is str and _shallow(v, room - 1) for k, v in value.items())
    if type(value) is list:
        return room > 0 and all(_shallow(v, room - 1) for v in value)
    return True


def _check_settlement(change: Change) -> None:
    """A device settles a conflict; what it is about and the values it keeps are the register's to say."""
    told = {conflict.OF, conflict.OF_KIND, conflict.FIELD}
    _expect(not any(name in told or name.startswith(conflict.VALUE) for name in change.set), "set")
    settled = change.set.get(conflict.SETTLED, [])
    _expect(type(settled) is list and all(type(text) is str for text in settled), "set")
