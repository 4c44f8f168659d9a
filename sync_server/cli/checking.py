"""Looking at everything at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from sync_server.cli.reaching import Database, default_database, explained
from sync_server.register import Register
from sync_server.register.database import SQLITE, parsed
from sync_server.service import doctor as doctors
from sync_server.service import doctor_outside, wall_ms
from sync_server.service.findings import LOOK, OK, WRONG, Finding

_STATUS = {OK: 0, LOOK: 1, WRONG: 2}


def doctor(
    database: Database = "",
    backups: Annotated[Path | None, typer.Option(envvar="ESPACE_SYNC_BACKUPS", help="Folder of the backups")] = None,
    ssl_certificate: Annotated[Path | None, typer.Option(help="Certificate chain (PEM)", dir_okay=False)] = None,
    ssl_key: Annotated[Path | None, typer.Option(help="Its private key (PEM)", dir_okay=False)] = None,
    url: Annotated[str, typer.Option(help="The address devices use: asked as they would")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="For a program: one JSON object a line")] = False,
) -> None:
    """Look at the clock, the disk, the versions, the database, permissions, backups, the certificate, the address.

    Nothing is written. Exit code 0: all is well; 1: something to look at; 2: something is wrong.
    """
    now, worst = wall_ms(), OK
    with explained():
        for finding in _findings(database, backups, ssl_certificate, ssl_key, url, now):
            worst = max(worst, finding.state, key=_STATUS.__getitem__)
            line = json.dumps(asdict(finding)) if as_json else f"{finding.state:6} {finding.name:12} {finding.said}"
            typer.echo(line)
    raise typer.Exit(_STATUS[worst])


def _findings(
    database: str, backups: Path | None, certificate: Path | None, key: Path | None, url: str, now: int
) -> Iterator[Finding]:
    yield from _register(database or default_database(), now)
    if backups is not None:
        yield from doctors.folder(backups, now)
    if certificate is not None:
        yield from doctor_outside.certificate(certificate, key, now)
    if url:
        yield from doctor_outside.address(url, now)


def _register(database: str, now: int) -> Iterator[Finding]:
    where = parsed(database)
    if where.get_backend_name() == SQLITE and not Path(str(where.database)).is_file():
        yield Finding("database", WRONG, f"There is no such file: {where.database}")
        return
    register = Register(database, 2)
    try:
        yield from doctors.examine(register, now)
    finally:
        register.close()
