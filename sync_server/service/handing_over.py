"""A change of key. The device that withdraws another one makes a new key and wraps it for those that stay.

The register carries what it can't read, and sees to it that nobody who may stay is overlooked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from espace_mobile.errors import Malformed, Refused
from sync_server.register import Register, devices, handovers
from sync_server.register.devices import ACTIVE, Device
from sync_server.register.handovers import Handover


@dataclass(frozen=True, slots=True)
class NewKey:
    """`wrapped`: by device id; `without`: the active devices that don't get it, for their org does not know them."""

    id: int
    wrapped: Mapping[str, bytes]
    without: Collection[str]


def hand_over(connection: Connection, sender: Device, withdrawn: Device, new: NewKey, now: int) -> None:
    """Keep the new key for its recipients. Harmless to repeat by who made it.

    Raises `Refused`: `key_exists` when the org has one of this id or above, `devices_changed` when its active devices
    are not the ones told; `Malformed`.
    """
    newest = handovers.newest(connection, sender.org)
    if new.id == newest and withdrawn.state != ACTIVE and _made_by(connection, sender, new.id):
        return
    if new.id <= newest:
        raise Refused(reason="key_exists")
    if sender.id not in new.wrapped:  # a key that nobody may hold would end the org
        raise Malformed(field="wrapped")
    everyone = devices.everyone(connection, sender.org)
    staying = {d.id: d for d in everyone if d.state == ACTIVE and d.id != withdrawn.id}
    told = [*new.wrapped, *new.without]
    if len(told) != len(staying) or set(told) != staying.keys():
        raise Refused(reason="devices_changed")
    made = (
        Handover(sender.org, staying[id].public_key, new.id, wrapped, sender.public_key, now)
        for id, wrapped in new.wrapped.items()
    )
    handovers.keep(connection, sender.org, new.id, made)


def _made_by(connection: Connection, sender: Device, key: int) -> bool:
    own = handovers.of(connection, sender.org, sender.public_key)
    return any(one.key == key and one.sender_public_key == sender.public_key for one in own)


def check_newest(connection: Connection, org: str, key: int) -> None:
    """A newcomer is given every key there is, or it could not read what is written now. Raises `Refused`."""
    if key < handovers.newest(connection, org):
        raise Refused(reason="key_outdated")


def handed(register: Register, device: Device) -> list[Handover]:
    """What was handed over to this device, the oldest key first."""
    with register.read() as connection:
        return handovers.of(connection, device.org, device.public_key)
