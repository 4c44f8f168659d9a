"""What is touched: buttons, tiles, links. 56 px high in field screens, 44 elsewhere, more with larger text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.components.text import icon, label
from espace_mobile.app.theme import BODY, FALLBACK, GAP, LABEL, RADIUS, TOUCH, TOUCH_FIELD
from espace_mobile.app.ui import Ui

Handler = Callable[..., Any]  # a function of no argument or of Flet's event; may be async


def touchable(
    ui: Ui,
    content: ft.Control,
    *,
    identifier: str,
    name: str,
    on_tap: Handler | None,
    value: str | None = None,
    selected: bool | None = None,
    expand: int | bool | None = None,
    **box: Any,
) -> ft.Control:
    """A box that acts. Its parts are hidden from screen readers and tests, which get `name`, `value` and one tap.

    `identifier` is what tests find it by; `box` goes to the `ft.Container` (height, bgcolor, border, …).
    """
    inner = ft.Container(
        ft.Semantics(exclude_semantics=True, content=content),
        on_click=on_tap,
        ink=on_tap is not None,
        disabled=on_tap is None,
        **box,
    )
    said = ft.Semantics(
        identifier=identifier, label=name, value=value, button=True, selected=selected, content=inner
    )  # fmt: skip
    # Merged: Flutter would make two buttons of it, one with a name that does nothing, one that acts without a name.
    return ft.MergeSemantics(said, expand=expand)


def button(
    ui: Ui,
    name: str,
    on_tap: Handler | None,
    *,
    identifier: str,
    icon_name: ft.IconData | None = None,
    primary: bool = False,
    danger: bool = False,
    field: bool = False,
    expand: int | bool | None = None,
    description: str | None = None,
) -> ft.Control:
    """A wide button: filled when `primary`, soft otherwise. `on_tap=None` shows it disabled."""
    p = ui.palette
    ground, ink = (p.primary, p.on_primary) if primary else (p.soft, p.primary)
    if danger:
        ground, ink = (p.alert, p.surface) if primary else (p.soft, p.alert)
    # Large words take the lines they need, and the button grows with them.
    words = label(ui, name, BODY, ink, text_align=ft.TextAlign.CENTER, max_lines=None if ui.large else 2)
    parts: list[ft.Control] = [icon(ui, icon_name, 24, ink)] if icon_name else []
    box: dict[str, Any] = {
        "height": ui.size(TOUCH_FIELD + 8 if field else TOUCH + 4), "alignment": ft.Alignment.CENTER,
        "padding": ft.Padding.symmetric(horizontal=16),
    }  # fmt: skip
    if ui.large:
        box = {"padding": ft.Padding.symmetric(horizontal=12, vertical=20 if field else 12)}
    return touchable(
        ui,
        ft.Row(
            [*parts, flexible(words)], alignment=ft.MainAxisAlignment.CENTER, spacing=GAP, tight=not ui.large
        ),
        identifier=identifier, name=description or name, on_tap=on_tap, expand=expand, bgcolor=ground,
        border_radius=RADIUS, **box,
        opacity=0.45 if on_tap is None else 1.0,
        border=ft.Border.all(p.edge, p.line) if p.bold_edges else None,
    )  # fmt: skip


def action_tile(
    ui: Ui,
    name: str,
    icon_name: ft.IconData,
    on_tap: Handler | None,
    *,
    identifier: str,
    primary: bool = False,
    count: int | None = None,
    expand: int | bool = 1,
) -> ft.Control:
    """A field action, 64 px: icon and word; `count` beside it, when there is something to count."""
    p = ui.palette
    ground, ink = (p.primary, p.on_primary) if primary else (p.soft, p.primary)
    narrow = ui.width < 400  # two of them, or three, must fit side by side on the smallest phone
    words = label(ui, name, 15 if narrow else BODY, ink, no_wrap=True)
    said = ft.Row(
        [icon(ui, icon_name, 20 if narrow else 24, ink), words], alignment=ft.MainAxisAlignment.CENTER, tight=True,
        spacing=6 if narrow else GAP,
    )  # fmt: skip
    figure = label(ui, ui.words.number(count) if count else "", 18 if narrow else 20, ink)
    under = narrow and count is not None and not ui.large
    content: ft.Control = said
    if under:
        content = ft.Column(
            [said, *([figure] if count else [])], spacing=0, alignment=ft.MainAxisAlignment.CENTER,
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        )  # fmt: skip
    elif count:
        said.controls.append(figure)
    return touchable(
        ui, content,
        identifier=identifier, name=name, value=None if count is None else ui.words.number(count),
        on_tap=on_tap, expand=expand, height=ui.size(64), bgcolor=ground, border_radius=RADIUS,
        alignment=ft.Alignment.CENTER, padding=ft.Padding.symmetric(horizontal=4),
        border=ft.Border.all(p.edge, p.line) if p.bold_edges else None,
    )  # fmt: skip


def flexible(words: ft.Text) -> ft.Control:
    """Takes what it needs and no more than there is."""
    return ft.Container(words, expand=True, expand_loose=True)


def link(
    ui: Ui,
    name: str,
    on_tap: Handler | None,
    *,
    identifier: str,
    description: str | None = None,
    icon_name: ft.IconData | None = None,
    danger: bool = False,
    field: bool = False,
) -> ft.Control:
    """Words that act, for secondary things such as « Annuler »; `description` says of what, to who can't see."""
    ink = ui.palette.alert if danger else ui.palette.primary
    words = ft.Text(
        name, size=ui.size(BODY - 1), font_family=LABEL, font_family_fallback=FALLBACK[LABEL], color=ink,
        no_wrap=not ui.large,
    )  # fmt: skip
    said: ft.Control = flexible(words) if ui.large else words
    parts: list[ft.Control] = [*([icon(ui, icon_name, 20, ink)] if icon_name else []), said]
    box: dict[str, Any] = {"height": ui.size(TOUCH_FIELD if field else TOUCH)}
    if ui.large:
        box = {}
    return touchable(
        ui,
        ft.Row(parts, spacing=6, tight=True, alignment=ft.MainAxisAlignment.CENTER),
        identifier=identifier, name=description or name, on_tap=on_tap, border_radius=RADIUS,
        # Not aligned: it would take the whole line that others could share.
        padding=ft.Padding.symmetric(horizontal=12, vertical=(16 if field else 10) if ui.large else 0), **box,
    )  # fmt: skip
