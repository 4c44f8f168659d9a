"""Orgs: the tenants of a register, and the counter of commits each one has."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.engine import Connection

from sync_server.register.schema import orgs


@dataclass(frozen=True, slots=True)
class Org:
    """`seq`: commits so far; `epoch`: see `Cursor`; `key`: id of its newest key; times in ms.

    `moved_at`: since when it lives in another register, and this one answers nobody.
    """

    id: str
    name: str
    epoch: str
    seq: int
    created_at: int
    key: int = 1
    moved_at: int | None = None


def new_epoch() -> str:
    return secrets.token_hex(4)


def create(connection: Connection, id: str, name: str, now: int) -> None:
    connection.execute(insert(orgs).values(id=id, name=name, epoch=new_epoch(), seq=0, created_at=now))


_GET = select(orgs).where(orgs.c.id == bindparam("id"))  # asked at every request: made once


def get(connection: Connection, id: str) -> Org | None:
    row = connection.execute(_GET, {"id": id}).first()
    return Org(*row) if row else None


def hold(connection: Connection, id: str) -> None:
    """Whoever else holds it waits until this transaction ends."""
    connection.execute(select(orgs.c.id).where(orgs.c.id == id).with_for_update())


def everyone(connection: Connection) -> list[Org]:
    return [Org(*row) for row in connection.execute(select(orgs).order_by(orgs.c.created_at, orgs.c.id))]


def count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(orgs)).scalar_one()


def renew_epoch(connection: Connection, id: str) -> str:
    """After restoring a backup: every reader starts over, every device sends again what is missing."""
    epoch = new_epoch()
    connection.execute(update(orgs).where(orgs.c.id == id).values(epoch=epoch))
    return epoch
