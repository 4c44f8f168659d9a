"""What the public may read of each org: one copy, or none. An org that moved has none here."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from sync_server.register.schema import orgs, publications


@dataclass(frozen=True, slots=True)
class Publication:
    """`body`: `PublicPages` as JSON, `etag` its digest; `published_at` in ms; `device`: who changed it last."""

    org: str
    slug: str
    title: str
    revision: int
    body: bytes
    etag: str
    published_at: int
    device: str


_COLUMNS = tuple(publications.c[name] for name in Publication.__slots__)
_HERE = publications.c.org == orgs.c.id, orgs.c.moved_at.is_(None)


def get(connection: Connection, org: str) -> Publication | None:
    row = connection.execute(select(*_COLUMNS).where(publications.c.org == org)).first()
    return Publication(*row) if row else None


def by_slug(connection: Connection, slug: str) -> tuple[str, Publication] | None:
    """With the name of its org."""
    query = select(orgs.c.name, *_COLUMNS).where(*_HERE, publications.c.slug == slug)
    row = connection.execute(query).first()
    return (row[0], Publication(*row[1:])) if row else None


def holder(connection: Connection, slug: str) -> str | None:
    """The org that has this address, wherever it lives."""
    return connection.execute(select(publications.c.org).where(publications.c.slug == slug)).scalar()


def slugs(connection: Connection) -> list[tuple[str, str]]:
    """(slug, title) of every org, in the order of their addresses."""
    query = select(publications.c.slug, publications.c.title).where(*_HERE).order_by(publications.c.slug)
    return [(slug, title) for slug, title in connection.execute(query)]


def put(connection: Connection, publication: Publication) -> None:
    """In the place of what the org had."""
    remove(connection, publication.org)
    connection.execute(insert(publications).values(**asdict(publication)))


def remove(connection: Connection, org: str) -> bool:
    """Whether there was one."""
    return connection.execute(delete(publications).where(publications.c.org == org)).rowcount > 0
