"""What the public may read: a copy of an org's pages, and calendars of its teams at secret addresses.

Revision: 0005
Date: 2026-11-21
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

_WORD = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "publications",
        sa.Column("org", _WORD, nullable=False),
        sa.Column("slug", _WORD, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("etag", _WORD, nullable=False),
        sa.Column("published_at", sa.BigInteger, nullable=False),
        sa.Column("device", _WORD, nullable=False),
        sa.PrimaryKeyConstraint("org", name="publications_pk"),
        sa.ForeignKeyConstraint(["org"], ["orgs.id"], name="publications_orgs_fk"),
    )
    op.create_index("publications_by_slug", "publications", ["slug"], unique=True)
    op.create_table(
        "calendars",
        sa.Column("org", _WORD, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("etag", _WORD, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("org", "digest", name="calendars_pk"),
        sa.ForeignKeyConstraint(["org"], ["orgs.id"], name="calendars_orgs_fk"),
    )
    op.create_index("calendars_by_digest", "calendars", ["digest"], unique=True)
