"""The organisations a server holds."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from espace_mobile.errors import InputError
from sync_server.cli.reaching import Database, opened
from sync_server.service import orgs, wall_ms

org = typer.Typer(help="The organisations this server holds.", no_args_is_help=True)


@org.command()
def create(
    name: Annotated[str, typer.Argument(help="Its name, as its devices show it")],
    database: Database = "",
    as_json: Annotated[bool, typer.Option("--json", help="For a program: one JSON object")] = False,
) -> None:
    """Make an organisation, and the code that lets its first device in."""
    with opened(database) as register:
        id, code = orgs.create(register, name, wall_ms())
    if as_json:
        typer.echo(json.dumps({"org": id, "name": name, "code": code}, ensure_ascii=False))
        return
    typer.echo(f"Organisation: {id}\nFirst invitation: {code}")
    typer.echo("Valid for seven days, for one device, which becomes a supervisor's. It is shown only now.", err=True)


@org.command(name="list")
def list_orgs(database: Database = "") -> None:
    """The organisations, oldest first: id, commits so far, name; and « no recovery sheet » where it has devices and
    none."""
    with opened(database) as register:
        without = orgs.without_sheet(register)
        for one in orgs.everyone(register):
            typer.echo(f"{one.id}\t{one.seq}\t{one.name}" + ("\tno recovery sheet" if one.id in without else ""))


@org.command()
def restored(id: Annotated[str, typer.Argument(help="Its id")], database: Database = "") -> None:
    """Say that this organisation comes from a backup: its devices read everything again and send what is missing."""
    with opened(database) as register:
        epoch = orgs.renew_epoch(register, id, wall_ms())
        if epoch is None:
            raise InputError("org", "not_found", what=id)
    typer.echo(f"Its epoch is now {epoch}.")
