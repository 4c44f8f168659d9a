"""Which door: a tablet that belongs to nobody yet asks to join; one that does asks who is there."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.components import link
from espace_mobile.app.components.text import icon, label
from espace_mobile.app.screens.door.gone import Gone
from espace_mobile.app.screens.door.joining import Welcome
from espace_mobile.app.screens.door.unlocking import Unlock
from espace_mobile.app.shell import ribbon
from espace_mobile.app.ui import Ui, component, use_every, use_ui, use_value

_OTHER = {"fr": ("en", "English"), "en": ("fr", "Français")}


LOOK = 2.0  # seconds: a sync goes on behind this door, and may end with this device withdrawn


@component
def Door() -> Any:
    ui = use_ui()
    installation = ui.state.installation
    _, set_empty = use_value(not installation.accounts())
    joining, join_again = use_value(False)

    async def look() -> None:
        if not installation.accounts():
            set_empty(True)

    use_every(LOOK, look)
    inside = Unlock() if installation.accounts() else Welcome()
    if installation.withdrawn and not joining:
        inside = Gone(join_again)
    column = ft.Column([*ribbon(ui), _top(ui), ft.Container(inside, expand=True)], spacing=0, expand=True)
    return ft.View(
        route="/", padding=0, bgcolor=ui.palette.ground, can_pop=True, controls=[ft.SafeArea(column, expand=True)]
    )


def _top(ui: Ui) -> ft.Control:
    """The name of the app, and the other language: who can't read this screen can't reach the settings."""
    code, name = _OTHER[ui.words.language]
    brand = ft.Row(
        [
            icon(ui, ft.Icons.AIRPORT_SHUTTLE_OUTLINED, 22, ui.palette.primary),
            *([] if ui.large else [label(ui, "Espace Mobile")]),
        ],
        spacing=8, tight=True,
    )  # fmt: skip
    other = link(ui, name, lambda: ui.state.prefer(language=code), identifier="door.language")
    return ft.Container(
        ft.Row([brand, other], alignment=ft.MainAxisAlignment.SPACE_BETWEEN),
        padding=ft.Padding.only(left=ui.margin, right=ui.margin - 12, top=8 if not ui.rail else 16),
    )
