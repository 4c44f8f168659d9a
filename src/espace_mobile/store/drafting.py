"""What saving a fact changes: the fields its author changed, and of those the personal ones sealed."""

from __future__ import annotations

from dataclasses import dataclass

from espace_mobile.domain.fact import Fact
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.record import DELETED
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.protocol.values import Fields, Sealed, Value
from espace_mobile.store.document import Document


@dataclass(frozen=True)
class Draft:
    """Fields to set on one record, before it becomes a change."""

    kind: str
    id: str
    set: Fields
    sealed: frozenset[str] = frozenset()


def drafted(fact: Fact, old: Document | None, shown: Fact | None, alive: bool) -> Draft:
    """`old`: the document as it stands, None for a new record; `shown`: the fact this version reads in it.

    Saving what was deleted (not `alive`) brings it back.
    """
    if old is None:
        return Draft(fact.kind, fact.id, fact.said(), fact.sealed)
    fields = fact.fields()
    read = shown.fields() if shown is not None else {}
    # What this version can't read it shows as absent: only what its author changed is written over it.
    changed = {n: v for n, v in fields.items() if n not in read or read[n] != v}
    fields = {n: v for n, v in changed.items() if _differs(old.get(n), v)}
    if old.get(DELETED) and not alive:
        fields[DELETED] = None
    return Draft(fact.kind, fact.id, fields, fact.sealed)


def sealed(change: Change, fields: frozenset[str], keychain: Keychain) -> Change:
    """The change as it leaves the device: those of `fields` that it sets can be read by the org's devices only."""
    personal = {name: value for name, value in change.set.items() if name in fields}
    if not personal:
        return change
    personal = keychain.seal_all(change.record, personal)
    # Not `replace`: it asks each field for its name, which a save of thousands feels.
    return Change(
        change.device, change.n, change.record, change.kind, change.at, change.by, change.set | personal, change.base
    )


def _differs(old: Value, new: Value) -> bool:
    # What this device can't open it shows as empty; saving that must not erase it.
    return old != new and not (new is None and type(old) is Sealed)
