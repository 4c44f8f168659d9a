"""Words and icons in the type of the look."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.theme import BODY, FALLBACK, HEADING, LABEL, LARGE, REGULAR, TITLE
from espace_mobile.app.ui import Ui


def text(ui: Ui, value: str, size: float = BODY, font: str = REGULAR, color: str | None = None, **more: Any) -> ft.Text:
    """`size` in px before the user's text scale; `font` one of `theme.REGULAR`, `LABEL`, `TITLE`."""
    if more.get("selectable"):  # in a browser, a field without a value to screen readers, unless it has a label
        more.setdefault("semantics_label", value)
    return ft.Text(
        value, size=ui.size(size), font_family=font, font_family_fallback=FALLBACK[font],
        color=color or ui.palette.ink, **more,
    )  # fmt: skip


def label(ui: Ui, value: str, size: float = BODY, color: str | None = None, **more: Any) -> ft.Text:
    return text(ui, value, size, LABEL, color, **more)


def muted(ui: Ui, value: str, size: float = BODY, **more: Any) -> ft.Text:
    return text(ui, value, size, REGULAR, ui.palette.muted, **more)


def heading(ui: Ui, value: str, level: int = 1, **more: Any) -> ft.Control:
    """A heading of the page, named as one to screen readers: level 1 (28 px) or 2 (18 px)."""
    size = ui.title_size(HEADING) if level == 1 else ui.size(LARGE)
    shown = ft.Text(
        value, size=size, font_family=TITLE, font_family_fallback=FALLBACK[TITLE], color=ui.palette.ink, **more
    )  # fmt: skip
    return ft.Semantics(header=True, heading_level=level, content=shown)


def title(ui: Ui, value: str, **more: Any) -> ft.Control:
    return heading(ui, value, 2, **more)


def icon(ui: Ui, name: ft.IconData, size: float = 24, color: str | None = None) -> ft.Icon:
    """Never alone: the words beside it carry the meaning."""
    return ft.Icon(name, size=ui.size(size), color=color or ui.palette.ink)
