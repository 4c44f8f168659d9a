"""What had arrived sealed under a key that this device did not have yet: opened once it has it."""

from __future__ import annotations

from espace_mobile.protocol.sealing import Keychain
from espace_mobile.protocol.values import Sealed, Value
from espace_mobile.store import document
from espace_mobile.store.collector import collector_paused
from espace_mobile.store.document import Document
from espace_mobile.store.replica import Key, Replica, meta_op

OPENED_UPTO = "opened_upto"  # local meta: the newest key that everything here was looked at with


def is_due(replica: Replica) -> bool:
    """Whether there is a key that not everything was looked at with."""
    return bool(replica.meta(OPENED_UPTO) != replica.keychain.current)


def open_newly(replica: Replica) -> int:
    """Open every value there now is a key for, in one commit. Returns how many documents changed."""
    with replica.lock, collector_paused():
        changed: dict[Key, Document | None] = {}
        for kind, table in replica.storage.tables.items():
            if not kind.startswith("_"):
                for id, old in table.items():
                    if any(map(_is_sealed, old.values())):
                        new = _opened(kind, id, old, replica.keychain)
                        if new != old:
                            changed[kind, id] = new
        replica.write(changed, [meta_op(OPENED_UPTO, replica.keychain.current)])
        return len(changed)


def _is_sealed(value: Value) -> bool:
    # A conflict keeps its values in lists.
    return type(value) is Sealed or (type(value) is list and any(type(part) is Sealed for part in value))


def _opened(kind: str, id: str, old: Document, keychain: Keychain) -> Document:
    return document.of_record(document.opened(document.to_record(kind, id, old), keychain))
