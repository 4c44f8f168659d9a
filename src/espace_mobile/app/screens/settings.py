"""Settings of this tablet."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.components import header, page_body
from espace_mobile.app.ui import component, use_ui


@component
def Settings() -> ft.Control:
    ui = use_ui()
    return page_body(ui, header(ui, ui.t("nav.settings")))
