"""The server as a process of its own: what it acknowledged survives its worst end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from espace_mobile.protocol.compression import compress
from espace_mobile.protocol.messages import Page, Push, Pushed
from espace_mobile.protocol.values import Sealed, new_id
from sync_server.register import Register


@contextmanager
def _serving(database: str, log: Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    command = [sys.executable, "-W", "error", "-m", "sync_server", "serve", "--database", database, "--port", "0"]
    with (
        log.open("ab") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            assert said.startswith("Listening on http://127.0.0.1:"), log.read_text()
            with httpx.Client(base_url=said.split()[-1], timeout=30, trust_env=False, verify=False) as client:
                yield process, client
        finally:
            process.kill()


def _push(client: httpx.Client, tablet: Any, *changes: Any) -> httpx.Response:
    body = compress(Push([c.pack() for c in changes]).encode())
    headers = {
        "Authorization": f"Bearer {tablet.token}",
        "Content-Type": "application/msgpack",
        "Content-Encoding": "gzip",
    }
    return client.post("/v1/push", content=body, headers=headers)


def test_what_was_acknowledged_survives_kill_9(
    database: str, register: Register, fleets: Callable[[Register], Any], tmp_path: Path
) -> None:
    fleet = fleets(register)
    tablets = [fleet.tablet() for _ in range(4)]
    acknowledged: set[str] = set()
    with _serving(database, tmp_path / "log") as (process, client):
        enough = threading.Event()

        def work(tablet: Any) -> None:
            try:
                while True:
                    changes = [tablet.change(new_id(), x=n) for n in range(20)]
                    if Pushed.decode(_push(client, tablet, *changes).raise_for_status().content).have == tablet.n:
                        acknowledged.update(c.record for c in changes)
                    if len(acknowledged) > 200:
                        enough.set()
            except httpx.HTTPError:
                return

        threads = [threading.Thread(target=work, args=(t,)) for t in tablets]
        for thread in threads:
            thread.start()
        assert enough.wait(60)
        os.kill(process.pid, signal.SIGKILL)
        for thread in threads:
            thread.join(60)
    assert acknowledged <= set(fleet.tablet().everything())
    for tablet in tablets:
        assert tablet.push().have >= tablet.n - 20
    # And a server that starts again on what was left serves it.
    with _serving(database, tmp_path / "log") as (process, client):
        headers = {"Authorization": f"Bearer {tablets[0].token}"}
        page = Page.decode(client.get("/v1/pull", headers=headers).raise_for_status().content)
        assert page.records
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0


def test_told_to_stop_it_stops_cleanly_and_has_written_nothing_readable(
    sqlite_url: str, fleets: Callable[[Register], Any], tmp_path: Path
) -> None:
    register = Register(sqlite_url)
    tablet = fleets(register).tablet()
    secret = os.urandom(24)
    with _serving(sqlite_url, tmp_path / "log") as (process, client):
        change = tablet.change(new_id(), first_name=Sealed(1, secret), heard="radio")
        assert _push(client, tablet, change).status_code == 200
        assert client.get("/v1/pull", params={"cursor": "personal"}).status_code == 401
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    register.close()
    log = (tmp_path / "log").read_text()
    assert "Traceback" not in log
    assert tablet.id in log
    for hidden in (tablet.token, "personal", "radio", change.record):
        assert hidden not in log
    # The register holds the sealed bytes, its file nothing that says them otherwise, and no token.
    held = b"".join(p.read_bytes() for p in tmp_path.glob("register.sqlite3*"))
    assert secret in held
    assert tablet.token.encode() not in held
    assert secret.hex().encode() not in held
