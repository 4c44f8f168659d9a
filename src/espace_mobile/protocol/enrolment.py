"""How a new device gets the org's key without the server, or a photograph of the screen, learning it.

1. A supervisor's device makes an invitation: a code, said or typed. The server sees only `code_proof(code)`.
2. The new device sends its public key under that proof; both screens derive six words from both public keys *and*
   the code. A server that swaps a key can't make the words agree, for it does not know the code.
3. The words agree: the supervisor's device wraps the org's keys for the new one. The wrap is authenticated by the
   supervisor's own key pair, the very key the words were about, so the server can't substitute a key of its own.

X25519 (RFC 7748) + HKDF-SHA-256 (RFC 5869) + AES-256-GCM.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from espace_mobile.errors import SealBroken
from espace_mobile.protocol.values import pack, unpack
from espace_mobile.protocol.words import WORDS

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that reads as something else
CODE_LENGTH = 10
_LOOK_ALIKES = str.maketrans("O0I1LU", "QQJJJV")


def new_code() -> str:
    """An invitation code, e.g. `K7QF2-9XMPT`: 49 bits, typed once."""
    digits = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    return f"{digits[:5]}-{digits[5:]}"


def clean_code(typed: str) -> str:
    """What was meant: case, spaces, dashes and the usual look-alikes forgiven."""
    meant = typed.upper().translate(_LOOK_ALIKES)
    return "".join(c for c in meant if c in CODE_ALPHABET)


def code_proof(org: str, code: str) -> str:
    """What the server keeps of a code, slow to guess from: 32 hexadecimal digits."""
    kdf = Scrypt(salt=b"espace-mobile invitation " + org.encode(), length=16, n=1 << 14, r=8, p=1)
    return kdf.derive(clean_code(code).encode()).hex()


class KeyPair:
    """A device's X25519 key pair; both halves as 32 raw bytes."""

    def __init__(self, private: bytes | None = None) -> None:
        key = X25519PrivateKey.from_private_bytes(private) if private else X25519PrivateKey.generate()
        self._key = key
        self.private = key.private_bytes_raw()
        self.public = key.public_key().public_bytes_raw()

    def shared(self, other: bytes) -> bytes:
        return self._key.exchange(X25519PublicKey.from_public_bytes(other))


def six_words(org: str, code: str, one: bytes, other: bytes) -> list[str]:
    """The same six words on both screens, if and only if both hold the same keys and code (48 bits)."""
    about = b"".join(sorted((one, other))) + clean_code(code).encode()
    return [WORDS[b] for b in _derive(about, b"six words", org, 6)]


def wrap_keys(org: str, keys: Mapping[int, bytes], sender: KeyPair, recipient: bytes) -> bytes:
    """The org's keys, readable by the holder of `recipient` alone, and surely from `sender`."""
    once = KeyPair()
    nonce = os.urandom(12)
    key = _wrapping_key(org, once.shared(recipient), sender.shared(recipient), once.public, recipient)
    body = pack({str(i): k for i, k in keys.items()})
    return once.public + nonce + AESGCM(key).encrypt(nonce, body, org.encode())


def unwrap_keys(org: str, wrapped: bytes, sender: bytes, recipient: KeyPair) -> dict[int, bytes]:
    """Raises `SealBroken` when it was not wrapped by `sender` for `recipient`."""
    once, nonce, body = wrapped[:32], wrapped[32:44], wrapped[44:]
    try:
        key = _wrapping_key(org, recipient.shared(once), recipient.shared(sender), once, recipient.public)
        return {int(i): k for i, k in unpack(AESGCM(key).decrypt(nonce, body, org.encode())).items()}
    except (InvalidTag, ValueError) as e:
        raise SealBroken() from e


def _wrapping_key(org: str, ephemeral: bytes, fixed: bytes, once: bytes, recipient: bytes) -> bytes:
    return _derive(ephemeral + fixed, b"wrap org keys" + once + recipient, org, 32)


def _derive(secret: bytes, purpose: bytes, org: str, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, org.encode(), b"espace-mobile " + purpose).derive(secret)
