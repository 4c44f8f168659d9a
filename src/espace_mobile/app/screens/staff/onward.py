"""From what a first step leads to, the way on to the next one."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.actions import first_steps
from espace_mobile.app.components import link
from espace_mobile.app.ui import Ui


def onward(ui: Ui) -> list[ft.Control]:
    """Nothing once all are done or put off. Tests: `steps.onward`."""
    if first_steps.progress(ui.replica).next is None:
        return []
    go = lambda: ft.context.page.navigate("/first-steps")  # noqa: E731
    way = link(ui, ui.t("steps.title"), go, identifier="steps.onward", icon_name=ft.Icons.CHECKLIST)
    return [ft.Row([way], wrap=True)]
