"""The switch between the views of the schedule."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.components import touchable
from espace_mobile.app.components.text import icon, label
from espace_mobile.app.screens.schedule.looked import LIST, MONTH, PLACES, TWO_YEARS, WEEK, Acts
from espace_mobile.app.theme import GAP, RADIUS, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui, memo, use_ui

_VIEWS = (
    (TWO_YEARS, "schedule.view.two_years", ft.Icons.VIEW_COMFY_OUTLINED),
    (MONTH, "schedule.view.month", ft.Icons.CALENDAR_VIEW_MONTH),
    (WEEK, "schedule.view.week", ft.Icons.CALENDAR_VIEW_WEEK),
    (LIST, "schedule.view.list", ft.Icons.LIST),
    (PLACES, "schedule.view.places", ft.Icons.MAP_OUTLINED),
)


@memo
def Views(acts: Acts, chosen: str) -> Any:
    """Tests: `schedule.view.two_years`, `.month`, `.week`, `.list`, `.places`."""
    ui = use_ui()
    tiles = [_tile(ui, acts, code, ui.t(key), sign, code == chosen) for code, key, sign in _VIEWS]
    if ui.large:
        return ft.Row(tiles, spacing=GAP, run_spacing=GAP, wrap=True)
    for tile in tiles:
        tile.expand = 1
    return ft.Row(tiles, spacing=GAP if ui.rail else 4)


def _tile(ui: Ui, acts: Acts, code: str, words: str, sign: ft.IconData, on: bool) -> ft.Control:
    """An icon over a word on a phone: five stand at 360 px."""
    p = ui.palette
    ink = p.on_primary if on else p.ink
    parts: list[ft.Control] = [icon(ui, sign, 20, ink), label(ui, words, SMALL if ui.rail else 12.5, ink, no_wrap=True)]
    centre = ft.MainAxisAlignment.CENTER
    inside: ft.Control = ft.Row(parts, spacing=6, alignment=centre, tight=ui.large)
    if not ui.rail and not ui.large:
        inside = ft.Column(
            parts, spacing=0, tight=True, alignment=centre, horizontal_alignment=ft.CrossAxisAlignment.CENTER
        )
    return touchable(
        ui, inside, identifier=f"schedule.view.{code}", name=f"{ui.t('schedule.view')}, {words}", selected=on,
        on_tap=lambda: acts.looked.show(code), height=ui.size(48 if ui.rail else TOUCH_FIELD), border_radius=RADIUS,
        bgcolor=p.primary if on else p.surface, border=ft.Border.all(p.edge, p.primary if on else p.muted),
        alignment=None if ui.large else ft.Alignment.CENTER,
        padding=ft.Padding.symmetric(horizontal=12 if ui.large else 2),
    )  # fmt: skip
