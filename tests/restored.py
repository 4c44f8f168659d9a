"""A register of SQLite under a running server, taken back to what it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sync_server.register import Register
from sync_server.service import orgs, wall_ms
from tests.crew import Crew


def copied(crew: Crew, to: Path) -> None:
    with closing(sqlite3.connect(crew.server.folder / "register.db")) as live, closing(sqlite3.connect(to)) as kept:
        live.backup(kept)


def restored(crew: Crew, backup: Path) -> None:
    """As whoever runs the server does it: with another epoch."""
    with closing(sqlite3.connect(crew.server.folder / "register.db")) as live, closing(sqlite3.connect(backup)) as kept:
        kept.backup(live)
    register = Register(crew.server.database)
    orgs.renew_epoch(register, crew.server.org, wall_ms())
    register.close()
