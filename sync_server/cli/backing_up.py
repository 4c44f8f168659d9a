"""Backups: a key pair, taking one, checking one, bringing one back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from espace_mobile.protocol.enrolment import KeyPair
from sync_server.cli.reaching import Database, explained, found, fresh
from sync_server.service import backup_keys, backups, wall_ms
from sync_server.service.backups import Backup

keys = typer.Typer(help="The key pair that backups are made for.", no_args_is_help=True)

_PHRASE = typer.Option(envvar="ESPACE_SYNC_BACKUP_PHRASE", help="Of a locked key; asked for when not given")
File = Annotated[Path, typer.Argument(help="The backup", dir_okay=False)]
KeyFile = Annotated[Path, typer.Option("--key-file", help="The private key", dir_okay=False)]
Phrase = Annotated[str, _PHRASE]
AsJson = Annotated[bool, typer.Option("--json", help="For a program: one JSON object")]


@keys.callback()
def _keys() -> None:
    """The key pair that backups are made for."""


@keys.command()
def new(
    to: Annotated[Path | None, typer.Option(help="A file for the private key; without it, it is shown once")] = None,
    lock: Annotated[bool, typer.Option("--lock", help="Lock it with a pass phrase, which is asked for")] = False,
    phrase: Phrase = "",
) -> None:
    """Make a key pair. Do it away from the server: the server needs the public half only."""
    pair = KeyPair()
    if lock and not phrase:
        phrase = typer.prompt("Pass phrase", hide_input=True, confirmation_prompt=True, err=True)
    phrase = phrase if lock else ""
    if to is not None:
        with explained():
            backup_keys.write(to, pair, phrase)
    else:
        typer.echo(backup_keys.private_text(pair, phrase))
        typer.echo("This is the private key. It is shown only now: keep it away from the server.", err=True)
    typer.echo(backup_keys.public_text(pair))


def backup(
    to: Annotated[Path, typer.Option(help="A file that is not there yet, or a folder: the file is named by the time")],
    key: Annotated[str, typer.Option(envvar="ESPACE_SYNC_BACKUP_KEY", help="The public key, or a file that holds it")],
    keep: Annotated[int, typer.Option(help="In a folder: how many to keep, 0 for all", min=0)] = 0,
    database: Database = "",
    as_json: AsJson = False,
) -> None:
    """Back up the whole register while it serves, encrypted for whoever holds the private key."""
    now = wall_ms()
    with found(database) as register:
        public = backup_keys.read_public(key)
        path = backups.name_of(to, now) if to.is_dir() else to
        taken = backups.take(register, path, public, now)
        if keep and to.is_dir():
            backups.prune(to, keep, now)
    _tell(f"Backed up: {path}", taken, as_json)


def verify(file: File, key_file: KeyFile, phrase: Phrase = "", as_json: AsJson = False) -> None:
    """Read a whole backup, and compare all it says of itself. Nothing is restored."""
    with explained():
        checked = backups.verify(file, _private(key_file, phrase))
    _tell("The backup is whole.", checked, as_json)


def restore(
    file: File, key_file: KeyFile, database: Database = "", phrase: Phrase = "", as_json: AsJson = False
) -> None:
    """Bring a backup back into an empty database of either sort. Devices read everything again and send what is
    missing."""
    with explained():
        pair = _private(key_file, phrase)
    with fresh(database) as register:
        restored = backups.restore(file, pair, register, wall_ms())
    _tell("Restored. Serve this database from now on.", restored, as_json)
    typer.echo(
        "Devices are as they were then: withdraw again those withdrawn since, enrol again those that came since.",
        err=True,
    )


def _private(file: Path, phrase: str) -> KeyPair:
    if not phrase and backup_keys.is_locked(file):
        phrase = typer.prompt("Pass phrase", hide_input=True, err=True)
    return backup_keys.read_private(file, phrase)


def _tell(first: str, one: Backup, as_json: bool) -> None:
    made = f"{datetime.fromtimestamp(one.made_at // 1000, UTC):%Y-%m-%dT%H:%M:%SZ}"
    told: dict[str, Any] = {"made": made, "revision": one.revision, "bytes": one.size}
    told |= {"rows": one.content.rows, "digest": one.content.digest}
    if as_json:
        typer.echo(json.dumps(told))
        return
    rows = ", ".join(f"{table} {count}" for table, count in one.content.rows.items())
    typer.echo(f"{first}\nMade: {made}, database version {one.revision}, {one.size} bytes\nRows: {rows}")
    typer.echo(f"Digest: {one.content.digest}")
