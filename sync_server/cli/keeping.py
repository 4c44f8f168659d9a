"""Keeping the database: its version, its files, its place."""

from __future__ import annotations

from typing import Annotated

import typer

from sync_server.cli.reaching import Database, opened, reached
from sync_server.register import Register, migrate, moving, scrubbing
from sync_server.service import wall_ms

_NOT_ITS_OWN = (
    "The tables were written anew. PostgreSQL keeps samples of old ones: run it as the owner of the database."
)


def migrate_database(database: Database = "") -> None:
    """Bring the database to the version this server works with."""
    with reached(database) as register:
        migrate.upgrade(register)
    typer.echo(f"The database is at version {migrate.HEAD}.")


def scrub(database: Database = "") -> None:
    """After erasures: write the database's files anew, so that nothing erased remains in them."""
    with opened(database) as register:
        whole = scrubbing.scrub(register)
    typer.echo("The files were written anew." if whole else _NOT_ITS_OWN)


def move(
    to: Annotated[str, typer.Option(help="The database to move to, empty or not there yet: as for --database")],
    database: Database = "",
) -> None:
    """Move everything to another database. Devices go on from where they are once their address leads there."""
    with opened(database) as source:
        target = Register(to)
        try:
            target.ping()
            left = moving.move(source, target, wall_ms())
        finally:
            target.close()
    typer.echo(f"Moved: {len(left)}. Serve the new database from now on; the old one answers « moved ».")
