"""What is chosen: chips (several), segments (one of few), dropdowns (one of many), switches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import flet as ft

from espace_mobile.app.components.field import field_look
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.components.touch import flexible, touchable
from espace_mobile.app.theme import BODY, GAP, RADIUS, ROUND, SMALL, TOUCH, TOUCH_FIELD
from espace_mobile.app.ui import Ui

_ROOMY = 120  # px at the normal text size: a check and a word of ten letters


@dataclass(frozen=True)
class Option:
    """`code`: what is stored. `label`: what is shown. `sign`: an icon, never alone."""

    code: str
    label: str
    sign: ft.IconData | None = None


def chips(
    ui: Ui,
    options: Sequence[Option],
    chosen: Collection[str],
    on_choose: Callable[[str], Any],
    *,
    identifier: str,
    field: bool = False,
) -> ft.Control:
    """Any number of options, each toggled by a tap; `on_choose(code)`. Tests: `{identifier}.{code}`."""

    def chip(option: Option) -> ft.Control:
        on = option.code in chosen
        ink = ui.palette.on_primary if on else ui.palette.ink
        signs: list[ft.Control] = [icon(ui, ft.Icons.CHECK, 18, ink)] if on else []
        if option.sign and not on:
            signs = [icon(ui, option.sign, 18, ink)]
        # Large words that are cut are read as other words: they take the lines they need.
        lines = {"max_lines": 3 if ui.large else 1, "overflow": ft.TextOverflow.ELLIPSIS}
        return touchable(
            ui, ft.Row([*signs, flexible(label(ui, option.label, 15, ink, **lines))], spacing=6, tight=True),
            identifier=f"{identifier}.{option.code}", name=option.label, selected=on,
            on_tap=lambda: on_choose(option.code), bgcolor=ui.palette.primary if on else ui.palette.surface,
            height=None if ui.large else ui.size(TOUCH_FIELD if field else TOUCH),
            border_radius=28 if ui.large else ROUND,
            border=ft.Border.all(ui.palette.edge, ui.palette.primary if on else ui.palette.muted),
            padding=ft.Padding.symmetric(horizontal=16, vertical=16 if ui.large else 0),
        )  # fmt: skip

    return ft.Row([chip(o) for o in options], wrap=True, spacing=GAP, run_spacing=GAP)


def segments(
    ui: Ui,
    options: Sequence[Option],
    chosen: str | None,
    on_choose: Callable[[str], Any],
    *,
    identifier: str,
    name: str,
) -> ft.Control:
    """One of a few, side by side, stacked when the text is large. Tests: `{identifier}.{code}`."""
    p = ui.palette

    room = ui.width / 2 - 120 if ui.panes else ui.width - 64 - (96 if ui.rail else 0)
    fitting = max(1, int(room / ui.size(96)))
    per_row = ceil(len(options) / ceil(len(options) / fitting))  # 2 + 2 rather than 3 + 1
    narrow = room / per_row < _ROOMY * ui.scale

    def segment(option: Option) -> ft.Control:
        on = option.code == chosen
        ink = p.on_primary if on else p.ink
        sign = ft.Icons.CHECK if on else option.sign
        signs: list[ft.Control] = [icon(ui, sign, 16 if narrow else 20, ink)] if sign else []
        words = label(ui, option.label, 14 if narrow else BODY, ink, no_wrap=True)
        return touchable(
            ui, ft.Row([*signs, words], spacing=3 if narrow else 6, tight=True, alignment=ft.MainAxisAlignment.CENTER),
            identifier=f"{identifier}.{option.code}", name=f"{name}, {option.label}", selected=on,
            on_tap=lambda: on_choose(option.code), height=ui.size(TOUCH_FIELD), border_radius=RADIUS,
            bgcolor=p.primary if on else p.surface, border=ft.Border.all(p.edge, p.primary if on else p.muted),
            alignment=ft.Alignment.CENTER, expand=1, padding=ft.Padding.symmetric(horizontal=2 if narrow else 8),
        )  # fmt: skip

    rows = [options[i : i + per_row] for i in range(0, len(options), per_row)]
    blank = [ft.Container(expand=1) for _ in range(per_row * len(rows) - len(options))]
    drawn: list[list[ft.Control]] = [[segment(o) for o in some] for some in rows]
    drawn[-1].extend(blank)
    return ft.Column([ft.Row(line, spacing=GAP) for line in drawn], spacing=GAP)


def dropdown(
    ui: Ui,
    options: Sequence[Option],
    chosen: str | None,
    on_choose: Callable[[str], Any],
    *,
    identifier: str,
    name: str,
    error: str | None = None,
    **more: Any,
) -> ft.Control:
    """One of many. `on_choose(code)`."""
    shown = next((o.label for o in options if o.code == chosen), "")
    menu = ft.Dropdown(
        label=name, value=chosen, error_text=error, expand=True,
        options=[ft.DropdownOption(key=o.code, text=o.label) for o in options],
        on_select=lambda e: on_choose(e.control.value), **{**field_look(ui), **more},
    )  # fmt: skip
    return ft.Semantics(identifier=identifier, label=name, value=shown, container=True, content=ft.Row([menu]))


def switch(
    ui: Ui, name: str, on: bool, on_change: Callable[[bool], Any], *, identifier: str, detail: str = ""
) -> ft.Control:
    """On or off, said in words too; the whole line is the target."""
    p = ui.palette
    state = ui.t("switch.on") if on else ui.t("switch.off")
    mark = icon(ui, ft.Icons.TOGGLE_ON if on else ft.Icons.TOGGLE_OFF_OUTLINED, 36, p.primary if on else p.muted)
    words = ft.Column(
        [label(ui, name), *([muted(ui, detail, SMALL)] if detail else [])], spacing=0, expand=True, tight=True
    )
    return touchable(
        ui, ft.Row([words, muted(ui, state, SMALL), mark], spacing=GAP), identifier=identifier, name=name, value=state,
        selected=on, on_tap=lambda: on_change(not on), border_radius=RADIUS,
        padding=ft.Padding.symmetric(vertical=10, horizontal=8),
    )  # fmt: skip
