"""The battery of this device, learned now and then for the supervisors' list. Not every device tells."""

from __future__ import annotations

import logging
from typing import Any

import flet as ft

from espace_mobile.app.ui import component, use_every, use_ui

EVERY = 900.0  # seconds
log = logging.getLogger("espace_mobile.app")


@component
def BatteryWatch() -> Any:
    """Shows nothing."""
    ui = use_ui()

    async def learn() -> None:
        session = ui.state.session
        if session is None:
            return
        battery = ft.Battery()  # a service is dropped when nothing holds it: this frame does
        try:
            session.status.battery = await battery.get_battery_level()
        except Exception as e:  # whatever a browser or a desk without one says: it stays unknown
            log.debug("battery: %s", type(e).__name__)

    use_every(EVERY, learn)
    return ft.Container(visible=False)
