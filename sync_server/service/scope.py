"""Who a device is at this moment. Asked within the transaction it is about, never remembered."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from espace_mobile.errors import Refused, Unauthorised
from sync_server.register import devices
from sync_server.register.devices import ACTIVE, REVOKED, SUPERVISOR, Device, Standing


def standing(connection: Connection, org: str, id: str) -> Standing:
    """Of an active device. Raises `Unauthorised`."""
    found = _found(devices.standing(connection, org, id))
    check_active(found.device)
    return found


def standing_to_push(connection: Connection, org: str, id: str) -> Standing:
    """Of a device whose changes are taken, its row held: one that must go still hands in what it has.

    Raises `Unauthorised`.
    """
    found = _found(devices.standing(connection, org, id, hold=True))
    if found.device.state != REVOKED:
        check_active(found.device)
    return found


def _found(standing: Standing | None) -> Standing:
    if standing is None:
        raise Unauthorised(reason="unknown")
    return standing


def check_active(device: Device) -> None:
    """Raises `Unauthorised`."""
    if device.state != ACTIVE:
        raise Unauthorised(reason="revoked" if device.state == REVOKED else "unknown")


def check_supervisor(device: Device, org: str) -> None:
    """Raises `Refused`: another org's business, or another role's."""
    if device.org != org:
        raise Refused(reason="forbidden", about="org")
    if device.role != SUPERVISOR:
        raise Refused(reason="forbidden", about="role")
