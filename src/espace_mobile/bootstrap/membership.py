"""Whom this device belongs to, kept in its encrypted store."""

from __future__ import annotations

from typing import Any

from espace_mobile.errors import StoreDamaged
from espace_mobile.store.storage import JournalStorage
from espace_mobile.sync.joining import Membership

MEMBERSHIP, MEMBERSHIP_COPY, LOCKBOX_KEY = "membership", "_membership", "lockbox_key"
CAME_IN = "came_in"  # the public key of the recovery sheet it came in with, until that is used up


def keep_membership(storage: JournalStorage, member: Membership) -> None:
    kept = {**vars(member), "keys": {str(i): k for i, k in member.keys.items()}}
    storage.commit([("_meta", MEMBERSHIP, {"v": kept})])
    # Twice, in frames apart: a damaged byte must not cost the keys that open everything else.
    storage.commit([(MEMBERSHIP_COPY, MEMBERSHIP, {"v": kept})])


def read_membership(tables: dict[str, dict[Any, dict[str, Any]]]) -> Membership:
    """Raises `StoreDamaged` when the device no longer knows whom it belongs to."""
    copies = [row for table in ("_meta", MEMBERSHIP_COPY) if (row := tables.get(table, {}).get(MEMBERSHIP))]
    if not copies:
        raise StoreDamaged(reason="membership")
    # Damage may have brought an older one back: the other one has the newer keys.
    kept = max(copies, key=lambda row: len(row["v"]["keys"]))
    return Membership(**{**kept["v"], "keys": {int(i): k for i, k in kept["v"]["keys"].items()}})
