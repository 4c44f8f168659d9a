"""The secret of this device: half of what opens the data key, so that a copied folder alone opens nothing.

Where there is a keystore (Android, an OS keyring) an adapter keeps it there; elsewhere it is a file, and the app
says so: somebody who copies that file too has only the pass phrase left to guess.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from espace_mobile.errors import StoreDamaged
from espace_mobile.store.disk import make_folder, store_errors, write_durably

SECRET_BYTES = 32


class SecretStore(Protocol):
    """`protected`: whether something stronger than file permissions guards the secret."""

    @property
    def protected(self) -> bool: ...

    def load(self) -> bytes | None:
        """None when there is none yet. Raises `StoreDamaged`: there was one, and it can't be read."""

    def save(self, secret: bytes) -> None:
        """Durable when it returns. Raises `StoreError`."""


class FileSecret:
    """A file only its owner may read (0600). Not protected against whoever can copy the disk."""

    protected = False

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)

    def load(self) -> bytes | None:
        with store_errors():
            if not self._path.exists():
                return None
            text = self._path.read_bytes()
        try:
            secret, check = (bytes.fromhex(part.decode()) for part in text.split())
        except ValueError as e:
            raise StoreDamaged(part="device_secret") from e
        if len(secret) != SECRET_BYTES or check != _check(secret):
            raise StoreDamaged(part="device_secret")
        return secret

    def save(self, secret: bytes) -> None:
        make_folder(self._path.parent)
        with store_errors():
            write_durably(self._path, f"{secret.hex()} {_check(secret).hex()}\n".encode())


class MemorySecret:
    """Gone with the process: for a demonstration or a test."""

    protected = True

    def __init__(self, secret: bytes | None = None) -> None:
        self._secret = secret

    def load(self) -> bytes | None:
        return self._secret

    def save(self, secret: bytes) -> None:
        self._secret = secret


def secret_of(store: SecretStore, *, expected: bool) -> bytes:
    """The device's secret, made now unless `expected`: a new one would open nothing. Raises `StoreError`."""
    secret = store.load()
    if secret is None:
        if expected:
            raise StoreDamaged(part="device_secret")
        secret = os.urandom(SECRET_BYTES)
        store.save(secret)
    return secret


def _check(secret: bytes) -> bytes:
    return sha256(b"espace-mobile device secret" + secret).digest()[:4]
