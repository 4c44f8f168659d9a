"""What stands before the lock: joining an org, unlocking, and the counter that still counts."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.ui import component, use_ui


@component
def Door() -> ft.View:
    ui = use_ui()
    return ft.View(route="/", controls=[ft.Text(ui.t("unlock.title"))])
