"""The commands of whoever runs the server."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from platformdirs import user_data_path

from espace_mobile.errors import EspaceError, InputError, ServerBusy
from sync_server.register import Register, migrate, moving, scrubbing
from sync_server.register.database import CONNECTIONS, SQLITE
from sync_server.service import orgs, wall_ms

app = typer.Typer(help="The sync server of Espace Mobile.", no_args_is_help=True, add_completion=False)
org = typer.Typer(help="The organisations this server holds.", no_args_is_help=True)
app.add_typer(org, name="org")

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
    "same_database": "That is the same database, or another move is at work there.",
    "not_empty": "The database to move to holds organisations already. Move to an empty one; nothing was changed.",
    "has_moved": "These organisations moved to another database before. Nothing was changed.",
    "no_org": "There is no organisation here to move.",
    "not_scrubbed": "The database is in use, or there is no room for a copy of it. Stop the server, and try again.",
    "not_found": "There is no such file or organisation: {what}",
}
_FEWEST_CONNECTIONS = 8  # of a worker, whatever their number
_NOT_ITS_OWN = (
    "The tables were written anew. PostgreSQL keeps samples of old ones: run it as the owner of the database."
)
_UNREACHABLE = "The database is not reachable. Check its address, that it runs, and that it lets this user in."


def default_database() -> str:
    return f"sqlite:///{user_data_path('espace-mobile') / 'register.sqlite3'}"


@contextmanager
def _explained() -> Iterator[None]:
    """What goes wrong on purpose ends with a sentence and exit code 2."""
    try:
        yield
    except InputError as e:
        typer.echo(_SAID[e.reason].format(**e.params), err=True)
    except ServerBusy:
        typer.echo(_UNREACHABLE, err=True)
    except EspaceError as e:
        typer.echo(f"This did not work: {e.code}", err=True)
    else:
        return
    raise typer.Exit(2)


@contextmanager
def _register(database: str, connections: int = CONNECTIONS) -> Iterator[Register]:
    """The register, reached and at the right version: a SQLite file is brought to it, PostgreSQL is asked for it."""
    with _explained():
        register = Register(database or default_database(), connections)
        try:
            register.ping()
            if register.dialect == SQLITE:
                migrate.upgrade(register)
            elif migrate.current(register) != migrate.HEAD:
                raise InputError("database", "outdated")
            yield register
        finally:
            register.close()


@app.command()
def serve(
    database: Database = "",
    host: Annotated[str, typer.Option(help="Address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0: any free one", min=0, max=65535)] = 8765,
    ssl_certificate: Annotated[Path | None, typer.Option(help="Certificate chain (PEM)", dir_okay=False)] = None,
    ssl_key: Annotated[Path | None, typer.Option(help="Its private key (PEM)", dir_okay=False)] = None,
    workers: Annotated[int, typer.Option(help="Processes that share the work", min=1, max=64)] = 1,
) -> None:
    """Serve tablets until told to stop."""
    # Together they open as many connections as one process may.
    with (
        _counting_together(workers) as tidy,
        _register(database, max(CONNECTIONS // workers, _FEWEST_CONNECTIONS)) as register,
    ):
        from sync_server.server import bound
        from sync_server.server import serve as serve_until_told

        for file in (ssl_certificate, ssl_key):
            if file and not file.is_file():
                raise InputError("ssl", "not_found", what=file)
        with bound(host, port) as listener:
            shown = f"[{host}]" if ":" in host else host
            scheme = "https" if ssl_certificate else "http"
            typer.echo(f"Listening on {scheme}://{shown}:{listener.getsockname()[1]}")
            serve_until_told(register, listener, ssl_certificate, ssl_key, workers, tidy)


@contextmanager
def _counting_together(workers: int) -> Iterator[Callable[[], None]]:
    """A private folder for the metrics of several workers; what removes it. Before they are loaded: see `metrics`."""
    if workers == 1:
        yield lambda: None
        return
    with TemporaryDirectory(prefix="espace-sync-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield partial(rmtree, folder, ignore_errors=True)


@app.command(name="migrate")
def migrate_database(database: Database = "") -> None:
    """Bring the database to the version this server works with."""
    with _explained():
        register = Register(database or default_database())
        try:
            register.ping()
            migrate.upgrade(register)
        finally:
            register.close()
    typer.echo(f"The database is at version {migrate.HEAD}.")


@app.command()
def scrub(database: Database = "") -> None:
    """After erasures: write the database's files anew, so that nothing erased remains in them."""
    with _register(database) as register:
        whole = scrubbing.scrub(register)
    typer.echo("The files were written anew." if whole else _NOT_ITS_OWN)


@app.command()
def move(
    to: Annotated[str, typer.Option(help="The database to move to, empty or not there yet: as for --database")],
    database: Database = "",
) -> None:
    """Move everything to another database. Devices go on from where they are once their address leads there."""
    with _register(database) as source:
        target = Register(to)
        try:
            target.ping()
            left = moving.move(source, target, wall_ms())
        finally:
            target.close()
    typer.echo(f"Moved: {len(left)}. Serve the new database from now on; the old one answers « moved ».")


@org.command()
def create(
    name: Annotated[str, typer.Argument(help="Its name, as its devices show it")],
    database: Database = "",
    as_json: Annotated[bool, typer.Option("--json", help="For a program: one JSON object")] = False,
) -> None:
    """Make an organisation, and the code that lets its first device in."""
    with _register(database) as register:
        id, code = orgs.create(register, name, wall_ms())
    if as_json:
        typer.echo(json.dumps({"org": id, "name": name, "code": code}, ensure_ascii=False))
        return
    typer.echo(f"Organisation: {id}\nFirst invitation: {code}")
    typer.echo("Valid for seven days, for one device, which becomes a supervisor's. It is shown only now.", err=True)


@org.command(name="list")
def list_orgs(database: Database = "") -> None:
    """The organisations, oldest first: id, commits so far, name."""
    with _register(database) as register:
        for one in orgs.everyone(register):
            typer.echo(f"{one.id}\t{one.seq}\t{one.name}")


@org.command()
def restored(id: Annotated[str, typer.Argument(help="Its id")], database: Database = "") -> None:
    """Say that this organisation comes from a backup: its devices read everything again and send what is missing."""
    with _register(database) as register:
        epoch = orgs.renew_epoch(register, id, wall_ms())
        if epoch is None:
            raise InputError("org", "not_found", what=id)
    typer.echo(f"Its epoch is now {epoch}.")


def main() -> None:
    app(prog_name="espace-sync")
