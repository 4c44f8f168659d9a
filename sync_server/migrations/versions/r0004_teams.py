"""A device of a few teams finds what is for it without passing over what is for others.

Revision: 0004
Date: 2026-11-21
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# Keys, of which rows, and how they are (see 0003).
_KEYS = {
    "records_by_team": (["org", "team", "seq", "id"], "team IS NOT NULL", "1000000 1000000 10000 10 1"),
    "records_of_all": (["org", "seq", "id"], "team IS NULL", "1000000 1000000 10 1"),
    "records_moved": (["org", "seq", "id"], "former IS NOT NULL", "10000 10000 10 1"),
}


def upgrade() -> None:
    for name, (columns, some, _) in _KEYS.items():
        op.create_index(name, "records", columns, sqlite_where=sa.text(some), postgresql_where=sa.text(some))
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        row = sa.text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('records', :key, :stat)")
        connection.execute(row, [{"key": key, "stat": stat} for key, (_, _, stat) in _KEYS.items()])
        connection.execute(sa.text("ANALYZE sqlite_schema"))
