"""The commands of `espace-mobile`. Each wires parts and says what it did; nothing else lives here."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

from espace_mobile import __version__
from espace_mobile.bootstrap import Installation
from espace_mobile.cli.doctor import doctor
from espace_mobile.errors import EspaceError

commands = typer.Typer(add_completion=False, no_args_is_help=True, help="Espace Mobile, the outreach register.")

Folder = Annotated[Path, typer.Option(help="This device's own folder.")]
LOCALHOST = "127.0.0.1"
commands.command()(doctor)


def main() -> None:
    """The script `espace-mobile`. Exit code 1, and one line, for what can be explained."""
    try:
        commands()
    except EspaceError as error:
        print(f"espace-mobile: {error.code} {error.params or ''}".rstrip(), file=sys.stderr)
        sys.exit(1)


def run_packaged() -> None:
    """The packaged app on a tablet: Flutter in front, its own private folder behind."""
    import flet as ft

    from espace_mobile.app.main import build

    ft.run(build(Installation(Path(os.environ["FLET_APP_STORAGE_DATA"]))))


@commands.command()
def serve(
    folder: Folder = Path(user_data_path("espace-mobile")),
    port: Annotated[int, typer.Option(help="The port on this machine.")] = 8550,
    demo: Annotated[bool, typer.Option(help="Show « DÉMO » and the switch « réseau coupé ».")] = False,
) -> None:
    """Run the app in the browser of this machine, as the office does on a PC."""
    from espace_mobile.cli.web import serve_web

    print(f"http://{LOCALHOST}:{port}", flush=True)
    serve_web(Installation(folder, demo=demo), LOCALHOST, port)


@commands.command()
def demo(
    port: Annotated[
        int, typer.Option(help="The server's port; the office and the tablets take the next three.")
    ] = 8560,
    folder: Annotated[
        Path | None, typer.Option(help="Where to keep it; without, it is thrown away at the end.")
    ] = None,
) -> None:
    """A sync server, two tablets and the office on this machine, with fictitious data. Ctrl-C stops all of it."""
    from espace_mobile.cli.demo import Demonstration

    Demonstration(port, folder).run()


@commands.command()
def version() -> None:
    """Say which version this is."""
    print(__version__)
