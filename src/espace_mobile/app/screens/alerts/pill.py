"""How many alerts wait for a decision, a tap away from them. Nothing when none does."""

from __future__ import annotations

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import alerts
from espace_mobile.app.components.message import pill
from espace_mobile.app.components.touch import touchable
from espace_mobile.app.screens.alerts.reading import use_alerts_ready
from espace_mobile.app.theme import ROUND, TOUCH
from espace_mobile.app.ui import component, use_ui


@component
def AlertsPill() -> ft.Control:
    ui = use_ui()
    ready = use_alerts_ready()
    if not ready or not alerts.may_decide(ui.session.worker):
        return ft.Container(visible=False)
    count = len(alerts.pending(ui.replica, ui.session.worker, clock.today()))
    if not count:
        return ft.Container(visible=False)
    words = ui.tn("alert.count", count)
    shown = words if ui.rail else str(count)
    return touchable(
        ui, pill(ui, ft.Icons.NOTIFICATIONS_ACTIVE_OUTLINED, shown, "alert"), identifier="alerts.pill", name=words,
        on_tap=lambda: ft.context.page.navigate("/alerts"), border_radius=ROUND, height=ui.size(TOUCH),
        alignment=ft.Alignment.CENTER,
    )  # fmt: skip
