"""What a device says of itself beside a pull. Told, not checked: nothing is refused for it, nor depends on it."""

from __future__ import annotations

import re
from typing import NamedTuple

from sync_server.register.devices import Device

_PART = re.compile(r"(waiting|free|battery)=(\d{1,12})")
_FULL = 100  # percent


class Status(NamedTuple):
    """`waiting`: changes still to be sent; `free_mb`: room left, in MB; `battery`: percent. None: not said."""

    waiting: int | None = None
    free_mb: int | None = None
    battery: int | None = None


NOTHING_SAID = Status()


def read(header: str) -> Status:
    """`waiting=0, free=12300, battery=80`; what can't be read is as if it was not said."""
    said = {name: int(number) for name, number in _PART.findall(header[:200])}
    battery = said.get("battery")
    return Status(said.get("waiting"), said.get("free"), battery if battery is None or battery <= _FULL else None)


def is_news(device: Device, status: Status) -> bool:
    """Worth a write before the minute is over: whether changes wait. The rest keeps."""
    return status.waiting is not None and status.waiting != device.waiting
