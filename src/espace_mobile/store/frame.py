"""The bytes of the store's files: a header, then frames; each frame is sealed and says where it belongs.

File   = header (40 bytes) repeated 104 times, then frames. Repeated over more than a page, because without the
         file's id in it no frame of the file opens any more.
Header = magic (8) | format version u32 | file id (16, random) | generation u64 | CRC-32 of the 36 bytes before.
         This layout is frozen for ever, so that any version can tell the version of a file.
Frame  = mark (4) | length u32 of the sealed bytes | sequence number u64 | CRC-32 of these 16 bytes
         | nonce (12, random) | AES-256-GCM of the body, its tag at the end; AAD = file id + sequence number.
All numbers are big-endian.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from zlib import crc32

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = 1

MAGIC = b"ESPSTORE"
_FILE = struct.Struct(">8sI16sQ")
_CRC = struct.Struct(">I")
_COPY = _FILE.size + _CRC.size
_COPIES = 104
HEADER_SIZE = _COPY * _COPIES  # 4,160 bytes

MARK = b"\xe5\xc0\xfd\x9a"
_CLEAR = struct.Struct(">4sIQ")
_FRAME = struct.Struct(">4sIQI")
HEAD_SIZE = _FRAME.size  # 20 bytes, in clear
NONCE_SIZE = 12
_TAG = 16
_SEALED_AT = HEAD_SIZE + NONCE_SIZE


@dataclass(frozen=True, slots=True)
class Header:
    version: int
    file_id: bytes
    generation: int

    @classmethod
    def new(cls, generation: int) -> Header:
        return cls(FORMAT, os.urandom(16), generation)

    def pack(self) -> bytes:
        body = _FILE.pack(MAGIC, self.version, self.file_id, self.generation)
        return (body + _CRC.pack(crc32(body))) * _COPIES

    @classmethod
    def find(cls, data: bytes) -> Header | None:
        """From the first intact copy; None when there is none."""
        for at in range(0, min(len(data), HEADER_SIZE) - _COPY + 1, _COPY):
            magic, version, file_id, generation = _FILE.unpack_from(data, at)
            (crc,) = _CRC.unpack_from(data, at + _FILE.size)
            if magic == MAGIC and crc == crc32(data[at : at + _FILE.size]):
                return cls(version, file_id, generation)
        return None


def head(length: int, seq: int) -> bytes:
    """The clear part of a frame whose sealed part has `length` bytes, without the nonce."""
    clear = _CLEAR.pack(MARK, length, seq)
    return clear + _CRC.pack(crc32(clear))


def read_head(data: bytes, at: int) -> tuple[int, int] | None:
    """(length of the sealed part, sequence number), or None when no intact frame head is there."""
    if at + HEAD_SIZE > len(data):
        return None
    mark, length, seq, crc = _FRAME.unpack_from(data, at)
    return (length, seq) if mark == MARK and crc == crc32(data[at : at + 16]) else None


class Box:
    """Seals and opens the frames of one file. `key`: 32 bytes."""

    def __init__(self, key: bytes, file_id: bytes) -> None:
        self._cipher = AESGCM(key)
        self._file_id = file_id

    def seal(self, seq: int, body: bytes) -> bytes:
        """A whole frame."""
        clear = head(len(body) + _TAG, seq)
        nonce = os.urandom(NONCE_SIZE)
        return b"".join((clear, nonce, self._cipher.encrypt(nonce, body, self._file_id + clear[8:16])))

    def open(self, data: bytes, at: int) -> tuple[int, bytes, int] | None:
        """(sequence number, body, where the next frame starts), or None when no intact frame starts at `at`."""
        # Written out rather than with `read_head`: opening a store calls this for every commit since the snapshot.
        sealed = at + _SEALED_AT
        if sealed > len(data):
            return None
        mark, length, seq, crc = _FRAME.unpack_from(data, at)
        end = sealed + length
        if mark != MARK or crc != crc32(data[at : at + 16]) or end > len(data):
            return None
        try:
            about = self._file_id + data[at + 8 : at + 16]
            return seq, self._cipher.decrypt(data[at + HEAD_SIZE : sealed], data[sealed:end], about), end
        except InvalidTag:
            return None


def end_of(data: bytes, at: int) -> int | None:
    """Where the frame at `at` says that it ends, perhaps past the end of the file; None without an intact head."""
    found = read_head(data, at)
    return None if found is None else at + _SEALED_AT + found[0]
