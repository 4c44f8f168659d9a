"""The schema over time: alembic, run from the installed package, and only when there is something to do.

alembic is slower to load than the rest of the server; a server that restarts has tablets waiting.
"""

from __future__ import annotations

import re

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from espace_mobile.errors import InputError
from sync_server.register.database import POSTGRESQL, Register

HEAD = "0008"
"""The revision that `schema` describes."""

VERSION_TABLE = "alembic_version"

_LOCK = 0x65737061  # « espa »: one migration at a time, whatever the number of processes that start


def current(register: Register) -> str | None:
    """The revision the database is at; None when it is empty."""
    with register.read() as connection:
        return revision_of(connection)


def revision_of(connection: Connection) -> str | None:
    """`current`, as a transaction sees it."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - its own name


def known(revision: str) -> bool:
    """Whether this version of the server can bring a database from `revision` to `HEAD`."""
    return re.fullmatch(r"\d{4}", revision) is not None and "0001" <= revision <= HEAD


def upgrade(register: Register) -> None:
    """Bring the database to `HEAD`, in one transaction. Harmless to repeat.

    Raises `InputError` (`database`, `too_new`) for one that a newer version made: nothing is changed.
    """
    revision = current(register)
    if revision is not None and not known(revision):
        raise InputError("database", "too_new", version=revision)
    if revision != HEAD:
        register.write(lambda connection: bring(connection, HEAD))


def bring(connection: Connection, revision: str) -> None:
    """Upgrade to `revision` within the caller's transaction; nobody else migrates until it ends."""
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == POSTGRESQL:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = Config()
    config.set_main_option("script_location", "sync_server:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
