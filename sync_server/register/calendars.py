"""Calendars of teams, each found by the digest of a secret. An org that moved has none here."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from sync_server.register.schema import calendars, orgs


@dataclass(frozen=True, slots=True)
class TeamCalendar:
    """`digest`: SHA-256 of the secret; `body`: `TeamDates` as JSON, `etag` its digest; `changed_at` in ms."""

    org: str
    digest: bytes
    name: str
    body: bytes
    etag: str
    changed_at: int


_COLUMNS = tuple(calendars.c[name] for name in TeamCalendar.__slots__)


def by_digest(connection: Connection, digest: bytes) -> TeamCalendar | None:
    """Whosever it is."""
    home = calendars.c.org == orgs.c.id, orgs.c.moved_at.is_(None)
    row = connection.execute(select(*_COLUMNS).where(*home, calendars.c.digest == digest)).first()
    return TeamCalendar(*row) if row else None


def of(connection: Connection, org: str) -> list[TeamCalendar]:
    query = select(*_COLUMNS).where(calendars.c.org == org).order_by(calendars.c.digest)
    return [TeamCalendar(*row) for row in connection.execute(query)]


def count(connection: Connection, org: str) -> int:
    query = select(func.count()).select_from(calendars).where(calendars.c.org == org)
    return connection.execute(query).scalar_one()


def put(connection: Connection, calendar: TeamCalendar) -> None:
    """In the place of the one with that digest."""
    remove(connection, calendar.org, calendar.digest)
    connection.execute(insert(calendars).values(**asdict(calendar)))


def remove_all(connection: Connection, org: str) -> None:
    connection.execute(delete(calendars).where(calendars.c.org == org))


def remove(connection: Connection, org: str, digest: bytes) -> bool:
    """Whether there was one."""
    query = delete(calendars).where(calendars.c.org == org, calendars.c.digest == digest)
    return connection.execute(query).rowcount > 0
