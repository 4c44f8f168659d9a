"""Changing some fields of a fact as it is now, not as a screen showed it.

A screen may hold a fact from before a sync; saving that whole would put the other tablets' newer values back.
"""

from __future__ import annotations

from typing import Any, TypeVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.worker import Worker
from espace_mobile.store.replica import Replica

F = TypeVar("F", bound=Fact)


def current(replica: Replica, shown: F) -> F:
    """What the register says now; what was shown, when it is gone (an edit keeps what was deleted meanwhile)."""
    return replica.get(type(shown), shown.id) or shown


def change(replica: Replica, shown: F, worker: Worker, **changes: Any) -> F:
    changed = current(replica, shown).but(**changes)
    replica.save(changed, by=worker.id)
    return changed
