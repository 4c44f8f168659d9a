"""How a supervisor's device withdraws another one: a notice it will believe, and a new key for those that stay."""

from __future__ import annotations

import base64
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from espace_mobile.errors import Refused, SyncError
from espace_mobile.protocol.enrolment import wrap_keys
from espace_mobile.protocol.sealing import new_org_key
from espace_mobile.protocol.withdrawal import notice
from espace_mobile.sync.http import call

if TYPE_CHECKING:
    from espace_mobile.sync.office import Device, Office

ACTIVE, REVOKED = "active", "revoked"
TRIES = 5
_AGAIN = {"key_exists", "devices_changed"}  # another supervisor was faster, or a device came or went


def withdraw(office: Office, device: Device) -> list[Device]:
    """The devices that stay, but get no new key: nobody vouches for them, they must be let in again.

    Harmless to repeat after a lost answer. Raises `SyncError`: `Refused` for good, or the server could not be asked.
    """
    for left in reversed(range(TRIES)):
        try:
            return _attempt(office, device.public_key)
        except Refused as error:
            if not left or error.params.get("reason") not in _AGAIN:
                raise
    raise AssertionError("the last try returns or raises")


def _attempt(office: Office, public_key: bytes) -> list[Device]:
    devices = office.devices()
    office.exchange()  # the newest key, and who is of the org: whoever was listed has been vouched for before
    told: dict[str, Any] = {"notice": _text(notice(office.keychain, public_key))}
    # It may have taken another identity since it was listed: its key pair is what it is known by.
    going = next((d for d in devices if d.public_key == public_key and d.state == ACTIVE), None)
    if going is None:
        gone = next((d for d in devices if d.public_key == public_key and d.state == REVOKED), None)
        if gone is not None:
            call(office.http, "POST", f"/v1/devices/{gone.id}/revoke", json=told)
        return []
    staying = [d for d in devices if d.state == ACTIVE and d.id != going.id]
    known = [d for d in staying if office.keys.is_vouched(d.public_key)]
    without = [d for d in staying if d not in known]
    told |= _new_key(office, known) | {"without": [d.id for d in without]}
    call(office.http, "POST", f"/v1/devices/{going.id}/revoke", json=told)
    with suppress(SyncError):  # this device takes the key as every other does, now or at its next sync
        office.exchange()
    return without


def _new_key(office: Office, known: list[Device]) -> dict[str, Any]:
    """A new key, wrapped for `known`; this device keeps nothing of it before the register does."""
    keychain, pair = office.keychain, office.keys.pair
    id = keychain.current + 1
    new = keychain.with_key(id, new_org_key())
    # Said under the new key before anybody has it: whoever takes it finds who else is of the org.
    office.keys.vouch((d.public_key for d in known), new)
    office.exchange()
    wrapped = {d.id: _text(wrap_keys(keychain.org, new.keys(), pair, d.public_key)) for d in known}
    return {"key": id, "wrapped": wrapped}


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
