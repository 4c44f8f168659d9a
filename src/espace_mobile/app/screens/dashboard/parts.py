"""The pieces of a figure: what opens its list, what says what it counts, a number with what it was before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from espace_mobile.app.components import touchable
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.screens.dashboard.asked import LIST, go
from espace_mobile.app.screens.dashboard.words import (
    figure_words,
    means_words,
    number_words,
    then_sign,
    then_words,
    whole_words,
)
from espace_mobile.app.theme import RADIUS, ROUND, SMALL, TOUCH
from espace_mobile.app.ui import Ui
from espace_mobile.domain.dashboard import Board, Card, Filters
from espace_mobile.domain.indicators import Of


@dataclass(frozen=True)
class Shown:
    """`listed`: whether a number opens its list."""

    board: Board
    listed: bool

    @property
    def filters(self) -> Filters:
        return self.board.filters


def opener(shown: Shown, of: Of, **more: str) -> Callable[[], Any] | None:
    """To the list behind a number; `more`: `by` and `value`, or `month`."""
    if not shown.listed:
        return None
    return lambda: go(LIST, shown.filters, {"of": of, **more})


def acting(
    ui: Ui, content: ft.Control, *, identifier: str, name: str, value: str, on_tap: Any, **box: Any
) -> ft.Control:
    """Something that says itself, and acts where it may."""
    box = {"border_radius": RADIUS, "padding": ft.Padding.symmetric(vertical=6, horizontal=8), **box}
    if on_tap is not None:
        return touchable(ui, content, identifier=identifier, name=name, value=value, on_tap=on_tap, **box)
    inside = ft.Semantics(exclude_semantics=True, content=content)
    return ft.Semantics(identifier=identifier, label=name, value=value, container=True,
                        content=ft.Container(inside, **box))  # fmt: skip


def asking(ui: Ui, of: Of, told: bool, tell: Callable[[bool], Any]) -> ft.Control:
    """The « ? » beside a number."""
    name = ui.t("dashboard.means", what=figure_words(ui, of))
    sign = ft.Icons.EXPAND_LESS if told else ft.Icons.HELP_OUTLINE
    return touchable(
        ui, icon(ui, sign, 22, ui.palette.muted), identifier=f"dashboard.{of}.ask", name=name, selected=told or None,
        on_tap=lambda: tell(not told), width=ui.size(TOUCH), height=ui.size(TOUCH), border_radius=ROUND,
        alignment=ft.Alignment.CENTER,
    )  # fmt: skip


def meaning(ui: Ui, of: Of, told: bool) -> list[ft.Control]:
    if not told:
        return []
    words = muted(ui, means_words(ui, of), SMALL)
    inside = ft.Container(words, padding=ft.Padding.only(left=8, right=8, bottom=8))
    return [ft.Semantics(identifier=f"dashboard.{of}.means", container=True, live_region=True, content=inside)]


def beside_lines(ui: Ui, card: Card, filters: Filters, share: str = "") -> list[ft.Control]:
    """« ↑ 12 de plus · 30 (2025) », « 37 % des contacts », « Sans le filtre : Sexe »."""
    lines: list[ft.Control] = []
    words, after = then_words(ui, card, filters), [muted(ui, share, SMALL)] if share else []
    if words:
        sign = then_sign(card)
        shown: list[ft.Control] = [icon(ui, sign, 16, ui.palette.muted)] if sign else []
        beside, after = (after, []) if ui.rail and not ui.large else ([], after)
        lines.append(ft.Row([*shown, ft.Container(muted(ui, words, SMALL), expand=True), *beside], spacing=4))
    lines += after
    if whole := whole_words(ui, card.of, filters):
        lines.append(muted(ui, whole, SMALL))
    return lines


def said(ui: Ui, card: Card, filters: Filters, *more: str) -> str:
    """A figure for who can't see it."""
    told = [number_words(ui, card.value), *more, then_words(ui, card, filters), whole_words(ui, card.of, filters)]
    return ", ".join(filter(None, told))
