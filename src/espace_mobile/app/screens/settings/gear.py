"""The way to the settings from the screen of the day, on a phone."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.components.text import icon
from espace_mobile.app.components.touch import touchable
from espace_mobile.app.theme import ROUND, TOUCH_FIELD
from espace_mobile.app.ui import Ui


def settings_gear(ui: Ui) -> ft.Control:
    return touchable(
        ui, icon(ui, ft.Icons.SETTINGS_OUTLINED), identifier="today.settings", name=ui.t("nav.settings"),
        on_tap=lambda: ft.context.page.navigate("/settings"), width=ui.size(TOUCH_FIELD), height=ui.size(TOUCH_FIELD),
        border_radius=ROUND, alignment=ft.Alignment.CENTER,
    )  # fmt: skip
