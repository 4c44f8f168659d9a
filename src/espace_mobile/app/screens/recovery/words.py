"""A sheet and its dates, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from espace_mobile.app.screens.wording import moment
from espace_mobile.app.ui import Ui

if TYPE_CHECKING:
    from espace_mobile.sync.office import Device


def sheet_words(ui: Ui, sheet: Device) -> str:
    """« Faite aujourd’hui à 14 h. »"""
    return ui.t("recovery.made", when=_at(ui, sheet.created_ms)) if sheet.created_ms else ""


def device_words(ui: Ui, device: Device) -> str:
    return ui.t("recovery.entered", name=device.label or ui.t("devices.unnamed"), when=_at(ui, device.recovered_ms))


def entered_words(ui: Ui, device: Device) -> str:
    """Of a device in the list; nothing of one that came in as the others did."""
    return ui.t("devices.recovered", when=_at(ui, device.recovered_ms)) if device.recovered_ms else ""


def _at(ui: Ui, ms: int | None) -> str:
    return moment(ui, datetime.fromtimestamp((ms or 0) / 1000, UTC))
