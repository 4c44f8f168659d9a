"""A change: what one device did to one record. Applying it is where lost races are noticed.

A change says which stamp of each field its author was looking at (`base`). If the field carries another stamp by
the time the change arrives, neither author had seen the other: a clash, and both values are kept.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from espace_mobile.errors import Malformed
from espace_mobile.protocol.record import (
    DELETED,
    ERASED,
    Record,
    merge,
    pack_stamp,
    unpack_stamp,
    without_traces,
)
from espace_mobile.protocol.stamp import Stamp, Stamps
from espace_mobile.protocol.values import Fields, Value, is_id, pack, unpack


@dataclass(frozen=True, slots=True)
class Change:
    """`(device, n)` names it, n = 1, 2, 3… without holes; `at`: hybrid time; `by`: the worker's record id.

    `set`: {field: value}; `base`: {field: stamp seen when editing}, without the fields that had none.
    """

    device: str
    n: int
    record: str
    kind: str
    at: int
    by: str
    set: Fields = field(default_factory=dict)
    base: Stamps = field(default_factory=dict)

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.at, self.device)

    def pack(self) -> bytes:
        """The bytes that are stored, sent, resent and hashed. The device is known from whom they come from."""
        base = {name: pack_stamp(stamp) for name, stamp in self.base.items()}
        return pack([self.n, self.record, self.kind, self.at, self.by, self.set, base])

    @classmethod
    def unpack(cls, device: str, data: bytes) -> Change:
        """Raises `Malformed`, naming the part at fault."""
        body = unpack(data)
        if not isinstance(body, list) or len(body) < 7:
            raise Malformed(field="change")
        n, record, kind, at, by, set_, base = body[:7]
        _expect(type(n) is int and n > 0, "n")
        _expect(is_id(record), "record")
        _expect(type(kind) is str and 0 < len(kind) <= 40, "kind")
        _expect(type(at) is int and 0 <= at < 1 << 63, "at")
        _expect(type(by) is str and len(by) <= 64, "by")
        _expect(type(set_) is dict and all(type(k) is str and k for k in set_), "set")
        _expect(type(base) is dict and all(k in set_ for k in base), "base")
        try:
            stamps = {name: unpack_stamp(stamp) for name, stamp in base.items()}
        except (TypeError, ValueError) as e:
            raise Malformed(field="base") from e
        return cls(device, n, record, kind, at, by, set_, stamps)

    def redacted(self) -> Change:
        """The same number and time, saying nothing: what is left of a change to a record that was erased."""
        return replace(self, set={}, base={})

    def renumbered(self, device: str, n: int) -> Change:
        return replace(self, device=device, n=n)


def _expect(condition: bool, part: str) -> None:
    if not condition:
        raise Malformed(field=part)


def content_hash(packed: bytes) -> bytes:
    """16 bytes naming the content of a change; equal bytes sent again are the same change."""
    return hashlib.blake2b(packed, digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Entry:
    """One value a field was given: `stamp` names it, `base` is the stamp it replaced, if its author saw one."""

    value: Value
    stamp: Stamp
    base: Stamp | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two devices set, neither having seen the other's value."""

    field: str
    kept: Entry
    lost: Entry


def apply(record: Record | None, change: Change) -> tuple[Record, list[Clash]]:
    """The record after the change, and the races that were lost. Same on both ends; order never matters."""
    incoming = Record(change.record, change.kind, dict(change.set), dict.fromkeys(change.set, change.stamp))
    if record is None:
        return without_traces(incoming), []
    merged = merge(record, incoming)
    if ERASED in merged.fields:  # nobody is asked to choose between values that are gone
        return merged, []
    return merged, [clash for name in change.set if (clash := _clash(record, change, name))]


def _clash(record: Record, change: Change, name: str) -> Clash | None:
    current = record.stamps.get(name)
    base = change.base.get(name)
    if name == DELETED or current is None or current in (base, change.stamp):
        return None
    if record.fields[name] == change.set[name]:
        return None
    there = Entry(record.fields[name], current)
    here = Entry(change.set[name], change.stamp, base, change.by)
    return Clash(name, here, there) if change.stamp > current else Clash(name, there, here)
