"""Tiles side by side, for a choice that must fit the screen of a phone whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flet as ft

from espace_mobile.app.components import Option, touchable
from espace_mobile.app.components.text import icon, label
from espace_mobile.app.theme import GAP, RADIUS, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui


def tiles(
    ui: Ui, options: Sequence[Option], chosen: str | None, on_choose: Callable[[str], None], *, identifier: str,
    per_row: int = 4,
) -> ft.Control:  # fmt: skip
    """`chosen` None: nothing stays chosen, a tap acts. Tests: `{identifier}.{code}`."""
    fitting = ui.columns(per_row) if ui.large else per_row
    rows = [options[i : i + fitting] for i in range(0, len(options), fitting)]
    drawn: list[list[ft.Control]] = [
        [_tile(ui, o, None if chosen is None else o.code == chosen, on_choose, identifier) for o in some]
        for some in rows
    ]
    drawn[-1].extend(ft.Container(expand=1) for _ in range(fitting - len(drawn[-1])))
    return ft.Column([ft.Row(some, spacing=GAP) for some in drawn], spacing=GAP)


def _tile(
    ui: Ui, option: Option, on: bool | None, on_choose: Callable[[str], None], identifier: str
) -> ft.Control:  # fmt: skip
    p = ui.palette
    ink = p.on_primary if on else p.primary if on is None else p.ink
    sign = ft.Icons.CHECK if on else option.sign
    words = label(ui, option.label, 13 if option.sign else SMALL + 1, ink, text_align=ft.TextAlign.CENTER, max_lines=2)
    inside = ft.Column(
        [*([icon(ui, sign, 20, ink)] if sign else []), words], spacing=2, tight=True,
        alignment=ft.MainAxisAlignment.CENTER, horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )  # fmt: skip
    edge = p.primary if on else p.line if on is None else p.muted
    return touchable(
        ui, inside, identifier=f"{identifier}.{option.code}", name=option.label, selected=on,
        on_tap=lambda: on_choose(option.code), expand=1, height=ui.size(72 if option.sign else TOUCH_FIELD + 4),
        border_radius=RADIUS, bgcolor=p.primary if on else p.soft if on is None else p.surface,
        alignment=ft.Alignment.CENTER, padding=ft.Padding.symmetric(horizontal=2),
        border=ft.Border.all(p.edge, edge) if on is not None or p.bold_edges else None,
    )  # fmt: skip
