"""A record: fields, and a stamp per field. Merging two states of it is the whole of replication.

`merge` is pure, commutative, associative and idempotent: per field the highest stamp wins, and no field is lost
(a join semilattice; Shapiro et al., « Conflict-free Replicated Data Types », 2011). One field ends the others: an
erased record keeps nothing but that it is, and whatever was or will be said of it merges into nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from espace_mobile.errors import Malformed
from espace_mobile.protocol.stamp import DEVICE_DIGITS, NEVER, Stamp, Stamps
from espace_mobile.protocol.values import Fields, Value, pack, pack_ending, unpack

# Reserved fields, in clear on every record.
TEAM = "team"  # whose devices receive it; absent or None: every device of the org
DELETED = "deleted"  # digest of the state that was deleted; see `is_deleted`
ERASED = "erased"  # true, for good: a supervisor erased it, as the person it was about had asked
RESERVED = frozenset({TEAM, DELETED, ERASED})
_FEW = 4  # stamps of one record: they are counted faster one by one


@dataclass(frozen=True, slots=True)
class Record:
    """`id`: 32 hexadecimal digits; `kind`: the name of its type; `fields` and `stamps` share their keys."""

    id: str
    kind: str
    fields: Fields = field(default_factory=dict)
    stamps: Stamps = field(default_factory=dict)

    def latest(self) -> Stamp:
        return max(self.stamps.values(), default=NEVER)

    def body(self) -> bytes:
        """Everything but the id, packed: what the register stores and a pull carries."""
        return pack_ending([self.kind, self.fields], pack_stamps(self.stamps))

    @classmethod
    def of_body(cls, id: str, body: bytes) -> Record:
        """Raises `Malformed`."""
        try:
            kind, fields, stamps = unpack(body)
            return cls(id, kind, fields, unpack_stamps(stamps, fields))
        except (TypeError, ValueError, KeyError, AttributeError) as e:
            raise Malformed(field="record") from e


def merge(a: Record, b: Record) -> Record:
    """The state that knows all that `a` and `b` know. Both must be of one record."""
    if len(a.fields) < len(b.fields):
        a, b = b, a
    fields, stamps = dict(a.fields), dict(a.stamps)
    for name, stamp in b.stamps.items():
        mine = stamps.get(name)
        if mine is None or _beats(stamp, b.fields[name], mine, fields[name]):
            fields[name], stamps[name] = b.fields[name], stamp
    return without_traces(Record(a.id, min(a.kind, b.kind), fields, stamps))


def _beats(stamp: Stamp, value: Value, other_stamp: Stamp, other_value: Value) -> bool:
    if stamp != other_stamp:
        return stamp > other_stamp
    # One stamp names one value, unless a tablet was cloned; even then both ends must choose alike.
    return pack(value) > pack(other_value)


def is_erased(record: Record) -> bool:
    return ERASED in record.fields


def without_traces(record: Record) -> Record:
    """An erased record as it stays: that it was erased, for everybody to hear. Any other as it is."""
    if ERASED not in record.fields:
        return record
    return Record(record.id, record.kind, {ERASED: record.fields[ERASED]}, {ERASED: record.stamps[ERASED]})


def digest(record: Record) -> str:
    """Names the state of a record, deletion aside, in 16 hexadecimal digits."""
    seen = sorted((name, *stamp) for name, stamp in record.stamps.items() if name != DELETED)
    return hashlib.blake2b(pack(seen), digest_size=8).hexdigest()


def is_deleted(record: Record) -> bool:
    """A deletion holds only for the state it saw: any edit it did not see keeps the record alive."""
    mark = record.fields.get(DELETED)
    return bool(mark) and mark == digest(record)


def edited_against_deletion(record: Record) -> bool:
    """Somebody deleted it, somebody else edited it without knowing: kept, and to be settled."""
    mark = record.fields.get(DELETED)
    return bool(mark) and mark != digest(record)


def pack_stamps(stamps: Stamps) -> list[Value]:
    """[the most frequent stamp, {field: its own}] — most records were written in one go."""
    given = list(stamps.values())
    different = set(given)
    if len(different) < 2:
        return [pack_stamp(stamp) for stamp in different]
    counts = {stamp: given.count(stamp) for stamp in different} if len(different) <= _FEW else Counter(given)
    usual = max(counts, key=lambda s: (counts[s], s))
    own = {name: pack_stamp(stamp) for name, stamp in stamps.items() if stamp != usual}
    return [pack_stamp(usual), own]


def unpack_stamps(packed: list[Value], names: Fields) -> Stamps:
    if not packed:
        return {}
    stamps = dict.fromkeys(names, unpack_stamp(packed[0]))
    if len(packed) > 1:
        stamps |= {name: unpack_stamp(stamp) for name, stamp in packed[1].items() if name in names}
    return stamps


def pack_stamp(stamp: Stamp) -> Value:
    return [stamp.at, bytes.fromhex(stamp.device)]


def unpack_stamp(packed: Value) -> Stamp:
    at, device = packed
    if type(at) is not int or type(device) is not bytes or len(device) not in (0, DEVICE_DIGITS // 2):
        raise Malformed(field="stamp")
    return Stamp(at, device.hex())
