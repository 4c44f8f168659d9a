"""Changing some fields of a fact as it is now, not as a screen showed it.

A screen may hold a fact from before a sync; saving that whole would put the other tablets' newer values back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import wraps
from typing import Any, TypeVar, cast

from espace_mobile.app.actions.restricted import check_open
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.record import ERASED
from espace_mobile.protocol.stamp import COUNTER_BITS, Stamp, highest
from espace_mobile.store.replica import Replica

RECORD = "record"  # the « field » of an `InputError` about the whole record, not about something typed
F = TypeVar("F", bound=Fact)
A = TypeVar("A", bound=Callable[..., Any])
Seen = Mapping[str, str]  # field: stamp, as text


def current(replica: Replica, shown: F) -> F:
    """What the register says now; what was shown, when it is gone (an edit keeps what was deleted meanwhile)."""
    return replica.get(type(shown), shown.id) or shown


def is_here(replica: Replica, kind: str, id: str) -> bool:
    """Whether this device still holds it, if only as deleted: neither erased, nor gone with its team."""
    record = replica.record(kind, id)
    return record is not None and ERASED not in record.fields


def check_here(replica: Replica, shown: Fact) -> None:
    """Raises `InputError` like `check_known`, and (`record`, `restricted`) when the person it is about asked that their
    file be only kept, and nobody said by what right it is written in."""
    check_known(replica, shown)
    check_open(replica, shown)


def check_known(replica: Replica, shown: Fact) -> None:
    """Raises `InputError` (`record`, `erased` or `gone`) when it was erased, or went with its team, meanwhile.

    A deleted one is still here: an edit keeps it.
    """
    if not is_here(replica, shown.kind, shown.id):
        raise InputError(RECORD, "erased" if replica.record(shown.kind, shown.id) else "gone")


def held(action: A) -> A:
    """For an action that saves what it has read: a page that a sync brings in between would be put back as it was, and
    stamped as if somebody had meant it."""

    @wraps(action)
    def alone(replica: Replica, *args: Any, **kwargs: Any) -> Any:
        with replica.lock:
            return action(replica, *args, **kwargs)

    return cast(A, alone)


@held
def change(replica: Replica, shown: F, worker: Worker, **changes: Any) -> F:
    """Raises `InputError` like `check_here`."""
    check_here(replica, shown)
    changed = current(replica, shown).but(**changes)
    replica.save(changed, by=worker.id)
    return changed


@held
def change_seen(replica: Replica, shown: F, worker: Worker, seen: Seen, **changes: Any) -> F:
    """`seen`: what a form that stayed open was looking at, by `seen_now`. Raises `InputError` like `check_here`."""
    check_here(replica, shown)
    changed = current(replica, shown).but(**changes)
    stamps = {field: Stamp.of_text(text) for field, text in seen.items()}
    replica.save(changed, by=worker.id, seen={shown.id: stamps})
    return changed


def change_from(
    replica: Replica, shown: F, worker: Worker, before: Mapping[str, Any], after: Mapping[str, Any], seen: Seen
) -> F:
    """Set what differs between two states of a form, `before`, as it opened, and `after`. Raises like `change_seen`."""
    changes = {name: value for name, value in after.items() if name not in before or value != before[name]}
    return change_seen(replica, shown, worker, seen, **changes)


def seen_now(replica: Replica, shown: Fact) -> dict[str, str]:
    """Which value of each field a form shows from now on, in a form a draft can keep."""
    record = replica.record(shown.kind, shown.id)
    return {field: stamp.text() for field, stamp in record.stamps.items()} if record else {}


def changed_at(replica: Replica, fact: Fact) -> datetime:
    """When the record was last written, here or elsewhere: the same on every tablet."""
    record = replica.record(fact.kind, fact.id)
    return datetime.fromtimestamp((highest(record.stamps) >> COUNTER_BITS) / 1000 if record else 0, UTC)
