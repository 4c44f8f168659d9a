"""What can be told of a change before any record is looked at: whether it can be read, and its number.

A change that can't be taken in is set aside alone, with its reason, before anything is written: its neighbours never
depend on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgpack

from espace_mobile.errors import Malformed
from espace_mobile.protocol import conflict
from espace_mobile.protocol.change import Change, content_hash
from espace_mobile.protocol.messages import MAX_CHANGE
from espace_mobile.protocol.record import DELETED, ERASED, TEAM, pack_stamp
from espace_mobile.protocol.stamp import Stamp
from espace_mobile.protocol.values import pack
from sync_server.service.glance import glance, stamp_tail
from sync_server.service.shapes import are_shallow, is_kind, is_team

MAX_RECORD = 256 << 10  # bytes of one merged record
MAX_CROWD = 1000  # lists and maps in one change
_ARRAY_OF_THREE, _READ = b"\x93", 1024
# An array's head and an integer, at their longest.
_NUMBER_BYTES = 14
_HEADS = bytes([*range(0x80, 0xA0), *range(0xDC, 0xE0)])  # of lists and maps


@dataclass(slots=True)
class Arrival:
    """A change as it came. `n`: 0 when it could not be read. `reason`: why it is refused; then nothing else is known of
    it. `ready`: the body of the record when this is its first change, if a glance told it."""

    device: str
    n: int
    hash: bytes
    packed: bytes
    reason: str = ""
    record: str = ""
    kind: str = ""
    at: int = 0
    team: str | None = None
    ready: bytes = b""
    _change: Change | None = None

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.at, self.device)

    @property
    def change(self) -> Change:
        """Read when it is asked for: a record's first change has nothing to merge with. Not of a refused one."""
        if self._change is None:
            self._change = Change.unpack(self.device, self.packed)
        return self._change

    def first_body(self) -> bytes:
        """Of the record that knows this change alone."""
        return self.ready or _first_body(self.change, self.packed)


def arrivals(device: str, changes: list[bytes]) -> list[Arrival]:
    tail = stamp_tail(device)
    return [_arrival(device, tail, packed) for packed in changes]


def _arrival(device: str, tail: bytes, packed: bytes) -> Arrival:
    name = content_hash(packed)
    if len(packed) > MAX_CHANGE:
        return Arrival(device, _number(packed), name, packed, "too_large:change")
    try:
        _check_crowd(packed)
        if seen := glance(packed, tail):
            n, record, kind, at, team, body = seen
            return Arrival(device, n, name, packed, "", record, kind, at, team, body)
        return _read(device, name, packed)
    except Malformed as e:
        return Arrival(device, _number(packed), name, packed, f"malformed:{e.params['field']}")


def _read(device: str, name: bytes, packed: bytes) -> Arrival:
    """With care: whatever is wrong is found. Raises `Malformed`."""
    change = Change.unpack(device, packed)
    _check(change)
    team = change.set.get(TEAM)
    return Arrival(device, change.n, name, packed, "", change.record, change.kind, change.at, team, b"", change)


def _check_crowd(packed: bytes) -> None:
    """One byte can stand for a list or a map, some sixty bytes of memory here and on every tablet: count them first."""
    if len(packed) <= MAX_CROWD or len(packed) - len(packed.translate(None, _HEADS)) <= MAX_CROWD:
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
    _expect(is_kind(change.kind), "kind")
    if TEAM in change.set:
        _expect(is_team(change.set[TEAM]), "team")
    if DELETED in change.set:
        _expect(isinstance(change.set[DELETED], str | None), "deleted")
    if ERASED in change.set:
        _expect(change.set == {ERASED: True}, "erased")
    _expect(are_shallow(change.set), "value")
    if change.kind == conflict.KIND:
        _check_settlement(change)


def _expect(condition: bool, part: str) -> None:
    if not condition:
        raise Malformed(field=part)


def _check_settlement(change: Change) -> None:
    """A device settles a conflict; what it is about and the values it keeps are the register's to say."""
    told = {conflict.OF, conflict.OF_KIND, conflict.FIELD}
    _expect(not any(name in told or name.startswith(conflict.VALUE) for name in change.set), "set")
    settled = change.set.get(conflict.SETTLED, [])
    _expect(type(settled) is list and all(type(text) is str for text in settled), "set")
