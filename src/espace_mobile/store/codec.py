"""The bytes of documents on the tablet's own disk: MessagePack, sealed values kept as they are.

Unlike the wire's encoding (`protocol.values`), identifiers are not shortened: nothing is sent, and opening the
store counts more than its size (shortening costs a Python call a value).
"""

from __future__ import annotations

from typing import Any

import msgpack

from espace_mobile.protocol.values import SEALED, Sealed

_BUFFER = 2048


def _pack_other(value: object) -> Any:
    if type(value) is Sealed:
        return msgpack.ExtType(SEALED, value.key.to_bytes(2, "big") + value.data)
    raise TypeError(f"a document can't hold a {type(value).__name__}")


def _unpack_other(code: int, data: bytes) -> Any:
    if code == SEALED and len(data) >= 2:
        return Sealed(int.from_bytes(data[:2], "big"), data[2:])
    return msgpack.ExtType(code, data)


def pack(value: Any) -> bytes:
    """Raises `TypeError`, `ValueError` or `OverflowError` for what MessagePack can't hold."""
    # A small first buffer: the usual quarter of a megabyte is asked from the system, and given back, each time.
    packed: bytes = msgpack.Packer(default=_pack_other, buf_size=_BUFFER).pack(value)
    return packed


def unpack(data: bytes) -> Any:
    """The inverse of `pack`; tuples come back as lists. Raises `ValueError` on other bytes."""
    return msgpack.unpackb(data, ext_hook=_unpack_other, strict_map_key=False)
