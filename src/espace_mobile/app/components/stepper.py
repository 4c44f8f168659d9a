"""A number that is counted up or down by big buttons, nothing typed."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.components.text import icon, label
from espace_mobile.app.components.touch import Handler, touchable
from espace_mobile.app.theme import GAP, LARGE, RADIUS, TOUCH_FIELD
from espace_mobile.app.ui import Ui

_WIDEST, _ROOMIEST = 88, 128  # px: two buttons and what is between fit a phone whatever the size of the text


def stepper(
    ui: Ui, name: str, shown: str, *, less: Handler | None, more: Handler | None, identifier: str, room: float = 40
) -> ft.Control:
    """`name` before − `shown` +; above them when the text is large. None: no further that way. `room`: px for `shown`.

    Tests: `{identifier}`, `{identifier}.minus`, `{identifier}.plus`.
    """

    def end(sign: ft.IconData, said: str, on_tap: Handler | None, way: str) -> ft.Control:
        return touchable(
            ui, icon(ui, sign, 26, ui.palette.primary), identifier=f"{identifier}.{way}", name=said, on_tap=on_tap,
            width=min(ui.size(TOUCH_FIELD + 8), _WIDEST), height=ui.size(TOUCH_FIELD), border_radius=RADIUS,
            bgcolor=ui.palette.soft, alignment=ft.Alignment.CENTER, opacity=0.45 if on_tap is None else 1.0,
            border=ft.Border.all(ui.palette.edge, ui.palette.line) if ui.palette.bold_edges else None,
        )  # fmt: skip

    figure = label(ui, shown, LARGE, text_align=ft.TextAlign.CENTER, width=min(ui.size(room), _ROOMIEST))
    said = ft.Semantics(
        identifier=identifier, label=name, value=shown, live_region=True, container=True,
        content=ft.Semantics(exclude_semantics=True, content=figure),
    )  # fmt: skip
    taps = [
        end(ft.Icons.REMOVE, ui.t("stepper.less", what=name), less, "minus"), said,
        end(ft.Icons.ADD, ui.t("stepper.more", what=name), more, "plus"),
    ]  # fmt: skip
    what = ft.Semantics(exclude_semantics=True, content=label(ui, name))
    if ui.large:
        return ft.Column([what, ft.Row(taps, spacing=GAP)], spacing=4, tight=True)
    return ft.Row([ft.Container(what, expand=True), *taps], spacing=GAP)
