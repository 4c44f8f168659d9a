"""A whole register carried into another database, from SQLite to PostgreSQL or back, its cursors kept alive.

Three commits, so that two registers never answer for one org, wherever the process is killed:

1. the target, filled within one transaction, its orgs marked as arriving: it answers nobody yet;
2. the source, its orgs marked as moved, by the transaction that held every writer off since before the copy;
3. the target, opened.

`orgs.moved_at` tells where an org stands: null: here; 0: after 1 and before 3; otherwise when it left. A move that is
run again after a kill starts over (it was before 2: nobody was answered by the target) or opens the target.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text, update
from sqlalchemy.engine import Connection

from espace_mobile.errors import InputError
from sync_server.register import migrate, orgs
from sync_server.register.copying import copy, empty
from sync_server.register.database import POSTGRESQL, SQLITE, Register
from sync_server.register.orgs import Org
from sync_server.register.schema import metadata
from sync_server.register.schema import orgs as orgs_table

ARRIVING = 0
_LOCK = 0x6D6F7665  # « move »: one at a time, and never from a PostgreSQL database into itself


def move(source: Register, target: Register, now: int) -> list[Org]:
    """The orgs that live in `target` from now on, as they left. `source` is at the latest migration, `target` is
    brought to it. Harmless to repeat. While it copies, pushes to `source` wait, and pulls from a SQLite one do not.

    Raises `InputError` (field `target`): `same_database`, `not_empty`; (field `database`): `has_moved`, `no_org`.
    """
    _check_apart(source, target)
    migrate.upgrade(target)

    def leave(here: Connection) -> list[Org]:
        _hold(here)
        leaving = orgs.everyone(here)
        if _are_here(leaving):
            target.write(lambda there: _fill(here, there, leaving))
            here.execute(update(orgs_table).values(moved_at=now))
        return leaving

    leaving = source.write(leave)
    target.write(lambda there: _open(there, leaving))
    return leaving


def _check_apart(source: Register, target: Register) -> None:
    files = [Path(str(register.url.database)) for register in (source, target) if register.dialect == SQLITE]
    if len(files) == 2 and files[0].samefile(files[1]):
        raise InputError("target", "same_database")


def _hold(connection: Connection) -> None:
    """Nobody else writes until this transaction ends. On SQLite that is so already.

    Whoever writes has asked in the same transaction where its org lives: reading `orgs` is what waits.
    """
    if connection.dialect.name != POSTGRESQL:
        return
    for setting in ("statement_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(text("SELECT set_config(:name, '0', true)"), {"name": setting})
    if not connection.execute(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _LOCK}).scalar():
        raise InputError("target", "same_database")
    connection.execute(text("LOCK TABLE orgs IN ACCESS EXCLUSIVE MODE"))


def _are_here(leaving: list[Org]) -> bool:
    """False: they left before. One that is still arriving, or came after the others left, goes nowhere."""
    if not leaving:
        raise InputError("database", "no_org")
    gone = [bool(org.moved_at) for org in leaving]
    if any(org.moved_at == ARRIVING for org in leaving) or len(set(gone)) > 1:
        raise InputError("database", "has_moved")
    return not gone[0]


def _fill(here: Connection, there: Connection, leaving: list[Org]) -> None:
    _hold(there)
    held = orgs.everyone(there)
    if held:
        # What an interrupted move has left: nobody was ever answered from it.
        if any(org.moved_at != ARRIVING for org in held) or _lives(held) != _lives(leaving):
            raise InputError("target", "not_empty")
        empty(there)
    for table in metadata.sorted_tables:
        copy(here, there, table, {"moved_at": ARRIVING} if table is orgs_table else {})


def _lives(some: list[Org]) -> set[tuple[str, str]]:
    return {(org.id, org.epoch) for org in some}


def _open(there: Connection, left: list[Org]) -> None:
    """Raises `InputError` when these orgs did not go there."""
    _hold(there)
    held, seqs = orgs.everyone(there), {org.id: org.seq for org in left}
    arrived = [org for org in held if org.moved_at == ARRIVING]
    exact = not arrived or (_lives(arrived) == _lives(left) and all(org.seq == seqs[org.id] for org in arrived))
    if not exact or {org.id for org in held if not org.moved_at} != seqs.keys():
        raise InputError("database", "has_moved")
    there.execute(update(orgs_table).where(orgs_table.c.moved_at == ARRIVING).values(moved_at=None))
    if arrived and there.dialect.name == POSTGRESQL:
        there.execute(text("ANALYZE"))  # its plans would be those of empty tables
