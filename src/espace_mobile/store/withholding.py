"""A planner's device keeps no word about anybody met: not from a register of an older version, nor from its own past.

What it receives is nameless already (`protocol.nameless`): this is the second lock. What somebody typed on this very
device shows until it is sent, then goes the same way.
"""

from __future__ import annotations

from espace_mobile.errors import InputError
from espace_mobile.protocol import nameless
from espace_mobile.protocol.record import Record, merge
from espace_mobile.protocol.values import Fields
from espace_mobile.store.document import Document


def told(kind: str, found: Document) -> Document:
    """Without what is withheld: to a fact it is as if it had never been said."""
    if kind not in nameless.COUNTED:
        return found
    return {n: v for n, v in found.items() if v is not None or not nameless.is_withheld(kind, n)}


def merged(here: Record, came: Record) -> Record:
    """What this device holds with what came, without names. What was withheld once and is told now has the stamp that
    it had: nil says nothing against it."""
    unsaid = {n for n, v in here.fields.items() if v is None and came.stamps.get(n) == here.stamps[n]}
    if unsaid:
        fields = {n: v for n, v in here.fields.items() if n not in unsaid}
        here = Record(here.id, here.kind, fields, {n: here.stamps[n] for n in fields})
    known = merge(here, came)
    return nameless.shown(known) or known


def check(record: Record, said: Fields) -> None:
    """Raises `InputError` (`record`, `nameless`): somebody would replace what this device can't show them."""
    for name in said:
        if name in record.stamps and record.fields[name] is None and nameless.is_withheld(record.kind, name):
            raise InputError("record", "nameless")
