"""The files of the database written anew, so that nothing remains of what was erased.

An erasure takes the bytes out of every row. The database keeps them a while in places that no query reaches: freed
pages, older versions of a row, samples kept for planning, logs of writes. Everything here is harmless to repeat.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from espace_mobile.errors import InputError, ServerBusy
from sync_server.register.database import BUSY_SECONDS, SQLITE, Register, checkpointed
from sync_server.register.schema import metadata


def scrub(register: Register) -> bool:
    """False: PostgreSQL did not let this user clear its own samples and log; everything else is done.

    Writers wait meanwhile, on PostgreSQL readers too. It takes as much room again as the register has. Raises
    `InputError` (`not_scrubbed`) when others did not let go, or there is no room.
    """
    try:
        return _scrub_sqlite(register) if register.dialect == SQLITE else _scrub_postgresql(register)
    except ServerBusy:
        raise InputError("database", "not_scrubbed") from None


def _scrub_sqlite(register: Register) -> bool:
    path = str(register.url.database)
    if not (checkpointed(path, BUSY_SECONDS) and _vacuumed(path) and checkpointed(path, BUSY_SECONDS)):
        raise ServerBusy
    return True


def _vacuumed(path: str) -> bool:
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("VACUUM")
    except sqlite3.OperationalError:
        return False
    return True


def _scrub_postgresql(register: Register) -> bool:
    with register.read() as reading, reading.execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            connection.execute(text("SET statement_timeout = 0"))
            for table in metadata.sorted_tables:
                # ANALYZE: the samples that planning keeps are drawn again.
                connection.execute(text(f"VACUUM (FULL, ANALYZE) {table.name}"))
            return _clear_own(connection)
        finally:
            connection.invalidate()  # it would go back to the pool without its timeout


def _clear_own(connection: Connection) -> bool:
    """The versions of the samples that were replaced, and the pages that are still in memory only."""
    with suppress(DBAPIError):
        connection.execute(text("VACUUM FULL pg_catalog.pg_statistic"))
        connection.execute(text("CHECKPOINT"))
        return True
    return False
