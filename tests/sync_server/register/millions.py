"""A register of a million records and as much history, filled by the database itself."""

from __future__ import annotations

from sqlalchemy import text, update
from sqlalchemy.engine import Connection

from sync_server.register import Register
from sync_server.register.schema import orgs

RECORDS = 1_000_000
COMMITS = RECORDS // 10

_SERIES = {
    "sqlite": (
        "WITH RECURSIVE series(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM series WHERE i < :last)",
        "printf('%032x', i)",
        "printf('%016x', i % 100)",
        "CAST(printf('%016x', i) AS BLOB)",
    ),
    "postgresql": (
        "WITH series(i) AS (SELECT generate_series(0, :last))",
        "lpad(to_hex(i), 32, '0')",
        "lpad(to_hex(i % 100), 16, '0')",
        "convert_to(lpad(to_hex(i), 16, '0'), 'UTF8')",
    ),
}
# Half of them everybody's, a quarter each of two teams; a hundred devices.
_TABLES = (
    "INSERT INTO records (org, id, kind, team, seq, body) {series} SELECT :org, {id}, 'contact',"
    " CASE i % 4 WHEN 0 THEN 'north' WHEN 1 THEN 'south' END, i / 10 + 1, {bytes} FROM series",
    "INSERT INTO history (org, device, n, record, hash, at, received_at, verdict, reason, body) {series}"
    " SELECT :org, {device}, i / 100 + 1, {id}, {bytes}, i, 1, 'stored', '', {bytes} FROM series",
)


_KEYS = """
    SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', relname, conname),
        format('ALTER TABLE %I ADD CONSTRAINT %I %s', relname, conname, pg_get_constraintdef(c.oid))
    FROM pg_constraint c JOIN pg_class t ON t.oid = conrelid WHERE relname IN ('records', 'history') AND contype = 'p'
    UNION ALL SELECT format('DROP INDEX %I', indexrelid::regclass::text), pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class t ON t.oid = indrelid WHERE relname IN ('records', 'history') AND NOT indisprimary
"""


def _without_keys(connection: Connection) -> list[str]:
    """How to put them back: sorting a table costs half of keeping its keys row by row."""
    connection.execute(text("SET LOCAL synchronous_commit = off"))
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SET LOCAL maintenance_work_mem = '256MB'"))
    keys = connection.execute(text(_KEYS)).all()
    for drop, _ in keys:
        connection.execute(text(drop))
    return [add for _, add in keys]


def fill(register: Register, org: str) -> None:
    """Their bodies hold nothing a change could be merged into: push about other records."""
    series, id, device, some = _SERIES[register.dialect]

    def work(connection: Connection) -> None:
        afterwards = _without_keys(connection) if register.dialect == "postgresql" else []
        for table in _TABLES:
            statement = table.format(series=series, id=id, device=device, bytes=some)
            connection.execute(text(statement), {"org": org, "last": RECORDS - 1})
        for key in afterwards:
            connection.execute(text(key))
        connection.execute(update(orgs).where(orgs.c.id == org).values(seq=COMMITS))

    register.write(work)
    if register.dialect == "postgresql":
        register.write(lambda c: c.execute(text("ANALYZE")))
