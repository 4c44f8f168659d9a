"""Which door: a tablet that belongs to nobody yet asks to join; one that does asks who is there."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.components import link
from espace_mobile.app.components.text import icon, label
from espace_mobile.app.screens.door.joining import Welcome
from espace_mobile.app.screens.door.unlocking import Unlock
from espace_mobile.app.shell import ribbon
from espace_mobile.app.ui import Ui, component, use_ui

_OTHER = {"fr": ("en", "English"), "en": ("fr", "Français")}


@component
def Door() -> Any:
    ui = use_ui()
    inside = Unlock() if ui.state.installation.accounts() else Welcome()
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
