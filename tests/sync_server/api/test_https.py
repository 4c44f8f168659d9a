"""The server behind its own certificate."""

from __future__ import annotations

import ssl
import threading
import time
from pathlib import Path

import httpx
import pytest
import uvicorn

from sync_server.api.site import Site
from sync_server.register import Register
from sync_server.server import bound, configured
from tests.certificates import self_signed

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_it_answers_over_tls_to_who_trusts_it_and_to_nobody_else(register: Register, tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)
    listener = bound("127.0.0.1", 0)
    server = uvicorn.Server(configured(Site(register), certificate, key))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.005)
    url = f"https://127.0.0.1:{listener.getsockname()[1]}/v1/hello"
    try:
        trusting = ssl.create_default_context(cafile=certificate)
        assert httpx.get(url, verify=trusting, trust_env=False).json()["service"] == "espace-sync"
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            httpx.get(url, verify=ssl.create_default_context(), trust_env=False)
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
