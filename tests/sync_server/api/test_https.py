"""The server behind its own certificate."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
import threading
import time
from pathlib import Path

import httpx
import pytest
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sync_server.api.site import Site
from sync_server.register import Register
from sync_server.server import bound, configured

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def _self_signed(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "essai")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    return folder / "cert.pem", folder / "key.pem"


def test_it_answers_over_tls_to_who_trusts_it_and_to_nobody_else(register: Register, tmp_path: Path) -> None:
    certificate, key = _self_signed(tmp_path)
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
