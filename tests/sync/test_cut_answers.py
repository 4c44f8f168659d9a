"""An answer cut at every byte, over a real connection: an error of the network, a replica as it was, nothing twice."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import pytest

from espace_mobile.domain.person import Person
from espace_mobile.errors import NotOurServer, ServerBusy, Unreachable
from espace_mobile.protocol.compression import GZIP, compress
from espace_mobile.protocol.messages import Page, Pushed
from espace_mobile.protocol.values import new_id
from espace_mobile.sync.engine import SyncEngine
from espace_mobile.sync.http import BODY_TYPE, HttpEndpoint, client
from tests.sync.conftest import Field, Post
from tests.sync.misbehaving import response

WORKER = new_id()


@dataclass
class Cutting:
    """A server on loopback that says `answer`, as far as `cut`, to each connection."""

    listener: socket.socket
    answer: bytes = b""
    cut: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def serve(self) -> None:
        while True:
            peer, _ = self.listener.accept()
            with peer:
                if self.stop.is_set():
                    return
                peer.settimeout(5)
                peer.recv(65536)
                peer.sendall(self.answer[: self.cut])


@contextmanager
def cutting() -> Iterator[Cutting]:
    server = Cutting(socket.create_server(("127.0.0.1", 0)))
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield server
    finally:
        server.stop.set()
        with socket.create_connection(server.listener.getsockname()):
            pass
        thread.join()
        server.listener.close()


def _answers(field_day: Field, post: Post) -> dict[str, bytes]:
    """What the register says to a push and to a pull of this device, as HTTP."""
    now = field_day.server_clock.ms
    page = post.wire.pull("")
    pulled = Page(page.records, page.cursor, False, 0, now, page.epoch)
    return {"push": Pushed(2, now, page.epoch).encode(), "pull": pulled.encode()}


@pytest.mark.parametrize("what", ["push", "pull"])
@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_cut_at_any_byte_changes_nothing(field_day: Field, what: str, packed: bool) -> None:
    post, office = field_day.post(), field_day.post()
    office.replica.save(Person.of(new_id(), {"first_name": "Samir"}), by=WORKER)
    office.sync()
    if what == "push":
        post.replica.save(*(Person.of(new_id(), {"first_name": name}) for name in ("Zoé", "Awa")), by=WORKER)
    body = _answers(field_day, post)[what]
    headers = ["content-encoding: gzip"] if packed else []
    whole = response("200 OK", compress(body, GZIP) if packed else body, BODY_TYPE, "connection: close", *headers)
    before = {name: dict(rows) for name, rows in post.replica.storage.tables.items()}
    with cutting() as server:
        server.answer = whole
        for cut in range(len(whole)):
            server.cut = cut
            # Nothing is encrypted here: loading the certificates of the world would be most of a test.
            with client(server.address, "token", httpx.HTTPTransport(verify=False)) as http:
                engine = SyncEngine(post.replica, HttpEndpoint(http, lambda: post.replica.device), post.clock)
                with pytest.raises((Unreachable, NotOurServer, ServerBusy)):
                    engine.run()
            assert post.replica.storage.tables == before, cut
    _settled(post, office)


def _settled(post: Post, office: Post) -> None:
    for _ in range(2):
        post.sync()
        office.sync()
    assert post.replica.pending() == 0
    assert {p.id: p for p in post.replica.all(Person)} == {p.id: p for p in office.replica.all(Person)}
