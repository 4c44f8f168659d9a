"""Under the devices: the recovery sheet there is, or that there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from espace_mobile.app.components import banner, button, line, title
from espace_mobile.app.components.text import icon
from espace_mobile.app.screens.devices.desk import Desk
from espace_mobile.app.screens.recovery.words import sheet_words
from espace_mobile.app.ui import Ui
from espace_mobile.protocol.recovery import sheet_name

if TYPE_CHECKING:
    from espace_mobile.sync.office import Device


def sheet_part(ui: Ui, desk: Desk) -> list[ft.Control]:
    """Nothing before the server said. Tests: `devices.sheet.{n}`, `devices.no_sheet`, `devices.make_sheet`."""
    if not desk.asked or (desk.error is not None and not desk.devices):
        return []
    go = lambda: ft.context.page.navigate("/recovery")  # noqa: E731
    valid = desk.office.good_sheets(desk.devices)
    if not valid:
        make = button(ui, ui.t("recovery.make"), go, identifier="devices.make_sheet")
        return [banner(ui, ui.t("devices.no_sheet"), identifier="devices.no_sheet", actions=[make])]
    lines = [_line(ui, sheet, n) for n, sheet in enumerate(valid)]
    return [ft.Column([title(ui, ui.t("recovery.title")), *lines], spacing=0)]


def _line(ui: Ui, sheet: Device, n: int) -> ft.Control:
    go = lambda: ft.context.page.navigate("/recovery")  # noqa: E731
    name = ui.t("recovery.sheet", name=sheet_name(sheet.public_key))
    return line(ui, name, sheet_words(ui, sheet), identifier=f"devices.sheet.{n}", on_tap=go,
                lead=icon(ui, ft.Icons.DESCRIPTION_OUTLINED, 24, ui.palette.primary))  # fmt: skip
