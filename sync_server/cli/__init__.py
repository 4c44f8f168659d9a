"""The commands of whoever runs the server."""

from __future__ import annotations

import typer

from sync_server.cli import backing_up, keeping, logging_access, serving
from sync_server.cli.checking import doctor
from sync_server.cli.organisations import org

# No locals in a traceback: they may be what a device sent, or a key.
app = typer.Typer(
    help="The sync server of Espace Mobile.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
app.add_typer(org, name="org")
app.add_typer(backing_up.keys, name="backup-key")
app.command()(serving.serve)
app.command(name="migrate")(keeping.migrate_database)
app.command(name="verify-log")(logging_access.verify_log)
app.command(name="purge-log")(logging_access.purge_log)
for command in (keeping.scrub, keeping.move, backing_up.backup, backing_up.verify, backing_up.restore, doctor):
    app.command()(command)


def main() -> None:
    app(prog_name="espace-sync")
