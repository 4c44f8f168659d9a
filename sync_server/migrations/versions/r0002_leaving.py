"""What leaving needs: teams that must forget a record, keys handed over, notices of withdrawal, registers that moved.

Revision: 0002
Date: 2026-11-21
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

_WORD = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("orgs", sa.Column("key", sa.BigInteger, nullable=False, server_default="1"))
    op.add_column("orgs", sa.Column("moved_at", sa.BigInteger))
    op.add_column("devices", sa.Column("notice", sa.LargeBinary))
    op.add_column("records", sa.Column("former", sa.Text))
    op.create_table(
        "handovers",
        sa.Column("org", _WORD, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("key", sa.BigInteger, nullable=False),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sa.Column("sender_public_key", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("org", "public_key", "key", name="handovers_pk"),
        sa.ForeignKeyConstraint(["org"], ["orgs.id"], name="handovers_orgs_fk"),
        sqlite_with_rowid=False,
    )
