"""When a device was last heard: known to the minute, at the price of a write a minute."""

from __future__ import annotations

from typing import Any

import pytest

from espace_mobile.errors import Unauthorised
from espace_mobile.protocol.values import new_id
from sync_server.register import Register
from sync_server.register.devices import Device
from sync_server.service import devices


def _device(register: Register, tablet: Any) -> Device:
    return devices.authenticate(register, tablet.token)


def test_a_device_is_noted_once_a_minute(fleet: Any, register: Register) -> None:
    tablet, start = fleet.tablet(), fleet.now
    noted = []
    for later in (0, 30_000, 59_999, 60_000):
        devices.touch(register, _device(register, tablet), "", start + later)
        noted.append(_device(register, tablet).last_seen_at)
    assert noted == [start, start, start, start + 60_000]


def test_a_new_version_is_noted_at_once_and_silence_forgets_none(fleet: Any, register: Register) -> None:
    tablet = fleet.tablet()
    shown = []
    for version in ("0.1.0", "", "0.2.0"):
        devices.touch(register, _device(register, tablet), version, fleet.now)
        shown.append(_device(register, tablet).version)
    assert shown == ["0.1.0", "0.1.0", "0.2.0"]


def test_a_clock_set_back_does_not_silence_a_device(fleet: Any, register: Register) -> None:
    tablet = fleet.tablet()
    devices.touch(register, _device(register, tablet), "", fleet.now)
    devices.touch(register, _device(register, tablet), "", fleet.now - 3_600_000)
    assert _device(register, tablet).last_seen_at == fleet.now - 3_600_000


def test_a_push_notes_the_device_too(fleet: Any, register: Register) -> None:
    tablet = fleet.tablet()
    assert _device(register, tablet).last_seen_at is None
    tablet.save(new_id(), x=1)
    assert _device(register, tablet).last_seen_at == fleet.now


@pytest.mark.parametrize("token", ["", "x", "org.short", "ORG." + "a" * 43, "a\0b." + "a" * 43, "é" * 50])
def test_what_cannot_be_a_token_is_not_looked_up(register: Register, token: str) -> None:
    with pytest.raises(Unauthorised):
        devices.authenticate(register, token)
