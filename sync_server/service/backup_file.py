"""A backup as bytes: a header in clear, then chunks that only the holder of one private key opens.

    "espace backup\\n", 2 bytes: length of the header, the header (msgpack: format, revision, made_at, key, once),
    chunks of 64 KiB, each sealed with AES-256-GCM under the key that X25519 (a pair made for this file alone, and the
    recipient's) and HKDF-SHA-256 give; nonce: 11 bytes that count the chunks, 1 byte that is 1 for the last.

The header enters the derivation of the key, so no bit of it can change; nor can chunks be left out, swapped or cut off.
Within: a stream of zstd. The server that writes it can't read it back.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgpack
import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from espace_mobile.errors import InputError
from espace_mobile.protocol.enrolment import KeyPair

FORMAT = 1
MAGIC = b"espace backup\n"
_LENGTH, _FINGERPRINT, _TAG = 2, 8, 16
_CHUNK = 64 << 10  # bytes in clear
_MAX_HEADER = 1024
_MAX_WINDOW = 8 << 20  # bytes zstd may look back: what a reader needs of memory
_MAX_ITEM = 16 << 20  # bytes of one row: several times the largest


@dataclass(frozen=True, slots=True)
class Header:
    """`revision`: of the database; `made_at` in ms; `key`: of whom it is for, a fingerprint; `once`: a public key."""

    format: int
    revision: str
    made_at: int
    key: bytes
    once: bytes

    def pack(self) -> bytes:
        body: bytes = msgpack.packb({name: getattr(self, name) for name in Header.__slots__})
        return MAGIC + len(body).to_bytes(_LENGTH, "big") + body


def fingerprint(public: bytes) -> bytes:
    return hashlib.sha256(b"espace-mobile backup for" + public).digest()[:_FINGERPRINT]


def header(path: Path) -> Header:
    """Who and when, without a key; nothing of it is proved. Raises as `read`, save `wrong_key`."""
    with _file(path) as file:
        return _header(file)[0]


class Writer:
    """What is written to it goes to `file` compressed and sealed; `end` says that nothing was cut off."""

    def __init__(self, file: BinaryIO, public: bytes, revision: str, now: int) -> None:
        once = KeyPair()
        packed = Header(FORMAT, revision, now, fingerprint(public), once.public).pack()
        file.write(packed)
        self._sealed = _Sealing(file, _key(once.shared(public), packed, public))
        self._packer = zstandard.ZstdCompressor(level=3).compressobj()

    def write(self, data: bytes) -> None:
        self._sealed.write(self._packer.compress(data))

    def end(self) -> None:
        self._sealed.write(self._packer.flush())
        self._sealed.end()


def read(path: Path, pair: KeyPair) -> tuple[Header, Iterator[Any]]:
    """The items written to it, opened one after the other; the file is closed with the last.

    Raises `InputError` (`backup`), the iterator too: `not_found`, `not_a_backup`, `newer`, `wrong_key`, `damaged`.
    """
    with _file(path) as file:
        head, packed = _header(file)
        if head.key != fingerprint(pair.public):
            raise InputError("backup", "wrong_key")
        try:
            key = _key(pair.shared(head.once), packed, pair.public)
        except ValueError:
            raise InputError("backup", "damaged") from None
    return head, _items(path, len(packed), key)


def _items(path: Path, start: int, key: bytes) -> Iterator[Any]:
    with _file(path) as file:
        file.seek(start)
        opened = _Opened(file, key)
        reader = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).stream_reader(
            cast(BinaryIO, opened), closefd=False
        )
        try:
            yield from msgpack.Unpacker(io.BufferedReader(reader, _CHUNK), max_buffer_size=_MAX_ITEM)
            whole = not opened.read(1)
        except (zstandard.ZstdError, ValueError, msgpack.exceptions.UnpackException):
            whole = False
    if not whole:
        raise InputError("backup", "damaged")


def _file(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError:
        raise InputError("backup", "not_found", what=path) from None


def _header(file: BinaryIO) -> tuple[Header, bytes]:
    try:
        start = file.read(len(MAGIC) + _LENGTH)
    except OSError:  # a folder
        start = b""
    length = int.from_bytes(start[len(MAGIC) :], "big")
    if not start.startswith(MAGIC) or not 0 < length <= _MAX_HEADER:
        raise InputError("backup", "not_a_backup")
    body = file.read(length)
    try:
        told = msgpack.unpackb(body)
        if told["format"] > FORMAT:
            raise InputError("backup", "newer")
        head = Header(**told)
        if list(map(type, told.values())) != [int, str, int, bytes, bytes] or list(told) != list(Header.__slots__):
            raise InputError("backup", "damaged")
    except (ValueError, TypeError, KeyError, msgpack.exceptions.UnpackException):
        raise InputError("backup", "damaged") from None
    return head, start + body


def _key(secret: bytes, packed: bytes, public: bytes) -> bytes:
    about = b"espace-mobile backup" + public + hashlib.sha256(packed).digest()
    return HKDF(hashes.SHA256(), 32, None, about).derive(secret)


def _nonce(n: int, last: bool) -> bytes:
    return n.to_bytes(11, "big") + bytes([last])


class _Sealing:
    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file, self._seal = file, AESGCM(key)
        self._waiting, self._n = bytearray(), 0

    def write(self, data: bytes) -> None:
        self._waiting += data
        while len(self._waiting) > _CHUNK:  # one stays, to be the last
            self._put(_CHUNK, last=False)

    def end(self) -> None:
        self._put(len(self._waiting), last=True)

    def _put(self, size: int, last: bool) -> None:
        self._file.write(self._seal.encrypt(_nonce(self._n, last), bytes(self._waiting[:size]), None))
        del self._waiting[:size]
        self._n += 1


class _Opened:
    """Reads what `_Sealing` wrote."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file, self._seal = file, AESGCM(key)
        self._next = file.read(_CHUNK + _TAG)
        self._clear, self._n, self._ended = io.BytesIO(), 0, False

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; nothing once the last chunk was read. Raises `InputError`."""
        data = self._clear.read(size)
        while not data and not self._ended:
            self._clear = io.BytesIO(self._open())
            data = self._clear.read(size)
        return data

    def _open(self) -> bytes:
        body, self._next = self._next, self._file.read(_CHUNK + _TAG)
        self._ended = not self._next
        try:
            opened = self._seal.decrypt(_nonce(self._n, self._ended), body, None)
        except (InvalidTag, ValueError):
            raise InputError("backup", "damaged") from None
        self._n += 1
        return opened
