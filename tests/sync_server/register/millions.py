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


def fill(register: Register, org: str) -> None:
    """Their bodies hold nothing a change could be merged into: push about other records."""
    series, id, device, some = _SERIES[register.dialect]

    def work(connection: Connection) -> None:
        if register.dialect == "postgresql":
            connection.execute(text("SET LOCAL synchronous_commit = off"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        for table in _TABLES:
            statement = table.format(series=series, id=id, device=device, bytes=some)
            connection.execute(text(statement), {"org": org, "last": RECORDS - 1})
        connection.execute(update(orgs).where(orgs.c.id == org).values(seq=COMMITS))

    register.write(work)
    if register.dialect == "postgresql":
        register.write(lambda c: c.execute(text("ANALYZE")))
