"""Arrays in PostgreSQL's binary format.

The driver's own lists go as text, escaped a value at a time, which costs more than the rows do. Loaded for PostgreSQL
only: a server on SQLite needs no driver of it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Any, ClassVar

from psycopg import pq
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Dumper

from sync_server.register.arrays import Blobs, Numbers, Texts

_HEAD = struct.Struct("!iiIii")  # dimensions, may hold null, element type, length, lower bound
_LENGTH = struct.Struct("!i")
_NUMBER = struct.Struct("!iq")
_NULL = _LENGTH.pack(-1)


class _ArrayDumper(Dumper):
    format = pq.Format.BINARY
    element: ClassVar[int]

    def items(self, values: Any) -> Iterable[bytes]:
        for value in values:
            yield _NULL if value is None else _LENGTH.pack(len(value)) + value

    def dump(self, obj: Any) -> Buffer | None:
        return _HEAD.pack(1, 1, self.element, len(obj), 1) + b"".join(self.items(obj))


class _TextsDumper(_ArrayDumper):
    oid, element = 1009, 25

    def items(self, values: Any) -> Iterable[bytes]:
        return super().items(None if value is None else value.encode() for value in values)


class _BlobsDumper(_ArrayDumper):
    oid, element = 1001, 17


class _NumbersDumper(_ArrayDumper):
    oid, element = 1016, 20

    def items(self, values: Any) -> Iterable[bytes]:
        return (_NULL if value is None else _NUMBER.pack(8, value) for value in values)


def register_with(context: AdaptContext) -> None:
    """Teach one connection to send them."""
    for cls, dumper in ((Texts, _TextsDumper), (Blobs, _BlobsDumper), (Numbers, _NumbersDumper)):
        context.adapters.register_dumper(cls, dumper)
