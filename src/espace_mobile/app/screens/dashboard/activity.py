"""What was done: one card a figure, side by side."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.components import title
from espace_mobile.app.components.text import label, text
from espace_mobile.app.screens.dashboard.parts import Shown, acting, asking, beside_lines, meaning, opener, said
from espace_mobile.app.screens.dashboard.words import figure_words, number_words
from espace_mobile.app.theme import RADIUS, TITLE
from espace_mobile.app.ui import Ui, component, memo, use_ui, use_value
from espace_mobile.domain.dashboard import Card

_NUMBER = 32  # px


@memo
def Activity(shown: Shown) -> Any:
    ui = use_ui()
    cards, across = shown.board.activity, ui.columns(2)
    rows = [cards[n : n + across] for n in range(0, len(cards), across)]
    lines = [
        ft.Row([*(ft.Container(Figure(shown, c), expand=1, key=c.of) for c in row),
                *(ft.Container(expand=1) for _ in range(across - len(row)))],
               spacing=12, vertical_alignment=ft.CrossAxisAlignment.STRETCH, intrinsic_height=True)
        for row in rows
    ]  # fmt: skip
    return ft.Column([title(ui, ui.t("dashboard.activity")), *lines], spacing=12, tight=True)


@component
def Figure(shown: Shown, card: Card) -> Any:
    """Tests: as those of `Step`."""
    ui = use_ui()
    told, tell = use_value(False)
    box = acting(
        ui, _inside(ui, shown, card), identifier=f"dashboard.{card.of}", name=figure_words(ui, card.of),
        value=said(ui, card, shown.filters), on_tap=opener(shown, card.of),
    )  # fmt: skip
    head = ft.Row([ft.Container(box, expand=True), asking(ui, card.of, told, tell)], spacing=0,
                  vertical_alignment=ft.CrossAxisAlignment.START)  # fmt: skip
    return ft.Container(
        ft.Column([head, *meaning(ui, card.of, told)], spacing=0, tight=True), bgcolor=ui.palette.surface,
        border=ft.Border.all(ui.palette.edge, ui.palette.line), border_radius=RADIUS, padding=8,
    )  # fmt: skip


def _inside(ui: Ui, shown: Shown, card: Card) -> ft.Control:
    known = card.value is not None
    number = text(ui, number_words(ui, card.value), _NUMBER if known else 16, TITLE,
                  ui.palette.primary if known else ui.palette.muted)  # fmt: skip
    return ft.Column(
        [number, label(ui, figure_words(ui, card.of), 15), *beside_lines(ui, card, shown.filters)], spacing=2,
        tight=True,
    )  # fmt: skip
