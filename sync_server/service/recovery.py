"""The recovery sheet: an org's keys wrapped for a key pair that exists on paper only.

In the register it is a device of a role of its own, which is told every new key as the others are and can do one thing:
bring a supervisor's device in. It stays good until that device, which by then has an account that opens it, withdraws
it: whatever stops in between, the sheet is typed again. One device at a time: the next takes the place of the last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from espace_mobile.errors import Refused, Unauthorised
from sync_server.register import Register, devices, handovers, orgs
from sync_server.register.devices import ACTIVE, ALL_TEAMS, LEFT, RECOVERY, REVOKED, SUPERVISOR, Device
from sync_server.register.handovers import Handover
from sync_server.register.orgs import Org
from sync_server.service.handing_over import check_newest
from sync_server.service.scope import check_home, check_supervisor
from sync_server.service.tokens import hashed, new_device_id, new_token, org_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """`wrapped`: the org's keys up to `key`, by the sheet's own key pair for itself."""

    public_key: bytes
    token_hash: bytes
    label: str
    key: int
    wrapped: bytes


def keep(register: Register, supervisor: Device, org: str, sheet: Sheet, now: int) -> Device:
    """Harmless to repeat. The last one kept is the one made last, whatever the clock says.

    Raises `Refused`: `forbidden`, `key_outdated`, `enrolment_settled`.
    """
    check_supervisor(supervisor, org)

    def work(connection: Connection) -> Device:
        check_home(connection, org)
        newest = handovers.newest(connection, org)
        there = _of_key(connection, org, sheet.public_key)
        if there is not None and there.role == RECOVERY and there.state == ACTIVE:
            return there
        if there is not None or devices.by_token(connection, org, sheet.token_hash) is not None:
            raise Refused(reason="enrolment_settled")
        check_newest(connection, org, sheet.key)
        before = (d.created_at + 1 for d in devices.everyone(connection, org) if d.role == RECOVERY)
        at = max([now, *before])
        made = Device(org, new_device_id(), sheet.public_key, ACTIVE, RECOVERY, ALL_TEAMS, sheet.label, "", 0, None, at)
        devices.create(connection, made, sheet.token_hash)
        # A register restored from a backup may know of no key as new as the org's: the next one made comes after it.
        key = min(sheet.key, newest)
        handovers.give(connection, Handover(org, made.public_key, key, sheet.wrapped, made.public_key, now))
        return made

    return register.write(work)


def opened(register: Register, org: str, token: str) -> tuple[Org, list[Handover]]:
    """The org, and what was wrapped for the sheet, the oldest key first. Raises `Unauthorised`."""
    with register.read() as connection:
        check_home(connection, org)
        sheet = _sheet(connection, org, token)
        home = orgs.get(connection, org)
        assert home is not None
        return home, handovers.of(connection, org, sheet.public_key)


def enter(register: Register, org: str, token: str, public_key: bytes, label: str, now: int) -> tuple[Org, Device, str]:
    """The org, a supervisor's device, and its token; the device that came in before with the same sheet goes.

    Harmless to repeat until the device was heard. Raises `Unauthorised`; `Refused`: `enrolment_settled`.
    """

    def work(connection: Connection) -> tuple[Org, Device, str]:
        check_home(connection, org)
        handovers.newest(connection, org)  # one at a time
        sheet = _sheet(connection, org, token)
        home = orgs.get(connection, org)
        assert home is not None
        new = new_token(org)
        there = _of_key(connection, org, public_key)
        if there is not None:
            if there not in _brought(connection, sheet) or there.last_seen_at is not None:
                raise Refused(reason="enrolment_settled")
            devices.change(connection, org, there.id, token_hash=hashed(new))
            return home, there, new
        for before in _brought(connection, sheet):
            devices.change(connection, org, before.id, state=LEFT if before.last_seen_at is None else REVOKED)
        at = max([now, *(d.recovered_at + 1 for d in devices.everyone(connection, org) if d.recovered_at)])
        made = Device(org, new_device_id(), public_key, ACTIVE, SUPERVISOR, ALL_TEAMS, label, "", 0, None, now)
        made = replace(made, recovered_at=at)
        devices.create(connection, made, hashed(new))
        devices.change(connection, org, sheet.id, recovered_at=at)
        return home, made, new

    return register.write(work)


def _sheet(connection: Connection, org: str, token: str) -> Device:
    """Raises `Unauthorised`, alike for whatever is wrong with it."""
    found = devices.by_token(connection, org, hashed(token)) if org_of(token) == org else None
    if found is None or found.role != RECOVERY or found.state != ACTIVE:
        raise Unauthorised(reason="unknown")
    return found


def _of_key(connection: Connection, org: str, public_key: bytes) -> Device | None:
    return next((d for d in devices.everyone(connection, org) if d.public_key == public_key), None)


def _brought(connection: Connection, sheet: Device) -> list[Device]:
    """Who came in with it and is still there."""
    some = (d for d in devices.everyone(connection, sheet.org) if d.role == SUPERVISOR and d.state == ACTIVE)
    return [d for d in some if sheet.recovered_at is not None and d.recovered_at == sheet.recovered_at]
