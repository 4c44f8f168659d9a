"""A real server on loopback that answers what it is told to, or breaks off; for everything a network can do."""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

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


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context
