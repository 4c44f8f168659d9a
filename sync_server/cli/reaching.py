"""Reaching the database a command is about, and saying in a sentence what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

from espace_mobile.errors import EspaceError, InputError, ServerBusy
from sync_server.register import Register, migrate
from sync_server.register.database import CONNECTIONS, SQLITE, parsed

_DATABASE = "SQLite or PostgreSQL, e.g. postgresql://user@host/name (default: a SQLite file in the user's data folder)"
Database = Annotated[str, typer.Option("--database", envvar="ESPACE_SYNC_DATABASE", help=_DATABASE)]

_SAID = {
    "not_a_url": "The database is not a URL. Example: sqlite:////var/lib/espace/register.sqlite3",
    "not_supported": "This kind of database is not supported ({scheme}): sqlite:// or postgresql://",
    "not_a_file": "SQLite needs a file: sqlite:////var/lib/espace/register.sqlite3",
    "damaged": "This file is not a database of this server, or it is damaged. It was left as it is.",
    "not_writable": "The database file can't be written: {error}",
    "no_driver": "The driver for {scheme} is not installed: pip install 'espace-mobile[server]'",
    "not_free": "Can't listen there: {error}",
    "not_usable": "The certificate or its key can't be used: PEM files, and the key of that certificate.",
    "outdated": "The database is not at the version this server works with. Run: espace-sync migrate",
    "database.too_new": "A newer version of the server made this database ({version}). Install that version again, or "
    "restore a backup made by this one into an empty database. Nothing was changed.",
    "same_database": "That is the same database, or another move is at work there.",
    "not_empty": "The database to move to holds organisations already. Move to an empty one; nothing was changed.",
    "has_moved": "These organisations moved to another database before. Nothing was changed.",
    "no_org": "There is no organisation here to move.",
    "not_scrubbed": "The database is in use, or there is no room for a copy of it. Stop the server, and try again.",
    "not_found": "There is no such file or organisation: {what}",
    "database.not_empty": "The database to restore into holds something already. Give an empty one.",
    "backup.exists": "There is such a file already, and it was left as it is: {what}",
    "backup.not_written": "The backup can't be written, and nothing is left of it: {error}",
    "backup.no_tables": "There is nothing in this database to back up yet.",
    "backup.too_new": "This was made by a newer version of the server. Install that version first.",
    "backup.newer": "This was made by a newer version of the server. Install that version first.",
    "backup.moved_away": "These organisations moved to another database. Back up that one.",
    "backup.not_a_backup": "This is not a backup of this server. Nothing was changed.",
    "backup.wrong_key": "This backup was made for another key. Nothing was changed.",
    "backup.damaged": "This backup is damaged or cut short: it can't be used. Take another one.",
    "not_a_hash": "A head has 64 hexadecimal digits, as verify-log tells it.",
    "key.exists": "There is such a file already, and it was left as it is: {what}",
    "key.not_written": "The key can't be written: {error}",
    "key.not_public": "This is not the public key of a backup: espace-backup-public-…, or a file that holds it.",
    "key.not_private": "This file holds no private key of a backup, or there is a slip in it.",
    "key.wrong_phrase": "This pass phrase does not open the key.",
}
_UNREACHABLE = "The database is not reachable. Check its address, that it runs, and that it lets this user in."


def default_database() -> str:
    return f"sqlite:///{user_data_path('espace-mobile') / 'register.sqlite3'}"


@contextmanager
def explained() -> Iterator[None]:
    """What goes wrong on purpose ends with a sentence and exit code 2."""
    try:
        yield
    except InputError as e:
        typer.echo((_SAID.get(f"{e.field}.{e.reason}") or _SAID[e.reason]).format(**e.params), err=True)
    except ServerBusy:
        typer.echo(_UNREACHABLE, err=True)
    except EspaceError as e:
        typer.echo(f"This did not work: {e.code}", err=True)
    else:
        return
    raise typer.Exit(2)


@contextmanager
def opened(database: str, connections: int = CONNECTIONS) -> Iterator[Register]:
    """The register, reached and at the right version: a SQLite file is brought to it, PostgreSQL is asked for it."""
    with reached(database, connections) as register:
        if register.dialect == SQLITE:
            migrate.upgrade(register)
        elif (revision := migrate.current(register)) is not None and not migrate.known(revision):
            raise InputError("database", "too_new", version=revision)
        elif revision != migrate.HEAD:
            raise InputError("database", "outdated")
        yield register


@contextmanager
def reached(database: str, connections: int = CONNECTIONS) -> Iterator[Register]:
    """The register at whatever version it is; a SQLite file is made when there is none."""
    with explained():
        register = Register(database or default_database(), connections)
        try:
            register.ping()
            yield register
        finally:
            register.close()


@contextmanager
def found(database: str) -> Iterator[Register]:
    """`reached`, but no file is made."""
    with explained(), _not_made(database) as made, reached(database) as register:
        if made:
            raise InputError("database", "not_found", what=made[0])
        yield register


@contextmanager
def fresh(database: str) -> Iterator[Register]:
    """`reached`, to be filled: after a failure, a file that was not there before is not there."""
    with explained(), _not_made(database), reached(database) as register:
        yield register


@contextmanager
def _not_made(database: str) -> Iterator[list[Path]]:
    """The SQLite file of this URL, if there is none yet; it goes when what follows fails."""
    url = parsed(database or default_database())
    files = [Path(str(url.database))] if url.get_backend_name() == SQLITE else []
    new = [file for file in files if not file.exists()]
    try:
        yield new
    except BaseException:
        for file in new:
            for side in ("", "-wal", "-shm"):
                file.with_name(file.name + side).unlink(missing_ok=True)
        raise
