"""The counter while nobody has unlocked: what can be put in by anybody, and read only with a key kept in the replica.

File  = magic (8) | version u32 | public key (32) | highest cleared number u64 | CRC-32; then frames, headed as the
        store's (`frame`).
Frame = head | nonce (12) | X25519 public key made for it (32) | AES-256-GCM; AAD = the box's public key + number.
Its key is HKDF of the two keys' shared secret. Frames are numbered; the numbers go on after a clearing.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any
from zlib import crc32

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from espace_mobile.errors import FormatTooNew, StoreDamaged
from espace_mobile.store.codec import pack, unpack
from espace_mobile.store.damage import keep_aside
from espace_mobile.store.disk import FolderLock, make_folder, store_errors, sync_data, write_all, write_durably
from espace_mobile.store.frame import HEAD_SIZE, NONCE_SIZE, end_of, head, read_head
from espace_mobile.store.scan import Reader, Scan
from espace_mobile.store.wrapping import derive, seal, unseal

NAME = "lockbox"
VERSION = 1
_MAGIC = b"ESPLKBOX"
_HEADER = struct.Struct(">8sI32sQI")
_KEY = 32


class Taken(list[dict[str, Any]]):
    """The payloads, in the order they were put in. `upto`: for `clear`. `damaged`: stretches of bytes that don't open,
    copied aside."""

    upto: int = 0
    damaged: int = 0


@dataclass(frozen=True, slots=True)
class _Header:
    public: bytes
    cleared: int  # the highest number that is no longer needed

    def pack(self) -> bytes:
        body = _HEADER.pack(_MAGIC, VERSION, self.public, self.cleared, 0)[:-4]
        return body + crc32(body).to_bytes(4, "big")

    @classmethod
    def unpack(cls, data: bytes) -> _Header:
        """Raises `StoreDamaged`, `FormatTooNew`."""
        if len(data) < _HEADER.size or crc32(data[: _HEADER.size - 4]) != _HEADER.unpack_from(data)[4]:
            raise StoreDamaged(part=NAME)
        _, version, public, cleared, _ = _HEADER.unpack_from(data)
        if version > VERSION:
            raise FormatTooNew(version=version)
        return cls(public, cleared)


class Lockbox:
    """Thread-safe, and safe between processes. Raises `StoreError`s of the disk."""

    def __init__(self, folder: Path | str) -> None:
        self._folder = Path(folder)
        self._path = self._folder / NAME
        self._lock = Lock()

    @classmethod
    def create(cls, folder: Path | str) -> bytes:
        """A new box; returns the private key (32 bytes), to be kept in the replica. An older box is kept aside."""
        make_folder(Path(folder))
        key = X25519PrivateKey.generate()
        box = cls(folder)
        with store_errors(), FolderLock(box._folder, f"{NAME}.lock", wait=True):
            if box.exists:
                keep_aside(box._folder, box._path.read_bytes())
            write_durably(box._path, _Header(key.public_key().public_bytes_raw(), 0).pack())
        return key.private_bytes_raw()

    @property
    def exists(self) -> bool:
        return self._path.exists()

    def drop(self, payload: dict[str, Any]) -> None:
        """Put `payload` in; durable when it returns. It should carry an id, so that taking it twice is harmless.

        Raises `StoreDamaged` when there is no box or its public key is damaged.
        """
        with self._held():
            data = self._read()
            header = _Header.unpack(data)
            scan = _scanned(data, _Heads())
            number = max(header.cleared, scan.last) + 1
            # A torn frame never counted and is cut; damage stays, for `take` to tell.
            self._append(scan.end if scan.torn else len(data), _seal(header.public, number, pack(payload)))

    def take(self, private: bytes) -> Taken:
        """What is in the box, without taking it out: `clear` does that, once it is safe elsewhere."""
        with self._held():
            data = self._read()
            scan = Scan(data, _Opener(private), _HEADER.size)
            taken = Taken(unpack(body) for _, body in scan)
            taken.upto = _scanned(data, _Heads()).last
            taken.damaged = len(scan.bad)
            for start, end in scan.bad:
                keep_aside(self._folder, data[start:end])
            return taken

    def clear(self, upto: int) -> None:
        """Forget what has a number up to `upto`; what was dropped meanwhile stays."""
        with self._held():
            data = self._read()
            header = _Header.unpack(data)
            scan = Scan(data, _Heads(), _HEADER.size)
            rest = b"".join(data[scan.start : scan.end] for number, _ in scan if number > upto)
            write_durably(self._path, _Header(header.public, max(header.cleared, upto)).pack() + rest)

    @contextmanager
    def _held(self) -> Iterator[None]:
        with self._lock, store_errors(), FolderLock(self._folder, f"{NAME}.lock", wait=True):
            yield

    def _read(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError as e:
            raise StoreDamaged(part=NAME) from e

    def _append(self, end: int, frame: bytes) -> None:
        fd = os.open(self._path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
        try:
            os.ftruncate(fd, end)
            os.lseek(fd, end, os.SEEK_SET)
            try:
                write_all(fd, frame)
                sync_data(fd)
            except OSError:
                os.ftruncate(fd, end)
                raise
        finally:
            os.close(fd)


class _Heads:
    """Reads frames without the private key: their numbers, and where they end."""

    def open(self, data: bytes, at: int) -> tuple[int, bytes, int] | None:
        found, end = read_head(data, at), end_of(data, at)
        return (found[1], b"", end) if found and end and end <= len(data) else None


class _Opener:
    """Reads frames with the private key."""

    def __init__(self, private: bytes) -> None:
        self._key = X25519PrivateKey.from_private_bytes(private)
        self._public = self._key.public_key().public_bytes_raw()

    def open(self, data: bytes, at: int) -> tuple[int, bytes, int] | None:
        found = _Heads().open(data, at)
        if found is None:
            return None
        number, _, end = found
        body = self._unseal(number, data[at + HEAD_SIZE : end])
        return None if body is None else (number, body, end)

    def _unseal(self, number: int, sealed: bytes) -> bytes | None:
        nonce, once, body = sealed[:NONCE_SIZE], sealed[NONCE_SIZE : NONCE_SIZE + _KEY], sealed[NONCE_SIZE + _KEY :]
        try:
            shared = self._key.exchange(X25519PublicKey.from_public_bytes(once))
        except ValueError:
            return None
        return unseal(_frame_key(shared, once, self._public), nonce + body, _about(self._public, number))


def _seal(public: bytes, number: int, body: bytes) -> bytes:
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    key = _frame_key(once.exchange(X25519PublicKey.from_public_bytes(public)), mine, public)
    sealed = seal(key, body, _about(public, number))
    rest = mine + sealed[NONCE_SIZE:]
    return head(len(rest), number) + sealed[:NONCE_SIZE] + rest


def _frame_key(shared: bytes, once: bytes, public: bytes) -> bytes:
    return derive(shared, NAME, once + public)


def _about(public: bytes, number: int) -> bytes:
    return public + number.to_bytes(8, "big")


def _scanned(data: bytes, reader: Reader) -> Scan:
    scan = Scan(data, reader, _HEADER.size)
    for _ in scan:
        pass
    return scan
