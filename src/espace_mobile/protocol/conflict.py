"""A conflict is a record like any other: it travels, merges and is settled offline.

Its id derives from (record, field), so every device and the server mean the same one; each value it keeps is a field
of its own, named by the value's stamp, so that three tablets' values are a union and never overwrite each other.
"""

from __future__ import annotations

from espace_mobile.protocol.change import Clash, Entry
from espace_mobile.protocol.record import TEAM, Record, merge, pack_stamp, unpack_stamp
from espace_mobile.protocol.stamp import NEVER, Stamp
from espace_mobile.protocol.values import Value, derived_id, pack

KIND = "conflict"
OF, OF_KIND, FIELD, SETTLED = "of", "of_kind", "field", "settled"
VALUE = "value:"


def conflict_id(record: str, field: str) -> str:
    return derived_id("conflict", record, field)


def conflict_record(record: Record, clash: Clash) -> Record:
    """The conflict that a clash on `record` leaves; merge it into what is already kept under its id."""
    fields: dict[str, Value] = {
        OF: record.id,
        OF_KIND: record.kind,
        FIELD: clash.field,
        TEAM: record.fields.get(TEAM),
    }
    # As old as the world, save the team: it follows the record's.
    stamps = dict.fromkeys(fields, NEVER) | {TEAM: record.stamps.get(TEAM, NEVER)}
    for entry in (clash.kept, clash.lost):
        name = VALUE + entry.stamp.text()
        fields[name] = [entry.value, pack_stamp(entry.base) if entry.base else None, entry.by]
        stamps[name] = entry.stamp
    return Record(conflict_id(record.id, clash.field), KIND, fields, stamps)


def entries(conflict: Record) -> list[Entry]:
    """Every value kept, newest first."""
    found = []
    for name, packed in conflict.fields.items():
        if name.startswith(VALUE):
            value, base, by = packed
            stamp = Stamp.of_text(name.removeprefix(VALUE))
            found.append(Entry(value, stamp, unpack_stamp(base) if base else None, by))
    return sorted(found, key=lambda e: e.stamp, reverse=True)


def heads(conflict: Record) -> list[Entry]:
    """The values nobody has replaced knowingly and no supervisor has settled, newest first, equal ones once: under two
    keys of the org one value is two sealed ones."""
    kept = entries(conflict)
    replaced = {e.base for e in kept}
    settled = set(conflict.fields.get(SETTLED) or ())
    different: dict[bytes, Entry] = {}
    for entry in kept:
        if entry.stamp not in replaced and entry.stamp.text() not in settled:
            different.setdefault(pack(entry.value), entry)
    return list(different.values())


def is_open(conflict: Record) -> bool:
    return len(heads(conflict)) > 1


def settlement(conflict: Record) -> list[str]:
    """What `settled` becomes when a supervisor has decided: every value seen so far."""
    return sorted({*(conflict.fields.get(SETTLED) or ()), *(e.stamp.text() for e in entries(conflict))})


__all__ = [
    "FIELD",
    "KIND",
    "OF",
    "OF_KIND",
    "SETTLED",
    "VALUE",
    "conflict_id",
    "conflict_record",
    "entries",
    "heads",
    "is_open",
    "merge",
    "settlement",
]
