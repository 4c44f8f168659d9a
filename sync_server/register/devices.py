"""Devices: who may speak for an org, how far each has been heard, and what it may receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.engine import Connection

from sync_server.register.schema import devices, orgs

ACTIVE, REVOKED, RETIRED = "active", "revoked", "retired"
ALL_TEAMS = "*"
SUPERVISOR = "supervisor"
ROLES = ("field", "counsellor", SUPERVISOR, "planner")

Teams = list[str] | str


@dataclass(frozen=True, slots=True)
class Device:
    """`teams`: the ones it receives, or `*`; `high_n`: highest change held; times in ms.

    `notice`: why it must go, for its eyes; null while it may stay.
    """

    org: str
    id: str
    public_key: bytes
    state: str
    role: str
    teams: Teams
    label: str
    version: str
    high_n: int
    last_seen_at: int | None
    created_at: int
    notice: bytes | None = None


_COLUMNS = tuple(devices.c[name] for name in Device.__slots__)


def _one(connection: Connection, query: Select[Any]) -> Device | None:
    row = connection.execute(query).first()
    return Device(*row) if row else None


def get(connection: Connection, org: str, id: str) -> Device | None:
    return _one(connection, select(*_COLUMNS).where(devices.c.org == org, devices.c.id == id))


def lock(connection: Connection, org: str, id: str) -> Device | None:
    """The row is this transaction's until it ends: pushes of one device go one after the other."""
    query = select(*_COLUMNS).where(devices.c.org == org, devices.c.id == id)
    return _one(connection, query.with_for_update())


def by_token(connection: Connection, org: str, token_hash: bytes) -> Device | None:
    return _one(connection, select(*_COLUMNS).where(devices.c.org == org, devices.c.token_hash == token_hash))


def standing(connection: Connection, org: str, id: str, hold: bool = False) -> tuple[Device, str, int] | None:
    """The device, with the epoch of its org and the commits its org has. `hold`: as `lock`."""
    query = (
        select(*_COLUMNS, orgs.c.epoch, orgs.c.seq)
        .join(orgs, orgs.c.id == devices.c.org)
        .where(devices.c.org == org, devices.c.id == id)
    )
    if hold:
        query = query.with_for_update(of=devices)
    row: tuple[Any, ...] | None = connection.execute(query).first()
    return (Device(*row[:-2]), row[-2], row[-1]) if row else None


def everyone(connection: Connection, org: str) -> list[Device]:
    query = select(*_COLUMNS).where(devices.c.org == org).order_by(devices.c.created_at, devices.c.id)
    return [Device(*row) for row in connection.execute(query)]


def create(connection: Connection, device: Device, token_hash: bytes | None) -> None:
    values = {name: getattr(device, name) for name in Device.__slots__}
    connection.execute(insert(devices).values(**values, token_hash=token_hash))


def change(connection: Connection, org: str, id: str, **values: Any) -> None:
    """`values`: columns of the device, by name."""
    connection.execute(update(devices).where(devices.c.org == org, devices.c.id == id).values(**values))


def hand_over(connection: Connection, old: Device, new: Device) -> None:
    """`new` takes the token of `old`, which is retired."""
    query = select(devices.c.token_hash).where(devices.c.org == old.org, devices.c.id == old.id)
    token_hash = connection.execute(query).scalar_one()
    change(connection, old.org, old.id, state=RETIRED, token_hash=None)
    create(connection, new, token_hash)
