"""Secrets of devices. The register holds their hashes: 32 random bytes need no slow one."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

_TOKEN = re.compile(r"([0-9a-z]{1,40})\.[0-9A-Za-z_-]{43}")


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def new_token(org: str) -> str:
    """It starts with its org, so that looking it up needs one org's rows only."""
    return f"{org}.{new_secret()}"


def org_of(token: str) -> str | None:
    """None when it can't be a token."""
    found = _TOKEN.fullmatch(token)
    return found[1] if found else None


def hashed(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def matches(secret: str, secret_hash: bytes) -> bool:
    return hmac.compare_digest(hashed(secret), secret_hash)


def new_device_id() -> str:
    """16 hexadecimal digits."""
    return secrets.token_hex(8)
