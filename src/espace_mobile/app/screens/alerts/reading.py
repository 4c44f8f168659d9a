"""Reading the register for broken rules once, off the page, then following each save."""

from __future__ import annotations

import asyncio

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import alerts
from espace_mobile.app.ui import use_records, use_ui
from espace_mobile.domain.alert_settlement import AlertSettlement
from espace_mobile.domain.merge import Merge

_KINDS = sorted(
    {kind for rule in alerts.RULES for kind in (*rule.groups, *rule.again)} | {AlertSettlement.kind, Merge.kind}
)


def use_alerts_ready() -> bool:
    """Redraws when alerts may have changed. False during the first reading."""
    ui = use_ui()
    use_records(*_KINDS, late=True)
    ready, set_ready = ft.use_state(alerts.is_ready(ui.replica))

    async def read() -> None:
        await asyncio.to_thread(alerts.prepare, ui.replica, clock.today())
        set_ready(True)

    ft.use_effect(read, [])
    return ready
