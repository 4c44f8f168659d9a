"""The access log: who opened which file, chained for each device and for the org.

Revision: 0008
Date: 2026-11-21
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"

_WORD = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "access_chains",
        sa.Column("org", _WORD, nullable=False),
        sa.Column("log", _WORD, nullable=False),
        sa.Column("last", sa.BigInteger, nullable=False),
        sa.Column("head", sa.LargeBinary, nullable=False),
        sa.Column("base", sa.BigInteger, nullable=False),
        sa.Column("base_head", sa.LargeBinary, nullable=False),
        sa.Column("purged_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("org", "log", name="access_chains_pk"),
        sa.ForeignKeyConstraint(["org"], ["orgs.id"], name="access_chains_orgs_fk"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "accesses",
        sa.Column("org", _WORD, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("log", _WORD, nullable=False),
        sa.Column("n", sa.BigInteger, nullable=False),
        sa.Column("device", _WORD, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("worker", _WORD, nullable=False),
        sa.Column("person", _WORD, nullable=False),
        sa.Column("what", _WORD, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("fault", _WORD, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("chain", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("org", "seq", name="accesses_pk"),
        sqlite_with_rowid=False,
    )
    op.create_index("accesses_by_at", "accesses", ["org", "at", "seq"])
    op.create_index("accesses_by_person", "accesses", ["org", "person", "at", "seq"])
    op.create_index("accesses_by_log", "accesses", ["org", "log", "n"])
