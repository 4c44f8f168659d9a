"""The tables. Org first in every key, so that a distributed PostgreSQL can shard by org; save where the public asks: it
knows an address, and no org.

Times are milliseconds since 1970. `body` columns hold the very bytes of the wire: nothing is encoded twice.
Texts of PostgreSQL compare by byte (collation « C »): record ids are paged through in that order.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects import postgresql

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pk",
        "fk": "%(table_name)s_%(referred_table_name)s_fk",
        "ix": "%(table_name)s_by_%(column_0_N_name)s",
    }
)

Word = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
# A row found by its key alone needs no row number of SQLite's own: one tree less to write.
_KEYED: dict[str, Any] = {"sqlite_with_rowid": False}


def _where(some: str) -> dict[str, Any]:
    """Of an index that holds some of the rows."""
    return {"sqlite_where": text(some), "postgresql_where": text(some)}


def _of_an_org() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["org"], ["orgs.id"])


orgs = Table(
    "orgs",
    metadata,
    Column("id", Word, primary_key=True),
    Column("name", Text, nullable=False),
    Column("epoch", Word, nullable=False),  # one life of the register; a restored backup starts another
    Column("seq", BigInteger, nullable=False),  # commits so far; bumped as the last statement of each
    Column("created_at", BigInteger, nullable=False),
    Column("key", BigInteger, nullable=False, server_default="1"),  # id of the newest key its devices share
    Column("moved_at", BigInteger),  # it lives in another register since then: this one answers nobody
)

devices = Table(
    "devices",
    metadata,
    Column("org", Word, primary_key=True),
    Column("id", Word, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("token_hash", LargeBinary),
    Column("state", Word, nullable=False),
    Column("role", Word, nullable=False),
    Column("teams", JSON, nullable=False),
    Column("label", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("high_n", BigInteger, nullable=False),  # every change up to it is held
    Column("last_seen_at", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("notice", LargeBinary),  # why it must go, sealed by a supervisor's device; null while it may stay
    Column("waiting", BigInteger),  # as it said at its last pull; null: it never did
    Column("free_mb", BigInteger),
    Column("battery", BigInteger),
    Column("recovered_at", BigInteger),  # it came in with the recovery sheet; of a sheet: somebody came in with it
    _of_an_org(),
    Index("devices_by_token", "org", "token_hash", unique=True),
    **_KEYED,
)

invitations = Table(
    "invitations",
    metadata,
    Column("org", Word, primary_key=True),
    Column("proof", Word, primary_key=True),
    Column("role", Word, nullable=False),
    Column("teams", JSON, nullable=False),
    Column("issuer", Word),  # null: made by `espace-sync org create`, for the org's first device
    Column("issuer_public_key", LargeBinary),
    Column("expires_at", BigInteger, nullable=False),
    Column("used", Boolean, nullable=False),
    _of_an_org(),
    **_KEYED,
)

enrolments = Table(
    "enrolments",
    metadata,
    Column("org", Word, primary_key=True),
    Column("id", Word, primary_key=True),
    Column("proof", Word, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("label", Text, nullable=False),
    Column("poll_secret_hash", LargeBinary, nullable=False),
    Column("state", Word, nullable=False),
    Column("device", Word),
    Column("approver_public_key", LargeBinary),
    Column("wrapped_keys", LargeBinary),
    Column("created_at", BigInteger, nullable=False),
    _of_an_org(),
    Index("enrolments_by_state", "org", "state"),
    Index("enrolments_by_proof", "org", "proof", unique=True),
    **_KEYED,
)

# An org's newer key, wrapped for one device that was in when it was made.
handovers = Table(
    "handovers",
    metadata,
    Column("org", Word, primary_key=True),
    Column("public_key", LargeBinary, primary_key=True),  # the recipient's: it outlives an identity
    Column("key", BigInteger, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("sender_public_key", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    _of_an_org(),
    **_KEYED,
)

# What the public may read of an org: a copy, in clear, as a supervisor's device gave it.
publications = Table(
    "publications",
    metadata,
    Column("org", Word, primary_key=True),
    Column("slug", Word, nullable=False),
    Column("title", Text, nullable=False),
    Column("revision", BigInteger, nullable=False),  # higher at each change; never given twice
    Column("body", LargeBinary, nullable=False),  # PublicPages as JSON
    Column("etag", Word, nullable=False),
    Column("published_at", BigInteger, nullable=False),
    Column("device", Word, nullable=False),  # who changed it last
    _of_an_org(),
    Index("publications_by_slug", "slug", unique=True),
)

# Dates of a team at an address that is a secret; the register holds its digest.
calendars = Table(
    "calendars",
    metadata,
    Column("org", Word, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Column("name", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # TeamDates as JSON
    Column("etag", Word, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    _of_an_org(),
    Index("calendars_by_digest", "digest", unique=True),
)

# Where each log of accesses ends, and where what is left of it begins: of the org ("") and of each of its devices.
access_chains = Table(
    "access_chains",
    metadata,
    Column("org", Word, primary_key=True),
    Column("log", Word, primary_key=True),
    Column("last", BigInteger, nullable=False),
    Column("head", LargeBinary, nullable=False),  # the link of entry `last`
    Column("base", BigInteger, nullable=False),  # the last entry that was purged, 0 for none, and its link
    Column("base_head", LargeBinary, nullable=False),
    Column("purged_at", BigInteger),
    _of_an_org(),
    **_KEYED,
)

# No foreign key from here on: checked a thousand times a batch, for an org that the token has already proved.
records = Table(
    "records",
    metadata,
    Column("org", Word, primary_key=True),
    Column("id", Word, primary_key=True),
    Column("kind", Word, nullable=False),
    Column("team", Word),
    Column("former", Text),  # JSON: the other teams it was of (null: everybody), who must forget it; null: none
    Column("seq", BigInteger, nullable=False),  # the commit that touched it last
    Column("body", LargeBinary, nullable=False),  # Record.body()
    Index("records_by_seq", "org", "seq", "id"),
    Index("records_by_team", "org", "team", "seq", "id", **_where("team IS NOT NULL")),
    Index("records_of_all", "org", "seq", "id", **_where("team IS NULL")),
    Index("records_moved", "org", "seq", "id", **_where("former IS NOT NULL")),
    **_KEYED,
)

history = Table(
    "history",
    metadata,
    Column("org", Word, primary_key=True),
    Column("device", Word, primary_key=True),
    Column("n", BigInteger, primary_key=True),
    Column("record", Word),  # null when the change could not be read
    Column("hash", LargeBinary, nullable=False),  # content_hash, kept even when the body is erased
    Column("at", BigInteger, nullable=False),  # hybrid time
    Column("received_at", BigInteger, nullable=False),
    Column("verdict", Word, nullable=False),
    Column("reason", Word, nullable=False),
    Column("body", LargeBinary),  # the packed change; null when refused
    Index("history_by_record", "org", "record"),
    **_KEYED,
)

# Who opened which file, in the order it was handed in; nothing here is ever changed, and the oldest are purged.
accesses = Table(
    "accesses",
    metadata,
    Column("org", Word, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("log", Word, nullable=False),  # the device's, whatever its identity
    Column("n", BigInteger, nullable=False),
    Column("device", Word, nullable=False),  # who handed it in
    Column("at", BigInteger, nullable=False),
    Column("worker", Word, nullable=False),
    Column("person", Word, nullable=False),
    Column("what", Word, nullable=False),
    Column("hash", LargeBinary, nullable=False),  # its link in the device's chain
    Column("fault", Word, nullable=False),  # why it did not follow there; empty when it did
    Column("received_at", BigInteger, nullable=False),
    Column("chain", LargeBinary, nullable=False),  # its link in the org's chain
    Index("accesses_by_at", "org", "at", "seq"),
    Index("accesses_by_person", "org", "person", "at", "seq"),
    Index("accesses_by_log", "org", "log", "n"),
    **_KEYED,
)
