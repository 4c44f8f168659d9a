"""A real server on loopback that answers what it is told to, or breaks off; for everything a network can do."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.certificates import self_signed

SILENT = b"<silent>"  # accept, never answer


def response(status: str, body: bytes = b"", content_type: str = "text/html", *headers: str) -> bytes:
    head = [f"HTTP/1.1 {status}", f"content-type: {content_type}", f"content-length: {len(body)}", *headers, "", ""]
    return "\r\n".join(head).encode() + body


def problem(status: str, body: bytes) -> bytes:
    return response(status, body, "application/problem+json")


@contextmanager
def answering(raw: bytes, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of a server that sends `raw` to whoever connects, then closes."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()
    thread = threading.Thread(target=_serve, args=(listener, raw, tls, stop))
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stop.set()
        with socket.create_connection(listener.getsockname()):
            pass
        thread.join()
        listener.close()


def _serve(listener: socket.socket, raw: bytes, tls: ssl.SSLContext | None, stop: threading.Event) -> None:
    while not stop.is_set():
        peer, _ = listener.accept()
        with peer:
            if stop.is_set():
                return
            peer.settimeout(5)
            try:
                with tls.wrap_socket(peer, server_side=True) if tls else peer as talk:
                    talk.recv(65536)
                    stop.wait(10) if raw == SILENT else talk.sendall(raw)
            except OSError:
                continue


def tls(folder: Path) -> ssl.SSLContext:
    """TLS under a certificate nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*self_signed(folder))
    return context
