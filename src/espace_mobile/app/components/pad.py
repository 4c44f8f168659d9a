"""The counter: one saffron pad that counts a contact, twelve cells that count it with sex and age band.

It knows numbers and one callback, nothing of where they are kept: Today and the lock screen share it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import flet as ft

from espace_mobile.app.components.text import label, text
from espace_mobile.app.components.touch import touchable
from espace_mobile.app.theme import FIGURE, GAP, RADIUS, RADIUS_PAD, TITLE, TOUCH_FIELD
from espace_mobile.app.ui import Ui, memo, use_ui
from espace_mobile.domain.ages import PAD_BANDS, PAD_SEXES
from espace_mobile.domain.vocabulary import AgeBand, Sex

Count = Callable[[Sex, AgeBand], Any]
Cell = tuple[Sex, AgeBand]


@memo
def BigPad(total: int, caption: str, on_count: Count) -> ft.Control:
    """The figure, and +1. `caption`: what the figure counts."""
    ui = use_ui()
    p, ink = ui.palette, ui.palette.on_accent
    figure = ft.Column(
        [
            _figure(ui, ui.words.number(total)),
            label(ui, caption, 15, ink),
        ],
        spacing=0, alignment=ft.MainAxisAlignment.CENTER, expand=True,
    )  # fmt: skip
    plus = ft.Row([ft.Icon(ft.Icons.ADD, size=ui.title_size(44), color=ink), _figure(ui, "1")], spacing=0, tight=True)
    return touchable(
        ui, ft.Row([figure, plus], alignment=ft.MainAxisAlignment.SPACE_BETWEEN),
        identifier="pad.count", name=ui.t("pad.count"), value=f"{ui.words.number(total)} {caption}",
        on_tap=lambda: on_count(Sex.UNSTATED, AgeBand.UNSTATED), height=ui.size(112 if ui.rail else 104),
        bgcolor=p.accent,
        border_radius=RADIUS_PAD, padding=ft.Padding.symmetric(horizontal=24), ink_color="#33000000",
        border=ft.Border.all(p.edge, p.line) if p.bold_edges else None,
    )  # fmt: skip


def _figure(ui: Ui, words: str) -> ft.Text:
    # Its own line height: the font's leaves so much above that the caption would sink to the edge.
    style = ft.TextStyle(size=ui.title_size(FIGURE), font_family=TITLE, color=ui.palette.on_accent, height=1.1)
    return ft.Text(words, style=style)


@memo
def PadCell(sex: Sex, band: AgeBand, number: int, on_count: Count) -> ft.Control:
    ui = use_ui()
    age = label(ui, ui.words.label(band), _within(ui, 17), no_wrap=True)
    figure = text(ui, ui.words.number(number) if number else "", 20, TITLE, ui.palette.primary, no_wrap=True)
    stacked = ui.large and not ui.rail
    inside: ft.Control = (
        ft.Column([age, figure], spacing=0, alignment=ft.MainAxisAlignment.CENTER)
        if stacked
        else ft.Row([age, figure], alignment=ft.MainAxisAlignment.SPACE_BETWEEN)
    )
    return touchable(
        ui, inside, identifier=f"pad.{sex}.{band}", name=f"{ui.words.label(sex)}, {ui.words.label(band)}",
        value=ui.words.number(number), on_tap=lambda: on_count(sex, band), expand=1,
        height=ui.size(72 if ui.rail or stacked else TOUCH_FIELD), border_radius=RADIUS, bgcolor=ui.palette.surface,
        border=ft.Border.all(ui.palette.edge, ui.palette.line),
        padding=ft.Padding.symmetric(horizontal=14 if ui.width >= 360 and not stacked else 8),
    )  # fmt: skip


def _within(ui: Ui, px: float) -> float:
    """The size of words in one of three columns: on a phone a band whose end is cut would be read as another."""
    return px if ui.rail else ui.title_size(px) / ui.scale


@memo
def PadHead(sex: Sex) -> ft.Control:
    ui = use_ui()
    words = label(ui, ui.words.label(sex), _within(ui, 15), ui.palette.muted, text_align=ft.TextAlign.CENTER)
    # Each cell says its sex itself; the column heads are for the eye.
    return ft.Container(ft.Semantics(exclude_semantics=True, content=words), expand=1, alignment=ft.Alignment.CENTER)


def cells(ui: Ui, counts: Mapping[Cell, int], on_count: Count) -> ft.Control:
    """Three columns (woman, man, not stated) of four age bands. Missing counts are zero."""

    rows: list[ft.Control] = [ft.Row([PadHead(sex) for sex in PAD_SEXES], spacing=GAP)]
    for band in PAD_BANDS:
        some = [PadCell(sex, band, counts.get((sex, band), 0), on_count) for sex in PAD_SEXES]
        rows.append(ft.Row(some, spacing=GAP))
    return ft.Column(rows, spacing=GAP)
