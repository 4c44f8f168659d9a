"""What the cards of a sheet are made of: a head with what it does, a name beside its value, a blank cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.components import link, title
from espace_mobile.app.components.text import muted, text
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui

BLANK = "–"
_LONG = 80  # characters: on a phone, six lines of half its width


def headed(ui: Ui, words: str, act: str, on_tap: Callable[[], Any] | None, *, identifier: str,
           sign: ft.IconData = ft.Icons.EDIT_OUTLINED) -> ft.Control:  # fmt: skip
    """The title of a card and, for whoever may, what can be done to it (`on_tap` None: nothing)."""
    head = title(ui, words)
    if on_tap is None:
        return head
    does = link(ui, act, on_tap, identifier=identifier, icon_name=sign, description=f"{words}, {act}")
    if ui.large:
        return ft.Column([head, ft.Row([ft.Container(does, expand=True)])], spacing=0)
    return ft.Row([ft.Container(head, expand=True), does], spacing=GAP)


def pair(ui: Ui, name: str, value: str | None) -> ft.Control:
    """A name, then its value: beside it, or under it when it is long."""
    shown = text(ui, value) if value else blank(ui, name)
    if ui.large or (not ui.rail and len(value or "") > _LONG):
        return ft.Column([muted(ui, name, SMALL), shown], spacing=0, tight=True)
    return ft.Row(
        [ft.Container(muted(ui, name, SMALL), expand=2, padding=ft.Padding.only(top=1)), ft.Container(shown, expand=3)],
        spacing=GAP, vertical_alignment=ft.CrossAxisAlignment.START,
    )  # fmt: skip


def blank(ui: Ui, name: str) -> ft.Control:
    """« – »; a screen reader is told what is blank."""
    dash = ft.Semantics(exclude_semantics=True, content=muted(ui, BLANK))
    return ft.Semantics(label=blank_words(ui, name), container=True, content=dash)


def blank_words(ui: Ui, name: str) -> str:
    return ui.t("sheet.blank", name=name)


def stacked(*parts: ft.Control, spacing: int = 4) -> ft.Column:
    return ft.Column(list(parts), spacing=spacing, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
