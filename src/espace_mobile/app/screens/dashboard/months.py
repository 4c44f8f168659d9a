"""One figure month by month: bars for the eye, the same figures as text for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flet as ft

from espace_mobile.app.components import Option, card, dropdown, link, title
from espace_mobile.app.components.text import label, muted, text
from espace_mobile.app.screens.dashboard.parts import Shown, acting, opener
from espace_mobile.app.screens.dashboard.words import figure_words, number_words
from espace_mobile.app.theme import LABEL, SMALL
from espace_mobile.app.ui import Ui, memo, use_draft, use_ui, use_value
from espace_mobile.domain.dashboard import Point, Trend
from espace_mobile.i18n.translator import sentence

_HIGH = 132  # px, whatever the size of the text
_NAMED = 12  # months whose names stand under their bars; more: the years
WINDOW = 24


@memo
def Months(shown: Shown) -> Any:
    """Tests: `dashboard.trend.of`, `dashboard.trend.chart`, `dashboard.trend.figures`,
    `dashboard.trend.2026-05`, `dashboard.trend.more`."""
    ui = use_ui()
    looked = use_draft("dashboard.months")
    told, tell = use_value(False)
    window, widen = use_value(WINDOW)
    trends = {trend.of: trend for trend in shown.board.trends}
    trend = trends.get(looked.get("trend")) or next(iter(trends.values()), None)
    if trend is None:
        return ft.Container(visible=False)
    options = [Option(of, figure_words(ui, of)) for of in trends]
    pick = lambda code: looked.set("trend", code, redraw=True)  # noqa: E731
    which = dropdown(ui, options, trend.of, pick, identifier="dashboard.trend.of", name=ui.t("dashboard.trend_of"))
    toggle = link(ui, ui.t("dashboard.figures_hide" if told else "dashboard.figures_show"), lambda: tell(not told),
                  identifier="dashboard.trend.figures", icon_name=ft.Icons.TABLE_ROWS_OUTLINED)  # fmt: skip
    points = trend.points[: window if told else 0]
    more = [link(ui, ui.t("dashboard.more"), lambda: widen(window + WINDOW), identifier="dashboard.trend.more")]
    return card(
        ui, title(ui, ui.t("dashboard.trends")), which, _chart(ui, trend), ft.Row([toggle]),
        *([_figures(ui, shown, trend, points)] if told else []),
        *([ft.Row(list(more))] if told and window < len(trend.points) else []),
    )  # fmt: skip


def _figures(ui: Ui, shown: Shown, trend: Trend, points: Sequence[Point]) -> ft.Control:
    lines = [_line(ui, shown, trend, point) for point in points]
    return ft.Column(lines, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _line(ui: Ui, shown: Shown, trend: Trend, point: Point) -> ft.Control:
    month = sentence(ui.words.month(point.first))
    inside = ft.Row([ft.Container(text(ui, month), expand=True), label(ui, number_words(ui, point.value))], spacing=12)
    code = f"{point.first:%Y-%m}"
    on_tap = opener(shown, trend.of, month=code) if point.value else None
    return acting(ui, inside, identifier=f"dashboard.trend.{code}", name=month, value=number_words(ui, point.value),
                  on_tap=on_tap, padding=ft.Padding.symmetric(vertical=11, horizontal=8))  # fmt: skip


def _chart(ui: Ui, trend: Trend) -> ft.Control:
    points = trend.points
    drawn = ft.Column([_bars(ui, points), _axis(ui, points)], spacing=4, tight=True)
    hidden = ft.Semantics(exclude_semantics=True, content=drawn)
    return ft.Semantics(identifier="dashboard.trend.chart", label=_said(ui, trend), container=True, content=hidden)


def _said(ui: Ui, trend: Trend) -> str:
    what, points = figure_words(ui, trend.of), trend.points
    ends = {"first": ui.words.month(points[0].first), "last": ui.words.month(points[-1].first)} if points else {}
    known = [p for p in points if p.value]
    if not known:
        return ui.t("dashboard.chart_none", what=what, **ends)
    most = max(known, key=lambda p: p.value or 0)
    return ui.t("dashboard.chart_name", what=what, **ends, most=number_words(ui, most.value),
                month=ui.words.month(most.first))  # fmt: skip


def _bars(ui: Ui, points: Sequence[Point]) -> ft.Control:
    most = max((p.value or 0 for p in points), default=0) or 1
    numbers = ui.rail and not ui.large and len(points) <= _NAMED
    gap = 6 if len(points) <= _NAMED else 2 if len(points) <= 3 * _NAMED else 0
    columns: list[ft.Control] = [_bar(ui, point, most, numbers) for point in points]
    under = ft.Border(bottom=ft.BorderSide(max(1, ui.palette.edge), ui.palette.muted))
    row = ft.Row(columns, spacing=gap, height=_HIGH, vertical_alignment=ft.CrossAxisAlignment.END)
    return ft.Container(row, border=under)


def _bar(ui: Ui, point: Point, most: int, numbers: bool) -> ft.Control:
    """A hidden month is an outline: not a bar of nothing."""
    p, room = ui.palette, _HIGH - (20 if numbers else 0)
    corner = ft.BorderRadius.only(top_left=3, top_right=3)
    if point.value is None:
        shape = ft.Container(height=12, border=ft.Border.all(1, p.muted), border_radius=corner)
    else:
        high = max(3, round(room * point.value / most)) if point.value else 0
        shape = ft.Container(height=high, bgcolor=p.primary, border_radius=corner)
    if not numbers or not point.value:
        shape.expand = 1
        return shape
    figure = ft.Text(ui.words.number(point.value), size=12, font_family=LABEL, color=p.ink, no_wrap=True,
                     text_align=ft.TextAlign.CENTER)  # fmt: skip
    return ft.Column([figure, shape], spacing=2, expand=1, alignment=ft.MainAxisAlignment.END,
                     horizontal_alignment=ft.CrossAxisAlignment.STRETCH)  # fmt: skip


def _axis(ui: Ui, points: Sequence[Point]) -> ft.Control:
    """The months; where there are many, the years, each over its months."""
    if len(points) <= _NAMED:
        names = [(ui.words.brief_day(p.first).split(" ")[-1], 1) for p in points]
        names = [(name if ui.rail else name[:1].upper(), share) for name, share in names]
    else:
        years = [p.first.year for p in points]
        names = [(str(year), years.count(year)) for year in dict.fromkeys(years)]
        narrow = len(points) > 5 * _NAMED and not ui.rail
        names = [(f"{name[2:]}" if narrow else name, share) for name, share in names]
    size = SMALL if ui.large else 12
    cells: list[ft.Control] = [
        ft.Container(muted(ui, name, size / ui.scale * min(ui.scale, 1.25), no_wrap=True,
                           text_align=ft.TextAlign.CENTER), expand=share, alignment=ft.Alignment.CENTER)
        for name, share in names
    ]  # fmt: skip
    return ft.Row(cells, spacing=0)
