"""Devices: who may speak for an org, how far each has been heard, and what it may receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, insert, select, update
from sqlalchemy.engine import Connection

from sync_server.register.schema import devices, handovers, orgs

# A revoked device may only hand in what it has, then it has left. A retired id lives on under another one.
ACTIVE, REVOKED, LEFT, RETIRED = "active", "revoked", "left", "retired"
ALL_TEAMS = "*"
SUPERVISOR, PLANNER = "supervisor", "planner"
ROLES = ("field", "counsellor", SUPERVISOR, PLANNER)
RECOVERY = "recovery"  # no device: the keys on a sheet of paper (`service.recovery`)

Teams = list[str] | str


@dataclass(frozen=True, slots=True)
class Device:
    """`teams`: the ones it receives, or `*`; `high_n`: highest change held; times in ms.

    `notice`: why it must go, for its eyes; null while it may stay. `waiting`, `free_mb`, `battery`: what it last said
    of itself (`service.status`). `recovered_at`: when it came in with the recovery sheet; of one, when somebody did.
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
    waiting: int | None = None
    free_mb: int | None = None
    battery: int | None = None
    recovered_at: int | None = None


class Standing(NamedTuple):
    """Where a device and its org are at this moment. `seq`: commits the org has; `key`: id of the newest org key that
    was handed to the device, 0 for none; `moved_at`: see `Org`."""

    device: Device
    epoch: str
    seq: int
    key: int
    moved_at: int | None


_COLUMNS = tuple(devices.c[name] for name in Device.__slots__)
_ONE = devices.c.org == bindparam("org"), devices.c.id == bindparam("id")
_HANDED = (
    select(func.max(handovers.c.key))
    .where(handovers.c.org == devices.c.org, handovers.c.public_key == devices.c.public_key)
    .scalar_subquery()
)
# Asked at every request: made once.
_GET = select(*_COLUMNS).where(*_ONE)
_BY_TOKEN = select(*_COLUMNS).where(devices.c.org == bindparam("org"), devices.c.token_hash == bindparam("hash"))
_STANDING = (
    select(*_COLUMNS, orgs.c.epoch, orgs.c.seq, func.coalesce(_HANDED, 0), orgs.c.moved_at)
    .join(orgs, orgs.c.id == devices.c.org)
    .where(*_ONE)
)
_HELD = _STANDING.with_for_update(of=devices)


def _one(connection: Connection, query: Select[Any], **values: Any) -> Device | None:
    row = connection.execute(query, values).first()
    return Device(*row) if row else None


def get(connection: Connection, org: str, id: str) -> Device | None:
    return _one(connection, _GET, org=org, id=id)


def lock(connection: Connection, org: str, id: str) -> Device | None:
    """The row is this transaction's until it ends: pushes of one device go one after the other."""
    return _one(connection, _GET.with_for_update(), org=org, id=id)


def by_token(connection: Connection, org: str, token_hash: bytes) -> Device | None:
    return _one(connection, _BY_TOKEN, org=org, hash=token_hash)


def standing(connection: Connection, org: str, id: str, hold: bool = False) -> Standing | None:
    """`hold`: as `lock`."""
    row: Any = connection.execute(_HELD if hold else _STANDING, {"org": org, "id": id}).first()
    return Standing(Device(*row[:-4]), *row[-4:]) if row else None


def everyone(connection: Connection, org: str) -> list[Device]:
    query = select(*_COLUMNS).where(devices.c.org == org).order_by(devices.c.created_at, devices.c.id)
    return [Device(*row) for row in connection.execute(query)]


def without_sheet(connection: Connection) -> set[str]:
    """Ids of the orgs that live here, have active devices, and no recovery sheet that waits to be used."""
    here = select(devices.c.org).join(orgs, orgs.c.id == devices.c.org).where(devices.c.state == ACTIVE)
    living = here.where(devices.c.role != RECOVERY, orgs.c.moved_at.is_(None))
    good = here.where(devices.c.role == RECOVERY, devices.c.recovered_at.is_(None))
    return {*connection.execute(living).scalars()} - {*connection.execute(good).scalars()}


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
