"""How many values wait for a decision, a tap away from them. Nothing when none does."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import workers
from espace_mobile.app.actions.conflicts import open_conflicts
from espace_mobile.app.components import line
from espace_mobile.app.components.text import icon
from espace_mobile.app.ui import component, use_records, use_ui


@component
def ConflictsLink() -> Any:
    ui = use_ui()
    use_records("conflict", late=True)
    count = len(open_conflicts(ui.replica)) if workers.may_supervise(ui.session.worker) else 0
    if not count:
        return ft.Container(visible=False)
    return line(
        ui, ui.tn("conflict.count", count), identifier="conflicts.open", rule=False,
        lead=icon(ui, ft.Icons.CALL_SPLIT, 22, ui.palette.alert), trail=icon(ui, ft.Icons.CHEVRON_RIGHT, 22),
        on_tap=lambda: ft.context.page.navigate("/conflicts"),
    )  # fmt: skip
