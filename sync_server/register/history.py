"""History: every change as it came, and what became of it. It is what makes a resend harmless."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import bindparam, select, text, update
from sqlalchemy.engine import Connection

from sync_server.register.arrays import Blobs, Numbers, Texts
from sync_server.register.schema import history


class Line(NamedTuple):
    """One change of a device. `record`, `body`: null when it was refused; `at` hybrid, `received_at` in ms."""

    n: int
    record: str | None
    hash: bytes
    at: int
    received_at: int
    verdict: str
    reason: str
    body: bytes | None


class Seen(NamedTuple):
    n: int
    hash: bytes
    verdict: str
    reason: str


class Made(NamedTuple):
    """`body`: the packed change of `device`."""

    device: str
    body: bytes


_SEEN = (
    select(*(history.c[name] for name in Seen._fields))
    .where(
        history.c.org == bindparam("org"),
        history.c.device == bindparam("device"),
        history.c.n.between(bindparam("low"), bindparam("high")),
    )
    .order_by(history.c.n)
)


def seen(connection: Connection, org: str, device: str, low: int, high: int) -> list[Seen]:
    """What the device sent under the numbers `low` to `high`, both included, in order."""
    values = {"org": org, "device": device, "low": low, "high": high}
    return [Seen(*row) for row in connection.execute(_SEEN, values)]


def of_record(connection: Connection, org: str, record: str) -> list[tuple[str, int, bytes]]:
    """(device, n, packed change) of every change a record has known."""
    query = (
        select(history.c.device, history.c.n, history.c.body)
        .where(history.c.org == org, history.c.record == record, history.c.body.is_not(None))
        .order_by(history.c.at, history.c.device, history.c.n)
    )
    return [(row.device, row.n, row.body) for row in connection.execute(query)]


def made_at(connection: Connection, org: str, records: Collection[str], times: Collection[int]) -> list[Made]:
    """The changes made to any of the records at any of the hybrid times, in one question."""
    query = select(history.c.device, history.c.body).where(
        history.c.org == org,
        history.c.record.in_(records),
        history.c.at.in_(times),
        history.c.body.is_not(None),
    )
    return [Made(*row) for row in connection.execute(query)]


_REDACT = (
    update(history)
    .where(history.c.org == bindparam("of_org"), history.c.record.in_(bindparam("records", expanding=True)))
    .values(body=None)
)


def redact(connection: Connection, org: str, records: Collection[str]) -> None:
    """Forget what was said of these records: that something was said, by whom and when, stays."""
    connection.execute(_REDACT, {"of_org": org, "records": list(records)})


# Driver's own SQL, row by row: a thousand rows a batch go through here.
_SQLITE = (
    "INSERT INTO history (n, record, hash, at, received_at, verdict, reason, body, org, device)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_COLUMNS: dict[str, type[Texts | Blobs | Numbers]] = {
    "n": Numbers,
    "record": Texts,
    "hash": Blobs,
    "at": Numbers,
    "received_at": Numbers,
    "verdict": Texts,
    "reason": Texts,
    "body": Blobs,
}
# One statement whatever the number of lines.
_POSTGRESQL = text(
    "INSERT INTO history (org, device, n, record, hash, at, received_at, verdict, reason, body)"
    " SELECT :org, :device, u.* FROM unnest(CAST(:n AS bigint[]), CAST(:record AS text[]), CAST(:hash AS bytea[]),"
    " CAST(:at AS bigint[]), CAST(:received_at AS bigint[]), CAST(:verdict AS text[]), CAST(:reason AS text[]),"
    " CAST(:body AS bytea[])) AS u(n, record, hash, at, received_at, verdict, reason, body)"
)


def add(connection: Connection, org: str, device: str, lines: list[Line]) -> None:
    if not lines:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_SQLITE, [(*line, org, device) for line in lines])
        return
    columns = {
        name: cls(column) for (name, cls), column in zip(_COLUMNS.items(), zip(*lines, strict=True), strict=True)
    }
    connection.execute(_POSTGRESQL, {"org": org, "device": device, **columns})
