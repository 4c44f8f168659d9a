"""Serving until told to stop."""

from __future__ import annotations

import gc
import logging
import signal
import socket
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import uvicorn

from espace_mobile.errors import InputError
from sync_server import logs
from sync_server.api import create_app
from sync_server.api.gauges import Watched
from sync_server.api.site import Site
from sync_server.register import Register
from sync_server.workers import Supervisor

_GRACE_SECONDS = 10
_BACKLOG = 2048
_GARBAGE = 50_000  # objects made before Python looks for cycles among them


def bound(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises `InputError` (`host`)."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with ExitStack() as undone:
            listener = undone.enter_context(socket.socket(family, kind))
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(_BACKLOG)
            undone.pop_all()
            return listener
    except OSError as e:
        raise InputError("host", "not_free", error=e.strerror) from None


def configured(site: Site, certificate: Path | None = None, key: Path | None = None) -> uvicorn.Config:
    """How this server is run: few headers, no log of addresses."""
    return uvicorn.Config(
        create_app(site),
        log_config=None,
        log_level=logging.WARNING,
        access_log=False,
        server_header=False,
        date_header=False,
        lifespan="off",
        timeout_graceful_shutdown=_GRACE_SECONDS,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )


def serve(
    register: Register,
    listener: socket.socket,
    certificate: Path | None = None,
    key: Path | None = None,
    workers: int = 1,
    tidy: Callable[[], None] = lambda: None,
    backups: Path | None = None,
) -> None:
    """Returns once told to stop by SIGTERM or SIGINT, requests in hand answered. Raises `InputError` (`ssl`).

    `tidy`: see `Supervisor`; it has no use with one worker. `backups`: the folder whose newest one is measured.
    """
    config = configured(Site(register, watched=Watched(backups, certificate)), certificate, key)
    try:
        config.load()
    except OSError:  # ssl.SSLError is one
        raise InputError("ssl", "not_usable") from None
    logs.configure()
    if workers == 1:
        _run(config, listener)
        return
    register.close()  # no connection is shared: each worker opens its own
    Supervisor(workers, lambda: _run(config, listener), tidy).run()


def _run(config: uvicorn.Config, listener: socket.socket) -> None:
    server = uvicorn.Server(config)

    def stop(*_: object) -> None:
        server.should_exit = True

    # What is loaded stays: nobody looks for garbage in it. A batch makes thousands of objects, and none of them cycles.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    # Told before uvicorn listens to signals, or again once it has stopped: it raises them anew.
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, stop)
    server.run(sockets=[listener])
