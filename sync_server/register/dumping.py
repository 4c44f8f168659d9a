"""Everything a register holds as one stream of packed items, the same from both databases, and back into either.

    {"table": name, "columns": [names]}      then its rows, in the order of its key:
    [value, …]                               then
    {"table": name, "rows": n, "hash": SHA-256 of its rows as packed}
    …
    {"end": {name: n}}

The tables are those of the database's own revision, read from it: a backup is taken before an upgrade, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgpack
from sqlalchemy import MetaData, Table, text
from sqlalchemy.engine import Connection

from espace_mobile.errors import InputError
from sync_server.register import migrate
from sync_server.register.copying import ROWS, parts, put
from sync_server.register.database import POSTGRESQL


@dataclass(slots=True)
class Content:
    """`rows`: how many of each table; `digest`: 64 hexadecimal digits, the same for the same rows."""

    rows: dict[str, int] = field(default_factory=dict)
    digest: str = ""


def tables(connection: Connection) -> list[Table]:
    """Those of the register that this database has, each after those it refers to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != migrate.VERSION_TABLE]


def without_bounds(connection: Connection) -> None:
    """This transaction may take as long as it takes."""
    if connection.dialect.name == POSTGRESQL:
        for setting in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(text("SELECT set_config(:name, '0', true)"), {"name": setting})


def dump(connection: Connection, content: Content) -> Iterator[bytes]:
    """The stream; `content` says what was in it once it has ended."""
    hashes: dict[str, bytes] = {}
    for table in tables(connection):
        yield msgpack.packb({"table": table.name, "columns": [c.name for c in table.c]})
        rows, hashed = 0, hashlib.sha256()
        for part in parts(connection, table):
            packed = b"".join(msgpack.packb(tuple(row)) for row in part)
            hashed.update(packed)
            rows += len(part)
            yield packed
        yield msgpack.packb({"table": table.name, "rows": rows, "hash": hashed.digest()})
        content.rows[table.name] = rows
        hashes[table.name] = hashed.digest()
    content.digest = _digest(hashes)
    yield msgpack.packb({"end": content.rows})


def check(items: Iterable[Any], into: _Into | None = None) -> Content:
    """What a stream holds, every count and hash of it compared. Raises `InputError` (`backup`): `damaged`."""
    content, hashes = Content(), dict[str, bytes]()
    reading = iter(items)
    try:
        while "end" not in (item := next(reading)):
            hashes[item["table"]] = _table(item, reading, content, into)
        whole = item["end"] == content.rows and next(reading, None) is None
    except (StopIteration, TypeError, KeyError, ValueError):
        whole = False
    if not whole:
        raise InputError("backup", "damaged")
    content.digest = _digest(hashes)
    return content


def load(connection: Connection, items: Iterable[Any]) -> Content:
    """Put a stream into the empty tables of its revision, and compare what is there then. Raises as `check`."""
    content, held = check(items, _Into(connection)), Content()
    for _ in dump(connection, held):
        pass
    if held != content:
        raise InputError("backup", "damaged")
    return content


def _digest(hashes: Mapping[str, bytes]) -> str:
    """Whatever the order of the tables."""
    return hashlib.sha256(b"".join(hashes[name] for name in sorted(hashes))).hexdigest()


class _Into:
    """Rows on their way into a database, a few hundred at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tables = {table.name: table for table in tables(connection)}
        self._table: Table | None = None
        self._waiting: list[list[Any]] = []

    def start(self, name: str, columns: list[str]) -> None:
        self._table = self._tables[name]
        if [c.name for c in self._table.c] != columns:
            raise ValueError(name)

    def add(self, row: list[Any]) -> None:
        self._waiting.append(row)
        if len(self._waiting) == ROWS:
            self.end()

    def end(self) -> None:
        if self._waiting and self._table is not None:
            put(self._connection, self._table, self._waiting)
        self._waiting = []


def _table(head: Any, reading: Iterator[Any], content: Content, into: _Into | None) -> bytes:
    """Its hash. Raises `ValueError` when what its end says is not what came."""
    name, columns = head["table"], head["columns"]
    rows, hashed = 0, hashlib.sha256()
    if into:
        into.start(name, columns)
    while isinstance(item := next(reading), list):
        if len(item) != len(columns):
            raise ValueError(name)
        hashed.update(msgpack.packb(item))
        rows += 1
        if into:
            into.add(item)
    if into:
        into.end()
    if item != {"table": name, "rows": rows, "hash": hashed.digest()} or name in content.rows:
        raise ValueError(name)
    content.rows[name] = rows
    return hashed.digest()
