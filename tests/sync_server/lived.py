"""A register that has lived: something of everything it can hold."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, text

from espace_mobile.protocol.values import Sealed, new_id
from sync_server.register import Register
from sync_server.register.enrolments import APPROVED, PENDING
from sync_server.register.schema import (
    access_chains,
    accesses,
    calendars,
    enrolments,
    handovers,
    history,
    invitations,
    metadata,
    publications,
)

LARGEST = (1 << 63) - 1


def rows(register: Register) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, JSON as it is written, but for when an org moved."""
    found = {}
    with register.read() as connection:
        for table in metadata.sorted_tables:
            columns = [text(f"CAST({c.name} AS TEXT)") if c.name == "teams" else c for c in table.c]
            query = select(*[c for c in columns if getattr(c, "name", "") != "moved_at"]).select_from(table)
            found[table.name] = [tuple(row) for row in connection.execute(query.order_by(*table.primary_key))]
    return found


def lived_in(register: Register, fleets: Any) -> Any:
    """Two orgs with something of everything: conflicts, refusals, nulls, bytes, big numbers, JSON written oddly."""
    fleet, other = fleets(register), fleets(register)
    first, second = fleet.tablet(teams=["nord", 'Été "1"\\']), fleet.tablet()
    record = new_id()
    first.save(record, team="nord", name=Sealed(1, b"\x00\xff" * 9))
    second.save(record, name="other")
    second.push(b"\xc1 not a change")
    second.n += 1
    second.push(second.change(new_id(), team=None, x=2**63))
    other.tablet().save(new_id(), note="\\N\t\\.\n'{},\"")

    org = {"org": fleet.org}
    odd_ones: list[tuple[Any, dict[str, Any]]] = [
        (invitations, {"proof": "p", "role": "field", "teams": [], "expires_at": LARGEST, "used": False}),
        (invitations, {"proof": "q", "role": "field", "teams": "*", "expires_at": -1, "used": True, "issuer": "i"}),
        (enrolments, {"id": "e", "proof": "p", "public_key": b"", "label": "É", "poll_secret_hash": b"\x00",
                      "state": PENDING, "created_at": 0}),
        (enrolments, {"id": "f", "proof": "q", "public_key": bytes(range(256)), "label": "", "poll_secret_hash": b"h",
                      "state": APPROVED, "device": "d", "wrapped_keys": b"\\x", "created_at": 1}),
        (handovers, {"public_key": b"\xff" * 32, "key": 2, "wrapped": b"w", "sender_public_key": b"s",
                     "created_at": 5}),
        (history, {"device": "d", "n": LARGEST, "record": None, "hash": b"\x00" * 16, "at": -LARGEST,
                   "received_at": 0, "verdict": "refused", "reason": "", "body": None}),
        (publications, {"slug": "une-adresse", "title": "Été", "revision": LARGEST, "body": b"{\x00}", "etag": "e",
                        "published_at": 0, "device": "d"}),
        (access_chains, {"log": "", "last": LARGEST, "head": b"\x00" * 32, "base": 0, "base_head": b"",
                         "purged_at": None}),
        (accesses, {"seq": LARGEST, "log": "l", "n": 1, "device": "d", "at": 0, "worker": "w", "person": "p",
                    "what": "opened", "hash": bytes(range(32)), "fault": "", "received_at": -1, "chain": b"\xff"}),
        (calendars, {"digest": bytes(range(32)), "name": "Équipe\\N", "body": b"", "etag": "", "changed_at": 0}),
    ]  # fmt: skip

    def odd(connection: Any) -> None:
        for table, row in odd_ones:
            connection.execute(insert(table), [org | row])
        written = text("UPDATE devices SET teams = :teams, notice = :notice WHERE id = :id")
        connection.execute(written, {"teams": '[ "a",\n"b"]', "notice": b"\x00n", "id": second.id})

    register.write(odd)
    return fleet
