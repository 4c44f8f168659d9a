"""SQLite is told how the large tables are: it takes any two keys that start with the org for equally good, and read an
org's whole history to find what was done to one record. PostgreSQL counts by itself.

Revision: 0003
Date: 2026-11-21
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# Rows of the table, then how many share the first column of the key, the first two, and so on. A primary key goes by
# the name of its table. The proportions count, not the size.
_SIZES = {
    ("records", "records"): "1000000 1000000 1",
    ("records", "records_by_seq"): "1000000 1000000 10 1",
    ("history", "history"): "1000000 1000000 10000 1",
    ("history", "history_by_record"): "1000000 1000000 4",
}


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    connection.execute(sa.text("ANALYZE sqlite_schema"))  # makes the table, and counts nothing
    connection.execute(sa.text("DELETE FROM sqlite_stat1"))
    row = sa.text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:table, :key, :stat)")
    connection.execute(row, [{"table": t, "key": k, "stat": stat} for (t, k), stat in _SIZES.items()])
    connection.execute(sa.text("ANALYZE sqlite_schema"))  # takes them in
