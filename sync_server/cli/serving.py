"""Serving."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from espace_mobile.errors import InputError
from sync_server.cli.reaching import Database, opened
from sync_server.register.database import CONNECTIONS

_FEWEST_CONNECTIONS = 8  # of a worker, whatever their number


def serve(
    database: Database = "",
    host: Annotated[str, typer.Option(help="Address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0: any free one", min=0, max=65535)] = 8765,
    ssl_certificate: Annotated[Path | None, typer.Option(help="Certificate chain (PEM)", dir_okay=False)] = None,
    ssl_key: Annotated[Path | None, typer.Option(help="Its private key (PEM)", dir_okay=False)] = None,
    backups: Annotated[
        Path | None, typer.Option(envvar="ESPACE_SYNC_BACKUPS", help="Folder of the backups, to measure their age")
    ] = None,
    workers: Annotated[int, typer.Option(help="Processes that share the work", min=1, max=64)] = 1,
) -> None:
    """Serve tablets until told to stop."""
    # Together they open as many connections as one process may.
    with (
        _counting_together(workers) as tidy,
        opened(database, max(CONNECTIONS // workers, _FEWEST_CONNECTIONS)) as register,
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
            serve_until_told(register, listener, ssl_certificate, ssl_key, workers, tidy, backups)


@contextmanager
def _counting_together(workers: int) -> Iterator[Callable[[], None]]:
    """A private folder for the metrics of several workers; what removes it. Before they are loaded: see `metrics`."""
    if workers == 1:
        yield lambda: None
        return
    with TemporaryDirectory(prefix="espace-sync-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield partial(rmtree, folder, ignore_errors=True)
