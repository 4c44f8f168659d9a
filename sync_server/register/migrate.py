"""The schema over time: alembic, run from the installed package."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection

from sync_server.register.database import POSTGRESQL, Register

_LOCK = 0x65737061  # « espa »: one migration at a time, whatever the number of processes that start


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "sync_server:migrations")
    config.set_main_option("path_separator", "os")
    return config


def head() -> str | None:
    """The revision this version of the server works with."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def current(register: Register) -> str | None:
    """The revision the database is at; None when it is empty."""
    with register.read() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(register: Register, revision: str = "head") -> None:
    """Bring the database to `revision`, in one transaction. Harmless to repeat."""

    def work(connection: Connection) -> None:
        if register.dialect == POSTGRESQL:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    register.write(work)
