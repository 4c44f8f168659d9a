"""Rows of one database written to another as they are, a few hundred at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    LargeBinary,
    Select,
    Table,
    Text,
    cast,
    delete,
    literal,
    select,
    text,
)
from sqlalchemy.engine import Connection

from sync_server.register.arrays import Blobs, Numbers, Texts
from sync_server.register.database import POSTGRESQL
from sync_server.register.schema import metadata

ROWS = 256  # at once: 64 MiB of the largest records
Rows = Sequence[Sequence[Any]]


def empty(connection: Connection) -> None:
    """Of every row of every table."""
    for table in reversed(metadata.sorted_tables):
        connection.execute(delete(table))


def copy(here: Connection, there: Connection, table: Table, instead: Mapping[str, int]) -> None:
    """Every row of `table`. `instead`: columns that get a value other than their own."""
    for part in parts(here, table, instead):
        put(there, table, part)


def parts(here: Connection, table: Table, instead: Mapping[str, int] = MappingProxyType({})) -> Iterator[Rows]:
    """Every row of `table` in the order of its key, a few hundred at a time, alike from both databases."""
    query = _as_they_are(table, instead).execution_options(yield_per=ROWS)
    with here.execute(query) as rows:
        yield from rows.partitions()


def put(there: Connection, table: Table, rows: Rows) -> None:
    """Rows as `parts` gives them."""
    (_put_arrays if there.dialect.name == POSTGRESQL else _put_rows)(there, table, rows)


def _as_they_are(table: Table, instead: Mapping[str, int]) -> Select[Any]:
    """JSON as the text it was written in: reading it would write it anew."""

    def column(c: Column[Any]) -> Any:
        if c.name in instead:
            return literal(instead[c.name])
        return cast(c, Text) if isinstance(c.type, JSON) else c

    return select(*(column(c).label(c.name) for c in table.c)).order_by(*table.primary_key)


def _put_rows(connection: Connection, table: Table, rows: Rows) -> None:
    names, marks = ", ".join(c.name for c in table.c), ", ".join("?" * len(table.c))
    statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 - the schema's own names
    connection.exec_driver_sql(statement, [tuple(row) for row in rows])


def _put_arrays(connection: Connection, table: Table, rows: Rows) -> None:
    names = ", ".join(c.name for c in table.c)
    arrays = ", ".join(f"CAST(:{c.name} AS {_kind(c)[1]}[])" for c in table.c)
    wanted = ", ".join(_read(c) for c in table.c)
    statement = f"INSERT INTO {table.name} ({names}) SELECT {wanted} FROM unnest({arrays}) AS u({names})"  # noqa: S608
    columns = zip(*rows, strict=True)
    connection.execute(text(statement), {c.name: _array(c, values) for c, values in zip(table.c, columns, strict=True)})


def _kind(column: Column[Any]) -> tuple[type[Texts | Blobs | Numbers], str]:
    """What its values travel as; JSON and booleans as text."""
    if isinstance(column.type, LargeBinary):
        return Blobs, "bytea"
    return (Numbers, "bigint") if isinstance(column.type, BigInteger) else (Texts, "text")


def _read(column: Column[Any]) -> str:
    wanted = "json" if isinstance(column.type, JSON) else "boolean" if isinstance(column.type, Boolean) else ""
    return f"CAST(u.{column.name} AS {wanted})" if wanted else f"u.{column.name}"


def _array(column: Column[Any], values: Sequence[Any]) -> Any:
    if isinstance(column.type, Boolean):
        values = [None if value is None else str(value) for value in values]
    return _kind(column)[0](values)
