"""One figure: the number large, its label, what it is made of; what it counts at a tap."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.components import bar, card, title, touchable
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.screens.programmes.indicators.words import (
    beside_words,
    definition,
    label_words,
    number_words,
    pace_words,
    part_words,
    value_words,
)
from espace_mobile.app.theme import GAP, RADIUS, SMALL, TITLE
from espace_mobile.app.ui import Ui, component, use_ui, use_value
from espace_mobile.domain.indicators import Figure, Group, Heading, Part

LARGE = 28  # px


@component
def GroupCard(group: Group, define: bool) -> Any:
    """A heading and its figures. `define`: what each counts is shown."""
    ui = use_ui()
    widest = max((f.value or 0 for f in group.figures), default=0) if group.heading == Heading.FUNNEL else 0
    shown = [ft.Container(FigureRow(f, define, widest), key=f"{f.code}.{define}") for f in group.figures]
    heading = title(ui, ui.t(f"indicator.group.{group.heading}"))
    return card(ui, heading, ft.Column(list(shown), spacing=4, tight=True))


@component
def FigureRow(figure: Figure, define: bool, widest: int = 0) -> Any:
    """`widest`: what a full bar stands for; no bar is drawn without it. Tests: `indicator.{code}`,
    `indicator.{code}.means`, `indicator.{code}.parts`."""
    ui = use_ui()
    told, tell = use_value(define)
    head = touchable(
        ui, _head(ui, figure, told), identifier=f"indicator.{figure.code}", name=label_words(ui, figure.code),
        value=", ".join(filter(None, [value_words(ui, figure), pace_words(ui, figure)])), on_tap=lambda: tell(not told),
        border_radius=RADIUS, padding=ft.Padding.symmetric(vertical=8, horizontal=4),
    )  # fmt: skip
    drawn = [bar(ui, figure.value or 0, widest)] if widest else _against_target(ui, figure)
    means = ft.Semantics(
        identifier=f"indicator.{figure.code}.means", container=True,
        content=muted(ui, definition(ui, figure.code), SMALL),
    )  # fmt: skip
    return ft.Column(
        [head, *([means] if told else []), *drawn, *_parts(ui, figure)], spacing=4, tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _head(ui: Ui, figure: Figure, told: bool) -> ft.Control:
    known = figure.value is not None
    number = text(ui, number_words(ui, figure.value, figure.unit), LARGE if known else 16, TITLE,
                  ui.palette.primary if known else ui.palette.muted)  # fmt: skip
    beside = " · ".join(filter(None, [beside_words(ui, figure), pace_words(ui, figure)]))
    words = ft.Column(
        [label(ui, label_words(ui, figure.code)), *([muted(ui, beside, SMALL)] if beside else [])],
        spacing=0, tight=True, expand=True,
    )  # fmt: skip
    sign = icon(ui, ft.Icons.EXPAND_LESS if told else ft.Icons.INFO_OUTLINE, 22, ui.palette.muted)
    if ui.large:
        below = ft.Row([words, sign], spacing=GAP)
        return ft.Column([number, below], spacing=0, tight=True)
    return ft.Row([ft.Container(number, width=_room(ui, figure)), words, sign], spacing=12)


def _room(ui: Ui, figure: Figure) -> float | None:
    """Short numbers stand one under the other; a long one takes what it needs."""
    return ui.size(76) if len(number_words(ui, figure.value, figure.unit)) <= 5 else None


def _against_target(ui: Ui, figure: Figure) -> list[ft.Control]:
    if figure.value is None or not figure.of:
        return []
    return [bar(ui, figure.value, max(figure.of, figure.value))]


def _parts(ui: Ui, figure: Figure) -> list[ft.Control]:
    """The numbers are in words; the bars are for the eye."""
    if not figure.parts:
        return []
    most = max(part.of or part.value or 0 for part in figure.parts)
    rows = [_part(ui, figure, part, most) for part in figure.parts]
    column = ft.Column(rows, spacing=6, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    inside = ft.Container(column, padding=ft.Padding.only(left=ui.size(16), bottom=8))
    return [ft.Semantics(identifier=f"indicator.{figure.code}.parts", container=True, content=inside)]


def _part(ui: Ui, figure: Figure, part: Part, most: int) -> ft.Control:
    words = text(ui, part_words(ui, part, figure.unit), SMALL)
    return ft.Column([words, bar(ui, part.value or 0, most)], spacing=2, tight=True)
