"""From the meeting to six months later: a bar and its figures for each step."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.components import bar, card, title
from espace_mobile.app.components.text import label, muted, text
from espace_mobile.app.screens.dashboard.parts import Shown, acting, asking, beside_lines, meaning, opener, said
from espace_mobile.app.screens.dashboard.words import figure_words, number_words, share_words
from espace_mobile.app.theme import SMALL, TITLE
from espace_mobile.app.ui import Ui, component, memo, use_ui, use_value
from espace_mobile.domain.dashboard import Card

_NUMBER = 22  # px


@memo
def Funnel(shown: Shown) -> Any:
    ui = use_ui()
    steps = shown.board.funnel
    most = max((step.value or 0 for step in steps), default=0)
    rows = [ft.Container(Step(shown, step, most), key=step.of) for step in steps]
    return card(
        ui, title(ui, ui.t("dashboard.funnel")), ft.Column(list(rows), spacing=4, tight=True),
        muted(ui, ui.t("dashboard.funnel_hint"), SMALL),
    )  # fmt: skip


@component
def Step(shown: Shown, step: Card, most: int) -> Any:
    """Tests: `dashboard.{code}`, `dashboard.{code}.ask`, `dashboard.{code}.means`."""
    ui = use_ui()
    told, tell = use_value(False)
    first = shown.board.funnel[0]
    share = "" if step is first else share_words(ui, step.value, first.value)
    box = acting(
        ui, _inside(ui, shown, step, share, most), identifier=f"dashboard.{step.of}", name=figure_words(ui, step.of),
        value=said(ui, step, shown.filters, share), on_tap=opener(shown, step.of),
    )  # fmt: skip
    head = ft.Row([ft.Container(box, expand=True), asking(ui, step.of, told, tell)], spacing=0,
                  vertical_alignment=ft.CrossAxisAlignment.START)  # fmt: skip
    return ft.Column([head, *meaning(ui, step.of, told)], spacing=0, tight=True)


def _inside(ui: Ui, shown: Shown, step: Card, share: str, most: int) -> ft.Control:
    known = step.value is not None
    number = text(ui, number_words(ui, step.value), _NUMBER if known else SMALL, TITLE,
                  ui.palette.primary if known else ui.palette.muted)  # fmt: skip
    name = label(ui, figure_words(ui, step.of))
    head = [name, number] if ui.large else [ft.Row([ft.Container(name, expand=True), number], spacing=8)]
    under = beside_lines(ui, step, shown.filters, share)
    return ft.Column([*head, bar(ui, step.value or 0, most), *under], spacing=4,
                     tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)  # fmt: skip
