"""Newer keys of an org, as one device wrapped them for another. The register can't read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from sync_server.register.schema import handovers, orgs


@dataclass(frozen=True, slots=True)
class Handover:
    """`public_key`: the recipient's, for it outlives an identity; `created_at` in ms."""

    org: str
    public_key: bytes
    key: int
    wrapped: bytes
    sender_public_key: bytes
    created_at: int


_HANDOVER = tuple(handovers.c[name] for name in Handover.__slots__)


def newest(connection: Connection, org: str) -> int:
    """Id of the org's newest key. Nobody else makes one, or lets a device in, until this transaction ends."""
    key: int = connection.execute(select(orgs.c.key).where(orgs.c.id == org).with_for_update()).scalar_one()
    return key


def keep(connection: Connection, org: str, key: int, made: Iterable[Handover]) -> None:
    """From now on the org's newest key is `key`. One handover a recipient."""
    rows = {handover.public_key: asdict(handover) for handover in made}
    connection.execute(insert(handovers), list(rows.values()))
    connection.execute(update(orgs).where(orgs.c.id == org).values(key=key))


def give(connection: Connection, handover: Handover) -> None:
    """To one more recipient, of a key that the others have."""
    connection.execute(insert(handovers).values(asdict(handover)))


def forget(connection: Connection, org: str, public_key: bytes) -> None:
    connection.execute(delete(handovers).where(handovers.c.org == org, handovers.c.public_key == public_key))


def of(connection: Connection, org: str, public_key: bytes) -> list[Handover]:
    """Those for one recipient, the oldest key first."""
    query = select(*_HANDOVER).where(handovers.c.org == org, handovers.c.public_key == public_key)
    return [Handover(*row) for row in connection.execute(query.order_by(handovers.c.key))]
