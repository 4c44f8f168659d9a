"""What can be found in the tables of an opened store: the queue, the clock, the keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from espace_mobile.bootstrap.doctor.finding import Finding, State
from espace_mobile.domain.device_health import SILENT_DAYS
from espace_mobile.domain.device_key import DeviceKey
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.protocol.stamp import COUNTER_BITS
from espace_mobile.store.erasing import QUARANTINE, UNREADABLE
from espace_mobile.store.outbox import CHANGES, Outbox
from espace_mobile.store.replica import META
from espace_mobile.sync.joining import Membership

Tables = Mapping[str, Mapping[Any, Mapping[str, Any]]]
_DAY_MS = 24 * 3_600_000
_HOUR_MS = 3_600_000
CLOCK_MS = 60_000
_FAR_MS = _DAY_MS  # « today » is another day then


def examine(tables: Tables, member: Membership, now_ms: int) -> Iterator[Finding]:
    """`now_ms`: by this device's own clock. Whoever calls holds the tables still."""
    offset = _meta(tables, "offset_ms")
    yield clock(offset) if _meta(tables, "synced_at") else Finding("clock", State.LOOK, "doctor.clock_unknown")
    yield from _queue(tables, member, now_ms + int(offset or 0))
    yield _keys(tables, member)
    if tables.get(UNREADABLE):
        yield Finding("records", State.LOOK, "doctor.newer_records", {"count": len(tables[UNREADABLE])})


def clock(offset_ms: int | None) -> Finding:
    """`offset_ms`: what is to be added to this device's clock to have the server's."""
    away = abs(int(offset_ms or 0))
    if away <= CLOCK_MS:
        return Finding("clock", State.OK, "doctor.clock")
    state = State.WRONG if away >= _FAR_MS else State.LOOK
    return Finding("clock", state, "doctor.clock_off", {"minutes": round(away / 60_000)})


def _queue(tables: Tables, member: Membership, now_ms: int) -> Iterator[Finding]:
    device = _meta(tables, "device") or member.device
    outbox = Outbox(device, dict(tables.get(CHANGES, {})), _meta(tables, "acked") or 0)
    waiting, oldest = len(outbox), next(iter(outbox.pending_changes()), None)
    age_ms = max(0, now_ms - (oldest.at >> COUNTER_BITS)) if oldest is not None else 0
    days = age_ms // _DAY_MS
    if not waiting:
        yield Finding("queue", State.OK, "doctor.queue_empty")
    elif days >= SILENT_DAYS:
        yield Finding("queue", State.LOOK, "doctor.queue_old", {"waiting": waiting, "days": days})
    else:
        yield Finding("queue", State.OK, "doctor.queue", {"waiting": waiting, "hours": age_ms // _HOUR_MS})
    refused = len(tables.get(QUARANTINE, {}))
    if refused:
        yield Finding("refused", State.LOOK, "doctor.refused", {"refused": refused})


def _keys(tables: Tables, member: Membership) -> Finding:
    """Whether the org has a key that this device was not given: devices vouch under keys by name."""
    mine = {Keychain(member.org, {id: key}).name() for id, key in member.keys.items()}
    named = {row.get("key") for row in tables.get(DeviceKey.kind, {}).values()}
    if {name for name in named if isinstance(name, str)} - mine:
        return Finding("keys", State.WRONG, "doctor.key_missing")
    return Finding("keys", State.OK, "doctor.keys")


def _meta(tables: Tables, key: str) -> Any:
    found = tables.get(META, {}).get(key)
    return found["v"] if found is not None else None
