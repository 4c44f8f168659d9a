"""Who a device is at this moment. Asked within the transaction it is about, never remembered."""

from __future__ import annotations

import base64
from dataclasses import replace

from sqlalchemy.engine import Connection

from espace_mobile.errors import Refused, ServerBusy, Unauthorised
from sync_server.register import devices, orgs
from sync_server.register.devices import ACTIVE, LEFT, RETIRED, REVOKED, SUPERVISOR, Device, Standing

MOVED_SECONDS = 60


def standing(connection: Connection, org: str, id: str) -> Standing:
    """Of an active device. Raises `Unauthorised`; `ServerBusy` when the org has moved."""
    found = _found(devices.standing(connection, org, id))
    check_active(found.device)
    return found


def standing_to_push(connection: Connection, org: str, id: str) -> Standing:
    """Of a device whose changes are taken, its row held: one that must go still hands in what it has.

    Raises `Unauthorised`; `ServerBusy` when the org has moved.
    """
    found = _found(devices.standing(connection, org, id, hold=True))
    check_not_gone(found.device)
    return found


def standing_of_past(connection: Connection, org: str, id: str, past: str) -> Standing:
    """Of an id that device `id` gave up: a register restored from a backup has yet to hear what was said under it.

    Such a register may not even know the id. Raises `Unauthorised`, `ServerBusy`, and `Refused` for another's.
    """
    device = standing_to_push(connection, org, id).device
    if devices.get(connection, org, past) is None:
        devices.create(connection, replace(device, id=past, state=RETIRED, high_n=0), None)
    found = _found(devices.standing(connection, org, past, hold=True))
    if found.device.state != RETIRED or found.device.public_key != device.public_key:
        raise Refused(reason="forbidden", about="identity")
    return found


def _found(standing: Standing | None) -> Standing:
    if standing is None:
        raise Unauthorised(reason="unknown")
    _check_here(standing.moved_at)
    return standing


def check_home(connection: Connection, org: str) -> None:
    """Raises `ServerBusy` when the org lives in another register: a forgotten old server answers none of its devices.

    Until its address leads to the new one, they keep what they have and come back. Every transaction that writes asks
    this first: a move waits for those that were told it is here.
    """
    home = orgs.get(connection, org)
    _check_here(home.moved_at if home else None)


def _check_here(moved_at: int | None) -> None:
    if moved_at is not None:
        raise ServerBusy(after=MOVED_SECONDS, reason="moved")


def check_active(device: Device) -> None:
    """Raises `Unauthorised`, with the notice for a device that must go."""
    if device.state == ACTIVE:
        return
    notice = base64.b64encode(device.notice).decode() if device.notice else None
    if device.state == REVOKED:
        raise Unauthorised(reason="revoked", notice=notice)
    if device.state == LEFT:
        raise Unauthorised(reason="left", notice=notice)
    raise Unauthorised(reason="unknown")


def check_not_gone(device: Device) -> None:
    """A device that must go may still say what it has to say. Raises `Unauthorised`."""
    if device.state != REVOKED:
        check_active(device)


def check_supervisor(device: Device, org: str) -> None:
    """Raises `Refused`: another org's business, or another role's."""
    if device.org != org:
        raise Refused(reason="forbidden", about="org")
    if device.role != SUPERVISOR:
        raise Refused(reason="forbidden", about="role")
