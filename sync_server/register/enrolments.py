"""Invitations and enrolments: how a device comes to be. The register holds proofs and hashes only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.engine import Connection

from sync_server.register.devices import Teams
from sync_server.register.schema import enrolments, invitations

PENDING, APPROVED, REFUSED = "pending", "approved", "refused"


@dataclass(frozen=True, slots=True)
class Invitation:
    """`issuer` and its public key are null for an org's first device; `expires_at` in ms."""

    org: str
    proof: str
    role: str
    teams: Teams
    issuer: str | None
    issuer_public_key: bytes | None
    expires_at: int
    used: bool


@dataclass(frozen=True, slots=True)
class Enrolment:
    """`device` and what follows are null until approved."""

    org: str
    id: str
    proof: str
    public_key: bytes
    label: str
    poll_secret_hash: bytes
    state: str
    created_at: int
    device: str | None = None
    approver_public_key: bytes | None = None
    wrapped_keys: bytes | None = None


_INVITATION = tuple(invitations.c[name] for name in Invitation.__slots__)
_ENROLMENT = tuple(enrolments.c[name] for name in Enrolment.__slots__)


def invite(connection: Connection, invitation: Invitation) -> None:
    connection.execute(insert(invitations).values({n: getattr(invitation, n) for n in Invitation.__slots__}))


def invitation(connection: Connection, org: str, proof: str) -> Invitation | None:
    query = select(*_INVITATION).where(invitations.c.org == org, invitations.c.proof == proof)
    row = connection.execute(query.with_for_update()).first()
    return Invitation(*row) if row else None


def use(connection: Connection, org: str, proof: str) -> None:
    found = invitations.c.org == org, invitations.c.proof == proof
    connection.execute(update(invitations).where(*found).values(used=True))


def create(connection: Connection, enrolment: Enrolment) -> None:
    connection.execute(insert(enrolments).values({n: getattr(enrolment, n) for n in Enrolment.__slots__}))


def _one(connection: Connection, query: Select[Any]) -> Enrolment | None:
    row = connection.execute(query.with_for_update()).first()
    return Enrolment(*row) if row else None


def get(connection: Connection, org: str, id: str) -> Enrolment | None:
    return _one(connection, select(*_ENROLMENT).where(enrolments.c.org == org, enrolments.c.id == id))


def by_proof(connection: Connection, org: str, proof: str) -> Enrolment | None:
    return _one(connection, select(*_ENROLMENT).where(enrolments.c.org == org, enrolments.c.proof == proof))


def pending(connection: Connection, org: str) -> list[tuple[Enrolment, Invitation]]:
    query = (
        select(*_ENROLMENT, *_INVITATION)
        .join(invitations, (invitations.c.org == enrolments.c.org) & (invitations.c.proof == enrolments.c.proof))
        .where(enrolments.c.org == org, enrolments.c.state == PENDING)
        .order_by(enrolments.c.created_at, enrolments.c.id)
    )
    cut = len(_ENROLMENT)
    return [(Enrolment(*row[:cut]), Invitation(*row[cut:])) for row in connection.execute(query)]


def change(connection: Connection, org: str, id: str, **values: Any) -> None:
    """`values`: columns of the enrolment, by name."""
    connection.execute(update(enrolments).where(enrolments.c.org == org, enrolments.c.id == id).values(**values))
