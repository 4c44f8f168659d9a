"""One device's way to the server: a real listening socket, a thread for each connection, a fault for each request."""

from __future__ import annotations

import random
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, Protocol, cast

from tests.proxied import wire
from tests.proxied.faults import MADE_UP, Calm, Fault, Kind
from tests.proxied.wire import Message
from tests.proxied.witness import Witness

PATIENCE = 40.0  # seconds; longer than any server waits for its database
PIECES = 6
KEPT = 50  # pushes
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing resets


class Weather(Protocol):
    def draw(self, request: Message) -> Fault: ...


class Way(socketserver.ThreadingTCPServer):
    """Between one device, who is told `address`, and the server at `port`. `weather`: what happens; change it at will.

    `on_answer`: called with each answer the server gave, before anything of it goes back. `open`: whether anything gets
    through at all. `passed`: by path, the last request, `given`: the last answer of the server.
    """

    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, name: str, port: int, witness: Witness) -> None:
        super().__init__(("127.0.0.1", 0), _Passage)
        self.name, self.port, self.witness = name, port, witness
        self.weather: Weather = Calm()
        self.open = True
        self.on_answer: Callable[[Message, Message], None] = lambda request, answer: None
        self.old: list[Message] = []
        self.passed: dict[str, Message] = {}
        self.given: dict[str, Message] = {}
        self.requests = 0
        self._sockets: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._rng = random.Random(name)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def draw(self, request: Message) -> Fault:
        with self._lock:
            self.requests += 1
            self.passed[request.path] = request
            fault = self.weather.draw(request)
            self.witness.met(self.name, self.requests, request, fault)
            return fault

    def kept(self, request: Message) -> Message | None:
        """An old push; this one is kept for later."""
        with self._lock:
            old = self._rng.choice(self.old) if self.old else None
            if request.path == "/v1/push":
                self.old = [*self.old[-KEPT:], request]
            return old

    @contextmanager
    def held(self, connection: socket.socket) -> Iterator[socket.socket]:
        """Closed at the end, and whenever the way is closed."""
        with self._lock:
            self._sockets.add(connection)
        try:
            with connection:
                yield connection
        finally:
            with self._lock:
                self._sockets.discard(connection)

    def handle_error(self, request: object, client_address: object) -> None:
        import traceback

        self.witness.wrong.append(f"the proxy failed: {traceback.format_exc()}")

    def close(self) -> None:
        self.open = False
        self.shutdown()
        with self._lock:
            for connection in self._sockets:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self.server_close()  # joins the threads of connections
        self._thread.join()


class _Passage(socketserver.BaseRequestHandler):
    """One connection of the device, which it may keep for many requests."""

    server: Way
    request: socket.socket

    def handle(self) -> None:
        self.request.settimeout(PATIENCE)
        with suppress(OSError), self.server.held(self.request), self.request.makefile("rb") as stream:
            while self.server.open and (asked := wire.read(cast(BinaryIO, stream))) is not None:
                if not self.server.open or not self._treat(asked, self.server.draw(asked)):
                    break

    def _treat(self, asked: Message, fault: Fault) -> bool:
        """Whether the connection may go on."""
        old = self.server.kept(asked)
        match fault.kind:
            case Kind.REFUSED:
                self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                return False
            case Kind.PORTAL | Kind.REDIRECT | Kind.BAD_GATEWAY:
                return self._give(MADE_UP[fault.kind].raw)
            case Kind.REQUEST_CUT:
                self._send_half(fault.cut(asked.body), asked)
                return False
            case Kind.SLOW:
                time.sleep(fault.seconds * 10)
            case Kind.REPLAYED if old is not None:
                self._ask(old)
            case Kind.TWICE:
                self._ask(asked)
        return self._pass(asked, fault)

    def _pass(self, asked: Message, fault: Fault) -> bool:
        pause = fault.seconds if fault.kind == Kind.TRICKLED else 0.0
        answered = self._ask(asked, pause)
        if answered is None:
            return False
        match fault.kind:
            case Kind.GATEWAY_TIMEOUT:
                return self._give(MADE_UP[fault.kind].raw)
            case Kind.ANSWER_CUT:
                self._give(fault.cut(answered.raw))
                return False
        return self._give(answered.raw, pause)

    def _give(self, data: bytes, pause: float = 0.0) -> bool:
        _send(self.request, data, pause)
        return True

    def _ask(self, asked: Message, pause: float = 0.0) -> Message | None:
        """What the server answers; None when it is not there, or went away."""
        floor = self.server.witness.floor(asked.header("espace-device"))
        with suppress(OSError), self._upstream() as upstream, upstream.makefile("rb") as stream:
            _send(upstream, asked.raw, pause)
            answered = wire.read(cast(BinaryIO, stream))
            if answered is not None:
                self.server.given[asked.path] = answered
                self.server.witness.heard(asked, floor, answered)
                self.server.on_answer(asked, answered)
            return answered
        return None

    def _send_half(self, half: bytes, asked: Message) -> None:
        with suppress(OSError), self._upstream() as upstream:
            upstream.sendall(asked.head + half if asked.body else asked.head[: len(asked.head) // 2])

    @contextmanager
    def _upstream(self) -> Iterator[socket.socket]:
        connection = socket.create_connection(("127.0.0.1", self.server.port), PATIENCE)
        connection.settimeout(PATIENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self.server.held(connection):
            yield connection


def _send(to: socket.socket, data: bytes, pause: float) -> None:
    """At once, or in pieces."""
    size = len(data) // PIECES + 1 if pause else max(1, len(data))
    for start in range(0, len(data), size):
        to.sendall(data[start : start + size])
        time.sleep(pause)


@contextmanager
def way(name: str, port: int, witness: Witness | None = None) -> Iterator[Way]:
    opened = Way(name, port, witness or Witness())
    try:
        yield opened
    finally:
        opened.close()
