"""The schema over time: alembic, run from the installed package, and only when there is something to do.

alembic is slower to load than the rest of the server; a server that restarts has tablets waiting.
"""

from __future__ import annotations

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from sync_server.register.database import POSTGRESQL, Register

HEAD = "0005"
"""The revision that `schema` describes."""

_LOCK = 0x65737061  # « espa »: one migration at a time, whatever the number of processes that start


def current(register: Register) -> str | None:
    """The revision the database is at; None when it is empty."""
    with register.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(register: Register) -> None:
    """Bring the database to `HEAD`, in one transaction. Harmless to repeat."""
    if current(register) == HEAD:
        return

    from alembic import command
    from alembic.config import Config

    def work(connection: Connection) -> None:
        if register.dialect == POSTGRESQL:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config = Config()
        config.set_main_option("script_location", "sync_server:migrations")
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)

    register.write(work)
