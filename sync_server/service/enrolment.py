"""How a device comes to be: invited, enrolled, approved by the issuer, then given its token.

The server carries public keys and wrapped keys, and can neither approve by itself nor read what it carries
(`espace_mobile.protocol.enrolment`). Every step is harmless to repeat: answers get lost.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from espace_mobile.errors import Malformed, Refused, Unauthorised
from espace_mobile.protocol.values import new_id
from sync_server.register import Register, devices, enrolments, orgs
from sync_server.register.devices import ACTIVE, Device, Teams
from sync_server.register.enrolments import APPROVED, PENDING, REFUSED, Enrolment, Invitation
from sync_server.service.clock import DAY_MS
from sync_server.service.handing_over import check_newest
from sync_server.service.scope import check_home, check_supervisor
from sync_server.service.tokens import hashed, matches, new_device_id, new_secret, new_token

INVITATION_MS, MAX_INVITATION_MS = DAY_MS, 30 * DAY_MS


@dataclass(frozen=True, slots=True)
class Offer:
    """What an invitation promises: a role, teams, until when (ms; None: a day)."""

    proof: str
    role: str
    teams: Teams
    expires_at: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A device that wants in. `label` names the device, never a person."""

    proof: str
    public_key: bytes
    label: str


@dataclass(frozen=True, slots=True)
class Admission:
    """Where an enrolment stands. `device` and `token` once approved; `poll_secret` when it was just made."""

    enrolment: Enrolment
    name: str = ""
    issuer_public_key: bytes | None = None
    poll_secret: str = ""
    device: Device | None = None
    token: str = ""


def invite(register: Register, issuer: Device, org: str, offer: Offer, now: int) -> Invitation:
    """Raises `Refused`: `forbidden`, `invitation_exists`; `Malformed`."""
    check_supervisor(issuer, org)
    expires_at = now + INVITATION_MS if offer.expires_at is None else offer.expires_at
    if not now < expires_at <= now + MAX_INVITATION_MS:
        raise Malformed(field="expires_at")
    made = Invitation(org, offer.proof, offer.role, offer.teams, issuer.id, issuer.public_key, expires_at, False)

    def work(connection: Connection) -> Invitation:
        check_home(connection, org)
        there = enrolments.invitation(connection, org, offer.proof)
        if there is None:
            enrolments.invite(connection, made)
            return made
        if there.issuer != issuer.id or there.used:
            raise Refused(reason="invitation_exists")
        return there

    return register.write(work)


def enrol(register: Register, org: str, candidate: Candidate, now: int) -> Admission:
    """Raises `Refused`: `invitation_unknown`, `enrolment_settled`."""
    secret = new_secret()

    def work(connection: Connection) -> Admission:
        check_home(connection, org)
        invitation = enrolments.invitation(connection, org, candidate.proof)
        home = orgs.get(connection, org)
        if invitation is None or home is None:
            raise Refused(reason="invitation_unknown")
        enrolment = _enrolment(connection, invitation, candidate, secret, now)
        admission = Admission(enrolment, home.name, invitation.issuer_public_key, secret)
        first = invitation.issuer is None
        return _delivered(connection, admission) if first else admission

    return register.write(work)


def _enrolment(
    connection: Connection, invitation: Invitation, candidate: Candidate, secret: str, now: int
) -> Enrolment:
    """A new enrolment, or the one that this very key already has."""
    org = invitation.org
    there = enrolments.by_proof(connection, org, invitation.proof)
    if there and there.public_key == candidate.public_key:
        enrolments.change(connection, org, there.id, poll_secret_hash=hashed(secret))
        return there
    if there or invitation.used or invitation.expires_at <= now:
        raise Refused(reason="invitation_unknown")
    made = Enrolment(
        org, new_id(), invitation.proof, candidate.public_key, candidate.label, hashed(secret), PENDING, now
    )
    enrolments.create(connection, made)
    enrolments.use(connection, org, invitation.proof)
    if invitation.issuer is None:
        _admit(connection, made, invitation.role, invitation.teams, now, None, None)
    settled = enrolments.get(connection, org, made.id)
    assert settled is not None
    return settled


