"""A section that may be skipped: its name, whether something is in it, and all of it once it is touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from espace_mobile.app.components import touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.theme import GAP, RADIUS, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui


def fold(
    ui: Ui,
    name: str,
    *,
    identifier: str,
    is_open: bool,
    on_toggle: Callable[[], Any],
    said: str = "",
    shown_below: bool = False,
    content: Sequence[ft.Control] = (),
) -> ft.Control:
    """`said`: what is in it, in a few words; empty when nothing is. `shown_below`: then not twice, once open."""
    p = ui.palette
    under = "" if shown_below and is_open else said
    short = [muted(ui, under, SMALL, max_lines=2, overflow=ft.TextOverflow.ELLIPSIS)] if under else []
    words = ft.Column([label(ui, name), *short], spacing=0, tight=True, expand=True)
    mark = icon(ui, ft.Icons.CHECK_CIRCLE if said else ft.Icons.CIRCLE_OUTLINED, 22, p.ok if said else p.muted)
    # Large text needs the room of the arrow for its words; the value says whether it is open.
    turn = icon(ui, ft.Icons.EXPAND_LESS if is_open else ft.Icons.EXPAND_MORE, 24, p.muted)
    state = ui.t("interview.section_open" if is_open else "interview.section_closed")
    row = ft.Row([mark, words, *([] if ui.large else [turn])], spacing=12)
    head = touchable(
        ui, ft.Container(row, alignment=ft.Alignment.CENTER_LEFT),
        identifier=identifier, name=name, value=", ".join(filter(None, [under, state])), on_tap=on_toggle,
        border_radius=RADIUS, padding=ft.Padding.symmetric(horizontal=16, vertical=GAP),
        height=None if ui.large or under else ui.size(TOUCH_FIELD),
    )  # fmt: skip
    inside = [ft.Container(ft.Column(list(content), spacing=12), padding=ft.Padding.only(left=16, right=16, bottom=16))]
    return ft.Container(
        ft.Column([head, *(inside if is_open else [])], spacing=GAP, tight=True,
                  horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        bgcolor=p.surface, border=ft.Border.all(p.edge, p.line), border_radius=RADIUS,
    )  # fmt: skip
