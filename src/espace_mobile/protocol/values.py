"""What may stand in a field, and its one encoding.

MessagePack with two extension types: 1 = sealed value (2-byte key id, then ciphertext), 2 = a 16-byte
identifier written in clear as 32 hexadecimal digits. Identifiers are the bulk of operational records, and
random, so no compressor helps: halving them is most of what can be saved on the wire.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
import uuid
from dataclasses import dataclass
from typing import Any

import msgpack

from espace_mobile.errors import Malformed

SEALED, IDENTIFIER = 1, 2
_IDENTIFIER = re.compile(r"[0-9a-f]{32}")
_PLAIN = frozenset({type(None), bool, int, float, bytes})

_NAMESPACE = uuid.NAMESPACE_OID.bytes
_NAMED = (1 << 128) - 1 & ~(0xF << 76 | 0x3 << 62)  # all but the bits that say which sort of UUID it is
_UNFIT = (TypeError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A value only the org's devices can read. `key` = key id (0–65535), `data` = AES-SIV output."""

    key: int
    data: bytes


# None | bool | int | float | str | bytes | list | dict[str, …] | Sealed, nested.
Value = Any
Fields = dict[str, Value]


def new_id() -> str:
    """A UUIDv7 as 32 hexadecimal digits: sorts by creation time, so indexes grow at one end."""
    ms = time.time_ns() // 1_000_000
    tail = int.from_bytes(os.urandom(10), "big")
    high, low = tail >> 68, tail & ((1 << 62) - 1)
    return f"{ms << 80 | 0x7 << 76 | (high & 0xFFF) << 64 | 0x2 << 62 | low:032x}"


def derived_id(*parts: str) -> str:
    """A UUIDv5 for what two tablets must name alike, e.g. the attendance of a person at a session."""
    named = _NAMESPACE + "\x1f".join(parts).encode()
    name = int.from_bytes(hashlib.sha1(named, usedforsecurity=False).digest()[:16], "big")
    # `uuid.uuid5` spends three times as long, most of it on making a UUID that nobody keeps.
    return f"{name & _NAMED | 0x5 << 76 | 0x2 << 62:032x}"


def is_id(value: object) -> bool:
    return type(value) is str and len(value) == 32 and _IDENTIFIER.fullmatch(value) is not None


def _shorten(value: Value) -> Value:
    kind = type(value)
    if kind is str:
        return value if len(value) != 32 else _identifier(value)
    if kind in _PLAIN:
        return value
    if kind is Sealed:
        return _extension(SEALED, value.key.to_bytes(2, "big") + value.data)
    # Most values stand as they are: asking here spares them a call, and a save half its encoding.
    if kind is dict:
        return {
            k: v if (t := type(v)) in _PLAIN or (t is str and len(v) != 32) else _shorten(v) for k, v in value.items()
        }
    if kind is list or kind is tuple:
        return [v if (t := type(v)) in _PLAIN or (t is str and len(v) != 32) else _shorten(v) for v in value]
    return value


def _identifier(text: str) -> Value:
    try:
        raw = bytes.fromhex(text)
    except ValueError:
        return text
    # The round trip must give the same digits back: upper case, or spaces, would not.
    return _extension(IDENTIFIER, raw) if raw.hex() == text else text


def _extension(code: int, data: bytes) -> Value:
    # msgpack's own constructor checks what is known here, and is a tenth of a save.
    return tuple.__new__(msgpack.ExtType, (code, data))


def _lengthen(code: int, data: bytes) -> Value:
    if code == IDENTIFIER and len(data) == 16:
        return data.hex()
    if code == SEALED and len(data) >= 18:
        return Sealed(int.from_bytes(data[:2], "big"), data[2:])
    return msgpack.ExtType(code, data)  # from a newer version: carried, not understood


def pack(value: Value) -> bytes:
    """One encoding for the wire, the register and the tablet. Raises `Malformed` on what it can't hold."""
    return _packed(value, ())


def pack_ending(values: list[Value], end: Value) -> bytes:
    """`pack([*values, end])` when no text of `end` could be an identifier: nobody looks for one."""
    return _packed(values, (end,))


def _packed(value: Value, end: tuple[Value, ...]) -> bytes:
    try:
        short = _shorten(value)
        packed: bytes = msgpack.packb([*short, *end] if end else short, use_bin_type=True)
    except _UNFIT as e:
        raise Malformed(field="value") from e
    return packed


def unpack(data: bytes) -> Value:
    """The inverse of `pack`. Raises `Malformed`, whatever the bytes."""
    try:
        return msgpack.unpackb(data, raw=False, ext_hook=_lengthen, strict_map_key=False)
    except (msgpack.exceptions.UnpackException, *_UNFIT, RecursionError) as e:
        raise Malformed(field="body") from e
