"""The key pair that backups are made for: the public half stays with the server, the private half away from it.

As text: a prefix, then base 32 of the bytes and of the first four of their SHA-256, so that a slip is noticed. A
private key may be locked with a pass phrase: scrypt, then AES-256-GCM.
"""

from __future__ import annotations

import hashlib
import os
from base64 import b32decode, b32encode
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from espace_mobile.errors import InputError
from espace_mobile.protocol.enrolment import KeyPair

PUBLIC, SECRET, LOCKED = "espace-backup-public-", "espace-backup-secret-", "espace-backup-locked-"
_CHECK, _SALT, _NONCE, _KEY = 4, 16, 12, 32
_LARGEST = 10_000  # bytes of a file that holds a key
_ABOUT = b"espace-mobile backup key"


def public_text(pair: KeyPair) -> str:
    return _text(PUBLIC, pair.public)


def private_text(pair: KeyPair, phrase: str = "") -> str:
    """`phrase`: what locks it; none leaves it open to whoever reads it."""
    if not phrase:
        return _text(SECRET, pair.private)
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return _text(LOCKED, salt + nonce + AESGCM(_from(phrase, salt)).encrypt(nonce, pair.private, _ABOUT))


def write(path: Path, pair: KeyPair, phrase: str = "") -> None:
    """For its owner's eyes, and never over another. Raises `InputError` (`key`): `exists`, `not_written`."""
    told = "# Reads the backups of Espace Mobile. Keep it away from the server, in two places.\n"
    told += f"# For the server: {public_text(pair)}\n{private_text(pair, phrase)}\n"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(told)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise InputError("key", "exists", what=path) from None
    except OSError as e:
        raise InputError("key", "not_written", error=e.strerror) from None


def read_public(text: str) -> bytes:
    """Of the key itself, or of the path of a file that holds it. Raises `InputError` (`key`): `not_public`."""
    data = _bytes(PUBLIC, text if text.strip().startswith(PUBLIC) else _line(Path(text)))
    if data is None or len(data) != _KEY:
        raise InputError("key", "not_public")
    return data


def is_locked(path: Path) -> bool:
    return _line(path).startswith(LOCKED)


def read_private(path: Path, phrase: str = "") -> KeyPair:
    """Raises `InputError` (`key`): `not_private`, `wrong_phrase`."""
    line = _line(path)
    data = _unlocked(line, phrase) if line.startswith(LOCKED) else _bytes(SECRET, line)
    if data is None or len(data) != _KEY:
        raise InputError("key", "not_private")
    return KeyPair(data)


def _unlocked(line: str, phrase: str) -> bytes | None:
    data = _bytes(LOCKED, line)
    if data is None or len(data) < _SALT + _NONCE:
        return None
    salt, nonce, body = data[:_SALT], data[_SALT : _SALT + _NONCE], data[_SALT + _NONCE :]
    try:
        return AESGCM(_from(phrase, salt)).decrypt(nonce, body, _ABOUT)
    except InvalidTag:
        raise InputError("key", "wrong_phrase") from None


def _from(phrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=_KEY, n=1 << 15, r=8, p=1).derive(phrase.encode())


def _line(path: Path) -> str:
    """The first that is no remark; nothing when there is no such file."""
    try:
        with path.open("rb") as file:
            held = file.read(_LARGEST).decode("ascii", "replace")
    except (OSError, ValueError):
        return ""
    return next((line for part in held.splitlines() if (line := part.strip()) and not line.startswith("#")), "")


def _text(prefix: str, data: bytes) -> str:
    checked = data + hashlib.sha256(data).digest()[:_CHECK]
    return prefix + b32encode(checked).decode().rstrip("=").lower()


def _bytes(prefix: str, text: str) -> bytes | None:
    """None: it is none of these, or there is a slip in it."""
    body = text.strip().lower()
    if not body.startswith(prefix):
        return None
    body = body.removeprefix(prefix).upper()
    try:
        checked = b32decode(body + "=" * (-len(body) % 8))
    except ValueError:
        return None
    data, check = checked[:-_CHECK], checked[-_CHECK:]
    return data if hashlib.sha256(data).digest()[:_CHECK] == check else None
