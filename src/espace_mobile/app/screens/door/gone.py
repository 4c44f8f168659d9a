"""The access of this device was withdrawn: why, what became of the work, and the way back in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.components import button, card, page_body
from espace_mobile.app.components.text import heading, icon, muted, text
from espace_mobile.app.ui import component, use_ui

_TOLD = (
    (ft.Icons.BLOCK, "withdrawn.by"), (ft.Icons.CLOUD_DONE_OUTLINED, "withdrawn.sent"),
    (ft.Icons.CLEANING_SERVICES_OUTLINED, "withdrawn.nothing"),
)  # fmt: skip


@component
def Gone(on_again: Callable[[bool], None]) -> Any:
    ui = use_ui()
    lines: list[ft.Control] = [
        ft.Row([icon(ui, sign, 24, ui.palette.primary), text(ui, ui.t(words), expand=True)], spacing=12)
        for sign, words in _TOLD
    ]
    said = ft.Semantics(identifier="door.withdrawn", live_region=True, container=True, content=card(ui, *lines))
    return page_body(
        ui,
        heading(ui, ui.t("withdrawn.title")),
        said,
        muted(ui, ui.t("withdrawn.again_hint")),
        button(ui, ui.t("withdrawn.again"), lambda: on_again(True), identifier="door.again", primary=True, field=True),
        centred=True,
    )
