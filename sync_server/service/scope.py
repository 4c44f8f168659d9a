"""Who a device is at this moment. Asked within the transaction it is about, never remembered."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from espace_mobile.errors import Refused, Unauthorised
from sync_server.register import devices
from sync_server.register.devices import ACTIVE, REVOKED, SUPERVISOR, Device


def standing(connection: Connection, org: str, id: str, lock: bool = False) -> tuple[Device, str, int]:
    """An active device, the epoch of its org, the commits its org has. Raises `Unauthorised`."""
    found = devices.standing(connection, org, id, lock)
    if found is None:
        raise Unauthorised(reason="unknown")
    check_active(found[0])
    return found


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
