"""How a record stands in its TinyDB table: its fields flat, ready for queries, and its stamps beside them."""

from __future__ import annotations

from typing import Any

from espace_mobile.errors import SealBroken
from espace_mobile.protocol import conflict
from espace_mobile.protocol.record import DELETED, ERASED, Record, is_deleted, pack_stamps, unpack_stamps
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.protocol.values import Fields, Sealed, Value

STAMPS = "_stamps"
Document = dict[str, Any]


def of_record(record: Record) -> Document:
    return {**record.fields, STAMPS: pack_stamps(record.stamps)}


def to_record(kind: str, id: str, document: Document) -> Record:
    fields = fields_of(document)
    return Record(id, kind, fields, unpack_stamps(document[STAMPS], fields))


def fields_of(document: Document) -> Fields:
    fields = dict(document)
    del fields[STAMPS]
    return fields


def is_alive(kind: str, id: str, document: Document) -> bool:
    if ERASED in document:
        return False
    return not document.get(DELETED) or not is_deleted(to_record(kind, id, document))


def opened(record: Record, keychain: Keychain) -> Record:
    """The record with every sealed value this device has a key for in clear; the others stay as they came."""
    if record.kind == conflict.KIND:
        fields = {name: _opened_entry(record, name, value, keychain) for name, value in record.fields.items()}
    else:
        sealed = [(name, value) for name, value in record.fields.items() if type(value) is Sealed]
        fields = record.fields | {name: open_value(keychain, record.id, name, value) for name, value in sealed}
    return Record(record.id, record.kind, fields, record.stamps)


def open_value(keychain: Keychain, record: str, field: str, value: Value) -> Value:
    if type(value) is not Sealed:
        return value
    try:
        return keychain.open(record, field, value)
    except SealBroken:
        return value


def _opened_entry(record: Record, name: str, packed: Value, keychain: Keychain) -> Value:
    """A conflict's values were sealed for the record and field they are about, not for the conflict."""
    if not name.startswith(conflict.VALUE):
        return packed
    value, base, by = packed
    about = record.fields.get(conflict.OF, ""), record.fields.get(conflict.FIELD, "")
    return [open_value(keychain, *about, value), base, by]
