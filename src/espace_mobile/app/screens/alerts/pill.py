"""How many alerts wait for a decision, a tap away from them. Nothing when none does."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import alerts
from espace_mobile.app.components.message import pill
from espace_mobile.app.components.touch import touchable
from espace_mobile.app.screens.alerts.reading import use_alerts_ready
from espace_mobile.app.theme import ROUND, TOUCH
from espace_mobile.app.ui import component, use_ui


@component
def AlertsPill() -> Any:
    """Only for those who decide: nobody else's tablet reads the register for it."""
    ui = use_ui()
    return _Pill() if alerts.may_decide(ui.session.worker) else ft.Container(visible=False)


@component
def _Pill() -> Any:
    ui = use_ui()
    if not use_alerts_ready():
        return ft.Container(visible=False)
    count = len(alerts.pending(ui.replica, ui.session.worker, clock.today()))
    if not count:
        return ft.Container(visible=False)
    words = ui.tn("alert.count", count)
    shown = words if ui.rail else str(count)
    return touchable(
        ui, pill(ui, ft.Icons.NOTIFICATIONS_ACTIVE_OUTLINED, shown, "alert"), identifier="alerts.pill", name=words,
        on_tap=lambda: ft.context.page.navigate("/alerts"), border_radius=ROUND,
        height=None if ui.large else ui.size(TOUCH), alignment=None if ui.large else ft.Alignment.CENTER,
    )  # fmt: skip
