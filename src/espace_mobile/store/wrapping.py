"""Keys made from what a person knows, and a key kept under another. scrypt + HKDF-SHA-256 + AES-256-GCM."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

COST = 1 << 15  # scrypt's n: 32 MiB and about a tenth of a second on a tablet
_NONCE = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """How a typed secret is made slow to guess: scrypt. Stored beside what it opens."""

    n: int = COST
    r: int = 8
    p: int = 1
    salt: bytes = field(default_factory=lambda: os.urandom(16))

    def key(self, typed: str) -> bytes:
        """32 bytes. The same text typed on another keyboard (composed or not, full width) gives the same key."""
        meant = unicodedata.normalize("NFKC", typed).encode()
        return Scrypt(salt=self.salt, length=32, n=self.n, r=self.r, p=self.p).derive(meant)


def derive(secret: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """32 bytes for one purpose."""
    return HKDF(hashes.SHA256(), 32, salt or None, f"espace-mobile {purpose}".encode()).derive(secret)


def seal(key: bytes, clear: bytes, about: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, clear, about)


def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes | None:
    """None when another key, other bytes, or bytes about something else."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], about)
    except (InvalidTag, ValueError):
        return None
