"""What a certificate file says of itself."""

from __future__ import annotations

import ssl
from datetime import datetime
from pathlib import Path

from cryptography import x509


def expires(path: Path) -> datetime | None:
    """When the first certificate of a chain (PEM) ends; None when it can't be read."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())[0].not_valid_after_utc
    except (OSError, ValueError, IndexError):
        return None


def fits(certificate: Path, key: Path) -> bool:
    """Whether both can be read, and the key is that of the certificate."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except OSError:  # ssl.SSLError is one
        return False
    return True
