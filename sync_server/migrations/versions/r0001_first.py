"""The first register: orgs, devices, invitations, enrolments, records, history.

Revision: 0001
Date: 2026-11-20
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

_WORD = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def _word(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, _WORD, nullable=nullable)


def _number(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _bytes(name: str, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _teams() -> sa.Column[object]:
    return sa.Column("teams", sa.JSON, nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"{table}_pk")


def _of_an_org(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["org"], ["orgs.id"], name=f"{table}_orgs_fk")


def upgrade() -> None:
    _identities()
    _enrolling()
    _register()


def _identities() -> None:
    op.create_table(
        "orgs", _word("id"), _text("name"), _word("epoch"), _number("seq"), _number("created_at"), _key("orgs", "id")
    )
    op.create_table(
        "devices",
        _word("org"),
        _word("id"),
        _bytes("public_key"),
        _bytes("token_hash", nullable=True),
        _word("state"),
        _word("role"),
        _teams(),
        _text("label"),
        _text("version"),
        _number("high_n"),
        _number("last_seen_at", nullable=True),
        _number("created_at"),
        _key("devices", "org", "id"),
        _of_an_org("devices"),
        sqlite_with_rowid=False,
    )
    op.create_index("devices_by_token", "devices", ["org", "token_hash"], unique=True)


def _enrolling() -> None:
    op.create_table(
        "invitations",
        _word("org"),
        _word("proof"),
        _word("role"),
        _teams(),
        _word("issuer", nullable=True),
        _bytes("issuer_public_key", nullable=True),
        _number("expires_at"),
        sa.Column("used", sa.Boolean, nullable=False),
        _key("invitations", "org", "proof"),
        _of_an_org("invitations"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "enrolments",
        _word("org"),
        _word("id"),
        _word("proof"),
        _bytes("public_key"),
        _text("label"),
        _bytes("poll_secret_hash"),
        _word("state"),
        _word("device", nullable=True),
        _bytes("approver_public_key", nullable=True),
        _bytes("wrapped_keys", nullable=True),
        _number("created_at"),
        _key("enrolments", "org", "id"),
        _of_an_org("enrolments"),
        sqlite_with_rowid=False,
    )
    op.create_index("enrolments_by_state", "enrolments", ["org", "state"])
    op.create_index("enrolments_by_proof", "enrolments", ["org", "proof"], unique=True)


def _register() -> None:
    op.create_table(
        "records",
        _word("org"),
        _word("id"),
        _word("kind"),
        _word("team", nullable=True),
        _number("seq"),
        _bytes("body"),
        _key("records", "org", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("records_by_seq", "records", ["org", "seq", "id"])
    op.create_table(
        "history",
        _word("org"),
        _word("device"),
        _number("n"),
        _word("record", nullable=True),
        _bytes("hash"),
        _number("at"),
        _number("received_at"),
        _word("verdict"),
        _word("reason"),
        _bytes("body", nullable=True),
        _key("history", "org", "device", "n"),
        sqlite_with_rowid=False,
    )
    op.create_index("history_by_record", "history", ["org", "record"])
