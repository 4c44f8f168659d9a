"""Changing some fields of a fact as it is now, not as a screen showed it.

A screen may hold a fact from before a sync; saving that whole would put the other tablets' newer values back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.stamp import Stamp
from espace_mobile.store.replica import Replica

F = TypeVar("F", bound=Fact)
Seen = Mapping[str, str]  # field: stamp, as text


def current(replica: Replica, shown: F) -> F:
    """What the register says now; what was shown, when it is gone (an edit keeps what was deleted meanwhile)."""
    return replica.get(type(shown), shown.id) or shown


def change(replica: Replica, shown: F, worker: Worker, **changes: Any) -> F:
    changed = current(replica, shown).but(**changes)
    replica.save(changed, by=worker.id)
    return changed


def change_seen(replica: Replica, shown: F, worker: Worker, seen: Seen, **changes: Any) -> F:
    """`seen`: what a form that stayed open was looking at, by `seen_now`."""
    changed = current(replica, shown).but(**changes)
    stamps = {field: Stamp.of_text(text) for field, text in seen.items()}
    replica.save(changed, by=worker.id, seen={shown.id: stamps})
    return changed


def seen_now(replica: Replica, shown: Fact) -> dict[str, str]:
    """Which value of each field a form shows from now on, in a form a draft can keep."""
    record = replica.record(shown.kind, shown.id)
    return {field: stamp.text() for field, stamp in record.stamps.items()} if record else {}
