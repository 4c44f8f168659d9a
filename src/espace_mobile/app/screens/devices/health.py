"""How a device is doing, in words, and which come first in the list."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from espace_mobile import __version__
from espace_mobile.app.ui import Ui
from espace_mobile.domain.device_health import Ailment, ailments, newest
from espace_mobile.sync.withdrawing import ACTIVE

if TYPE_CHECKING:
    from espace_mobile.sync.office import Device

_GB = 1000  # MB
_ORDER = list(Ailment)


def newest_version(devices: list[Device]) -> str:
    return newest([__version__, *(d.version for d in devices if d.state == ACTIVE)])


def ailing(device: Device, latest: str) -> list[Ailment]:
    """What asks for attention; nothing of a device that goes or is gone."""
    if device.state != ACTIVE:
        return []
    return ailments(
        seen_ms=device.last_seen_ms, now_ms=int(time.time() * 1000), waiting=device.waiting, free_mb=device.free_mb,
        version=device.version, newest=latest,
    )  # fmt: skip


def gravity(device: Device, latest: str) -> int:
    """To sort by: what needs somebody first."""
    found = ailing(device, latest)
    return _ORDER.index(found[0]) if found else len(_ORDER)


def complaint(ui: Ui, device: Device, ailment: Ailment) -> str:
    said = {
        Ailment.SILENT: lambda: ui.t("devices.silent"),
        Ailment.WAITING: lambda: ui.tn("devices.many_waiting", device.waiting or 0),
        Ailment.FULL: lambda: ui.t("devices.full"),
        Ailment.OLD: lambda: ui.t("devices.old", version=device.version),
    }
    return said[ailment]()


def said_last(ui: Ui, device: Device) -> list[str]:
    """What it last said of itself; nothing of what it never said."""
    parts = []
    if device.waiting:
        parts.append(ui.tn("devices.still_waiting", device.waiting))
    if device.version:
        parts.append(ui.t("devices.version", version=device.version))
    if device.free_mb is not None:
        free = ui.t("devices.free_gb", n=ui.words.number(device.free_mb // _GB)) if device.free_mb >= _GB else (
            ui.t("devices.free_mb", n=ui.words.number(device.free_mb)))  # fmt: skip
        parts.append(free)
    if device.battery is not None:
        parts.append(ui.t("devices.battery", n=ui.t("settings.percent", n=device.battery)))
    return parts
