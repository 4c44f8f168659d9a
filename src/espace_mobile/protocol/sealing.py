"""Sealed values: what leaves the tablet only as bytes the server can't read.

AES-SIV (RFC 5297) under the org's key, associated data = org, record, field. Deterministic: a resend is the same
bytes, two tablets typing the same value agree; yet equal names in two records look unrelated.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from espace_mobile.errors import Malformed, SealBroken
from espace_mobile.protocol.values import Fields, Sealed, Value, pack, unpack

KEY_BYTES = 64  # AES-256-SIV
_PLAIN, _DEFLATED = b"\0", b"\1"
_WORTH_DEFLATING = 96  # bytes; shorter text grows


def new_org_key() -> bytes:
    return os.urandom(KEY_BYTES)


class Keychain:
    """The org's keys, by id; the highest id seals, every one opens what it sealed."""

    def __init__(self, org: str, keys: Mapping[int, bytes]) -> None:
        self.org = org
        self._keys = dict(keys)
        self._about_org = org.encode()

    @property
    def current(self) -> int:
        return max(self._keys)

    def keys(self) -> dict[int, bytes]:
        return dict(self._keys)

    def name(self) -> str:
        """Names the key that seals, in 16 hexadecimal digits, to whoever holds it; tells others nothing."""
        return hashlib.blake2b(self._keys[self.current], digest_size=8, person=b"espace-mobile").hexdigest()

    def add(self, keys: Mapping[int, bytes]) -> None:
        """Keys that came later. One that is there already is never replaced."""
        self._keys = {**keys, **self._keys}

    def with_key(self, id: int, key: bytes) -> Keychain:
        """These keys and one more, in a keychain of its own."""
        return Keychain(self.org, {**self._keys, id: key})

    def seal(self, record: str, field: str, value: Value, key: int | None = None) -> Sealed:
        """`key`: the id of the one to seal under, if not the current one."""
        return self.seal_all(record, {field: value}, key)[field]

    def seal_all(self, record: str, values: Fields, key: int | None = None) -> dict[str, Sealed]:
        """Each of these fields of the record."""
        key = self.current if key is None else key
        encrypt = _cipher(self._keys[key]).encrypt
        return {name: Sealed(key, encrypt(_body(value), self._about(record, name))) for name, value in values.items()}

    def open(self, record: str, field: str, sealed: Sealed) -> Value:
        """Raises `SealBroken`: unknown key, altered bytes, or bytes of another record or field."""
        key = self._keys.get(sealed.key)
        if key is None:
            raise SealBroken(key=sealed.key)
        try:
            body = _cipher(key).decrypt(sealed.data, self._about(record, field))
            return unpack(zlib.decompress(body[1:]) if body[:1] == _DEFLATED else body[1:])
        except (InvalidTag, ValueError, zlib.error, Malformed) as e:
            raise SealBroken(key=sealed.key) from e

    def _about(self, record: str, field: str) -> list[bytes]:
        return [self._about_org, record.encode(), field.encode()]


def _body(value: Value) -> bytes:
    clear = pack(value)
    if len(clear) >= _WORTH_DEFLATING and len(squeezed := zlib.compress(clear, 6)) < len(clear):
        return _DEFLATED + squeezed
    return _PLAIN + clear


@lru_cache(maxsize=64)
def _cipher(key: bytes) -> AESSIV:
    return AESSIV(key)