def _admit(
    connection: Connection,
    enrolment: Enrolment,
    role: str,
    teams: Teams,
    now: int,
    approver: Device | None,
    wrapped_keys: bytes | None,
) -> str:
    device = Device(
        enrolment.org, new_device_id(), enrolment.public_key, ACTIVE, role, teams, enrolment.label, "", 0, None, now
    )
    devices.create(connection, device, None)
    enrolments.change(
        connection,
        enrolment.org,
        enrolment.id,
        state=APPROVED,
        device=device.id,
        approver_public_key=approver.public_key if approver else None,
        wrapped_keys=wrapped_keys,
    )
    return device.id


def pending(register: Register, supervisor: Device, org: str) -> list[tuple[Enrolment, Invitation]]:
    check_supervisor(supervisor, org)
    with register.read() as connection:
        return enrolments.pending(connection, org)


def approve(
    register: Register,
    approver: Device,
    org: str,
    id: str,
    wrapped_keys: bytes,
    key: int,
    role: str | None,
    teams: Teams | None,
    now: int,
) -> str:
    """The new device's id. `key`: the newest that was wrapped. Only the issuer's key is the one the words were about.

    Raises `Refused`: `forbidden`, `not_found`, `enrolment_settled`, `key_outdated`.
    """
    check_supervisor(approver, org)

    def work(connection: Connection) -> str:
        check_home(connection, org)
        enrolment, invitation = _found(connection, org, id)
        if invitation.issuer_public_key != approver.public_key:
            raise Refused(reason="forbidden", about="not_issuer")
        if enrolment.state == REFUSED:
            raise Refused(reason="enrolment_settled")
        if enrolment.device is not None:
            return enrolment.device
        check_newest(connection, org, key)
        given = role or invitation.role, invitation.teams if teams is None else teams
        return _admit(connection, enrolment, *given, now, approver, wrapped_keys)

    return register.write(work)


def refuse(register: Register, supervisor: Device, org: str, id: str) -> None:
    """Raises `Refused`: `forbidden`, `not_found`, `enrolment_settled`."""
    check_supervisor(supervisor, org)

    def work(connection: Connection) -> None:
        check_home(connection, org)
        enrolment, _ = _found(connection, org, id)
        if enrolment.state == APPROVED:
            raise Refused(reason="enrolment_settled")
        enrolments.change(connection, org, id, state=REFUSED)

    register.write(work)


def _found(connection: Connection, org: str, id: str) -> tuple[Enrolment, Invitation]:
    enrolment = enrolments.get(connection, org, id)
    invitation = enrolments.invitation(connection, org, enrolment.proof) if enrolment else None
    if enrolment is None or invitation is None:
        raise Refused(reason="not_found")
    return enrolment, invitation


def poll(register: Register, org: str, id: str, secret: str) -> Admission:
    """Where the enrolment stands; its token when it is approved.

    Raises `Unauthorised`; `Refused`: `enrolment_settled` once the device has used a token.
    """

    def work(connection: Connection) -> Admission:
        check_home(connection, org)
        enrolment = enrolments.get(connection, org, id)
        if enrolment is None or not matches(secret, enrolment.poll_secret_hash):
            raise Unauthorised(reason="unknown")
        return _delivered(connection, Admission(enrolment))

    return register.write(work)


def _delivered(connection: Connection, admission: Admission) -> Admission:
    """With a token when approved. Each delivery replaces the last, until the device was heard with one."""
    enrolment = admission.enrolment
    if enrolment.state != APPROVED or enrolment.device is None:
        return admission
    device = devices.lock(connection, enrolment.org, enrolment.device)
    if device is None or device.state != ACTIVE:
        raise Unauthorised(reason="revoked")
    if device.last_seen_at is not None:
        raise Refused(reason="enrolment_settled")
    token = new_token(enrolment.org)
    devices.change(connection, device.org, device.id, token_hash=hashed(token))
    return Admission(enrolment, admission.name, admission.issuer_public_key, admission.poll_secret, device, token)
