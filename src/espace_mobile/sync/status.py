"""What this device says of itself beside each pull, for supervisors to see who needs help. No personal value."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

_MB = 1_000_000
_STEP = 100  # MB: finer would tell nothing more, and be news each time
_BATTERY_STEP = 5  # percent


class DeviceStatus:
    """`battery`: percent, once the screen has learned it; a device without any never says it.

    `waiting`: how many changes are still to be sent; `folder`: on the disk whose room counts.
    """

    def __init__(self, waiting: Callable[[], int], folder: Path) -> None:
        self._waiting, self._folder = waiting, folder
        self.battery: int | None = None

    def header(self) -> str:
        """`waiting=0, free=12300, battery=80`: room in MB; what is not known is left out."""
        said = {"waiting": self._waiting(), "free": self._free(), "battery": _rounded(self.battery)}
        return ", ".join(f"{name}={value}" for name, value in said.items() if value is not None)

    def _free(self) -> int | None:
        try:
            return shutil.disk_usage(self._folder).free // _MB // _STEP * _STEP
        except OSError:
            return None


def _rounded(battery: int | None) -> int | None:
    return None if battery is None else max(0, min(100, battery)) // _BATTERY_STEP * _BATTERY_STEP
