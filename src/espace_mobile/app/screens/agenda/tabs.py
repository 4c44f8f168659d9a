"""The three parts of the agenda, an icon over a word: « Rendez-vous » fits a third of 360 px."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.components import touchable
from espace_mobile.app.components.text import icon, label
from espace_mobile.app.screens.agenda.looked import APPOINTMENTS, RELANCES, SESSIONS, Acts
from espace_mobile.app.theme import GAP, RADIUS, SMALL
from espace_mobile.app.ui import Ui

_TABS = (
    (APPOINTMENTS, "agenda.appointments", ft.Icons.EVENT_OUTLINED),
    (RELANCES, "agenda.relances", ft.Icons.PHONE_FORWARDED_OUTLINED),
    (SESSIONS, "agenda.sessions", ft.Icons.GROUPS_OUTLINED),
)


def tabs(ui: Ui, acts: Acts, chosen: str) -> ft.Control:
    """Tests: `agenda.segment.appointments`, `.relances`, `.sessions`."""
    tiles = [_tile(ui, acts, code, ui.t(key), sign, code == chosen) for code, key, sign in _TABS]
    if ui.large and not ui.rail:
        return ft.Column(tiles, spacing=GAP, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    for tile in tiles:
        tile.expand = 1
    return ft.Row(tiles, spacing=GAP)


def _tile(ui: Ui, acts: Acts, code: str, words: str, sign: ft.IconData, on: bool) -> ft.Control:
    p = ui.palette
    ink = p.on_primary if on else p.ink
    parts: list[ft.Control] = [
        icon(ui, ft.Icons.CHECK if on else sign, 20, ink), label(ui, words, SMALL, ink, no_wrap=True)
    ]  # fmt: skip
    centre = ft.MainAxisAlignment.CENTER
    inside: ft.Control = (
        ft.Row(parts, spacing=GAP, alignment=centre)
        if ui.large
        else ft.Column(
            parts, spacing=2, tight=True, alignment=centre, horizontal_alignment=ft.CrossAxisAlignment.CENTER
        )
    )
    return touchable(
        ui, inside, identifier=f"agenda.segment.{code}", name=f"{ui.t('agenda.segment')}, {words}", selected=on,
        on_tap=lambda: acts.show(code), height=ui.size(60 if not ui.large else 34), border_radius=RADIUS,
        bgcolor=p.primary if on else p.surface, border=ft.Border.all(p.edge, p.primary if on else p.muted),
        alignment=ft.Alignment.CENTER, padding=ft.Padding.symmetric(horizontal=4),
    )  # fmt: skip
