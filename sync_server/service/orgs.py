"""Orgs, as whoever runs the server handles them."""

from __future__ import annotations

import secrets

from sqlalchemy.engine import Connection

from espace_mobile.protocol.enrolment import CODE_ALPHABET, code_proof, new_code
from sync_server.register import Register, devices, enrolments, orgs
from sync_server.register.devices import ALL_TEAMS, SUPERVISOR
from sync_server.register.enrolments import Invitation
from sync_server.register.orgs import Org
from sync_server.service.clock import DAY_MS
from sync_server.service.publication import take_back_all

FIRST_INVITATION_MS = 7 * DAY_MS
_ID_LENGTH = 8


def new_org_id() -> str:
    """Eight letters and digits that are told apart when read aloud."""
    return "".join(secrets.choice(CODE_ALPHABET.lower()) for _ in range(_ID_LENGTH))


def create(register: Register, name: str, now: int) -> tuple[str, str]:
    """The org's id and the code of its first invitation, which nobody keeps."""
    id, code = new_org_id(), new_code()
    proof = code_proof(id, code)

    def work(connection: Connection) -> None:
        orgs.create(connection, id, name, now)
        first = Invitation(id, proof, SUPERVISOR, ALL_TEAMS, None, None, now + FIRST_INVITATION_MS, False)
        enrolments.invite(connection, first)

    register.write(work)
    return id, code


def everyone(register: Register) -> list[Org]:
    with register.read() as connection:
        return orgs.everyone(connection)


def without_sheet(register: Register) -> set[str]:
    """Ids of those that have devices, and no recovery sheet."""
    with register.read() as connection:
        return devices.without_sheet(connection)


def count(register: Register) -> int:
    with register.read() as connection:
        return orgs.count(connection)


def renew_epoch(register: Register, id: str, now: int) -> str | None:
    """The new epoch; None when there is no such org. What may have been taken back since the backup is taken back."""

    def work(connection: Connection) -> str | None:
        return None if orgs.get(connection, id) is None else begin_another_life(connection, id, now)

    renewed = register.write(work)
    register.forget_traces()
    return renewed


def begin_another_life(connection: Connection, id: str, now: int) -> str:
    """`renew_epoch` of an org that is there."""
    take_back_all(connection, id, now)
    return orgs.renew_epoch(connection, id)
