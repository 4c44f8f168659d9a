"""The real application behind a real uvicorn, in a thread of the test."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from sync_server.api.rates import Rates
from sync_server.api.site import Site
from sync_server.register import Register
from sync_server.server import bound, configured


@dataclass
class Served:
    url: str
    site: Site

    def client(self, token: str | None = None, **headers: str) -> httpx.Client:
        if token:
            headers["Authorization"] = f"Bearer {token}"
        # Nothing is encrypted here: loading the certificates of the world would be most of a test.
        return httpx.Client(base_url=self.url, headers=headers, timeout=30, trust_env=False, verify=False)


@pytest.fixture(scope="session")
def server() -> Iterator[tuple[str, FastAPI]]:
    """One server for the session; each test puts its own register behind it."""
    config = configured(cast(Site, None))
    listener = bound("127.0.0.1", 0)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.005)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", cast(FastAPI, config.app)
    server.should_exit = True
    thread.join(20)
    listener.close()


@pytest.fixture
def served(server: tuple[str, FastAPI], register: Register, fleet: Any) -> Served:
    url, app = server
    plenty = Rates(1e6, 1_000_000)
    app.state.site = site = Site(register, lambda: fleet.now, devices=plenty, strangers=plenty)
    return Served(url, site)
