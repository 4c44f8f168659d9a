"""Devices, once enrolled: who is speaking, who may no longer, who starts again under another id."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from espace_mobile.errors import Refused, ServerBusy, Unauthorised
from sync_server.register import Register, devices, orgs
from sync_server.register.devices import REVOKED, Device
from sync_server.register.orgs import Org
from sync_server.service.scope import check_active, check_home, check_supervisor
from sync_server.service.tokens import hashed, new_device_id, org_of

SEEN_EVERY_MS = 60_000  # « last contact » is known to the minute: a write a minute, not one a request


def authenticate(register: Register, token: str) -> Device:
    """Raises `Unauthorised`; `ServerBusy` when the org has moved."""
    org = org_of(token)
    if org is None:
        raise Unauthorised(reason="unknown")
    with register.read() as connection:
        check_home(connection, org)
        device = devices.by_token(connection, org, hashed(token))
    if device is None:
        raise Unauthorised(reason="unknown")
    check_active(device)
    return device


def touch(register: Register, device: Device, version: str, now: int) -> None:
    """Note that the device was heard, and the app's version when it says it."""
    recent = device.last_seen_at is not None and 0 <= now - device.last_seen_at < SEEN_EVERY_MS
    version = version or device.version
    if recent and version == device.version:
        return
    register.write(lambda c: devices.change(c, device.org, device.id, last_seen_at=now, version=version))


def home(register: Register, device: Device) -> Org:
    with register.read() as connection:
        org = orgs.get(connection, device.org)
    if org is None:
        raise Unauthorised(reason="unknown")
    return org


def everyone(register: Register, supervisor: Device) -> list[Device]:
    check_supervisor(supervisor, supervisor.org)
    with register.read() as connection:
        return devices.everyone(connection, supervisor.org)


def revoke(register: Register, supervisor: Device, id: str) -> None:
    """Harmless to repeat. Raises `Refused`: `forbidden`, `own_device`, `not_found`."""
    check_supervisor(supervisor, supervisor.org)
    if id == supervisor.id:
        raise Refused(reason="own_device")

    def work(connection: Connection) -> None:
        check_home(connection, supervisor.org)
        if devices.lock(connection, supervisor.org, id) is None:
            raise Refused(reason="not_found")
        devices.change(connection, supervisor.org, id, state=REVOKED)

    register.write(work)


def new_identity(register: Register, caller: Device, given_up: str, now: int) -> str:
    """The id that the caller's token has from now on. Harmless to repeat."""
    if caller.id != given_up:
        return caller.id
    new = replace(caller, id=new_device_id(), high_n=0, last_seen_at=now, created_at=now)

    def work(connection: Connection) -> str:
        check_home(connection, caller.org)
        old = devices.lock(connection, caller.org, caller.id)
        if old is None or old.state != caller.state:
            raise ServerBusy(after=1)  # somebody was faster; asking again tells
        devices.hand_over(connection, old, new)
        return new.id

    return register.write(work)
