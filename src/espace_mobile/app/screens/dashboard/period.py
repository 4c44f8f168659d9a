"""Over which days the figures are counted, and with which they are compared: everything in a tap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import indicators
from espace_mobile.app.components import Option, card, chips, link, touchable
from espace_mobile.app.components.text import icon, muted, title
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.dashboard.asked import ask, over
from espace_mobile.app.screens.dashboard.two_days import TwoDays
from espace_mobile.app.screens.dashboard.words import days_words
from espace_mobile.app.theme import GAP, RADIUS, ROUND, SMALL, TOUCH
from espace_mobile.app.ui import Ui, component, use_made, use_ui, use_value
from espace_mobile.domain.dashboard import By, Filters
from espace_mobile.domain.dashboard.address import FIRST, LAST
from espace_mobile.domain.dashboard.stretches import (
    Against,
    Stretch,
    after,
    against_of,
    before,
    span_against,
    stretch_at,
    stretch_of,
    year_earlier,
)
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span

_NAMES = {
    Stretch.MONTH: "dashboard.stretch.month", Stretch.QUARTER: "dashboard.stretch.quarter",
    Stretch.YEAR: "dashboard.stretch.year", Stretch.TWO_YEARS: "dashboard.stretch.two_years",
    Stretch.OWN_YEAR: "indicators.own_year", Stretch.OTHER: "indicators.other",
}  # fmt: skip
_BEFORE = {
    Stretch.MONTH: "dashboard.against.month", Stretch.QUARTER: "dashboard.against.quarter",
    Stretch.YEAR: "dashboard.against.year", Stretch.OWN_YEAR: "dashboard.against.year",
}  # fmt: skip
_WIDEST = 64  # px of an arrow: two of them and the days stand side by side whatever the size of the text


@component
def Period(filters: Filters, busy: bool = False) -> Any:
    """Folded on a phone, where figures come first. `busy`: other days are being counted.

    Tests: `dashboard.period.{month|quarter|year|two_years|own_year|other}`, `dashboard.before`, `dashboard.after`,
    `dashboard.now`, `dashboard.days`, `dashboard.busy`, `dashboard.against.{nothing|before|year_earlier}`,
    `dashboard.since.…`, `dashboard.until.…`."""
    ui, today = use_ui(), clock.today()
    unfolded, unfold = use_value(False)
    other, choose_other = use_value(False)
    draft = use_made(lambda: Draft("dashboard.two_days"))  # in the address once it is two days
    own = _own_year(ui, filters, today)
    chosen = Stretch.OTHER if other else stretch_of(filters.span, own)

    def tapped(code: str) -> None:
        stretch = Stretch(code)
        choose_other(stretch == Stretch.OTHER)
        if stretch != Stretch.OTHER:
            ask(over(filters, own if stretch == Stretch.OWN_YEAR and own else stretch_at(stretch, today)))

    offered = [s for s in _NAMES if s != Stretch.OWN_YEAR or own is not None]
    options = [Option(s, ui.t(_NAMES[s]), ft.Icons.DATE_RANGE if s == Stretch.OTHER else None) for s in offered]
    row = chips(ui, options, [chosen], tapped, identifier="dashboard.period")
    fold = None if ui.rail else (lambda: unfold(not unfolded))
    head = _turning(ui, filters, today, busy, fold, ui.rail or unfolded)
    days = [TwoDays(filters, draft)] if chosen == Stretch.OTHER else []
    if ui.panes:
        both = ft.Row([ft.Container(row, expand=3), ft.Container(head, expand=2)], spacing=16)
        return card(ui, both, *days, *_against(ui, filters, chosen))
    if not ui.rail and not unfolded:
        return card(ui, head, padding=ft.Padding.only(left=16, right=8, top=8, bottom=8))
    return card(ui, head, row, *days, *_against(ui, filters, chosen))


def _own_year(ui: Ui, filters: Filters, today: date) -> Span | None:
    """Of the one programme that is counted, when its year is not the calendar's."""
    ids = filters.only.get(By.PROGRAMME, frozenset())
    programme = ui.replica.get(Programme, next(iter(ids))) if len(ids) == 1 else None
    if programme is None or not indicators.has_own_year(programme):
        return None
    return indicators.years(programme, today, own=True)[0]


def _turning(
    ui: Ui, filters: Filters, today: date, busy: bool, fold: Callable[[], Any] | None, whole: bool
) -> ft.Control:
    """`fold`: where the rest can be folded. `whole`: with the way back to now."""
    earlier, later = before(filters.span), after(filters.span)
    arrows = [
        _arrow(ui, "dashboard.before", ui.t("dashboard.span_before"), ft.Icons.CHEVRON_LEFT, filters, earlier),
        _arrow(ui, "dashboard.after", ui.t("dashboard.span_after"), ft.Icons.CHEVRON_RIGHT, filters, later),
    ]
    here = today in filters.span or stretch_of(filters.span) == Stretch.OTHER
    now = [] if here or not whole else [_now(ui, filters, today)]
    said = _days(ui, filters, fold)
    if ui.large:
        return ft.Column([said, ft.Row([*arrows, *_counting(ui, busy), *now], spacing=0, wrap=True)], spacing=0)
    return ft.Row([ft.Container(said, expand=True), *_counting(ui, busy), *now, *arrows], spacing=0)


def _days(ui: Ui, filters: Filters, fold: Callable[[], Any] | None) -> ft.Control:
    """« 2025 », « comparé à 2024 »; on a phone, what unfolds the choices."""
    words = days_words(ui, filters.span)
    than = ui.t("dashboard.compared", days=days_words(ui, filters.against)) if filters.against else ""
    under = [muted(ui, than, SMALL)] if than else []
    sign = [icon(ui, ft.Icons.ARROW_DROP_DOWN)] if fold else []
    named = ft.Row([ft.Container(title(ui, words), expand=True, expand_loose=True), *sign], spacing=4, tight=True)
    inside = ft.Column([named, *under], spacing=0, tight=True)
    if fold is None:
        content = ft.Semantics(exclude_semantics=True, content=inside)
        return ft.Semantics(identifier="dashboard.days", label=words, value=than or None, container=True,
                            live_region=True, content=content)  # fmt: skip
    return touchable(
        ui, inside, identifier="dashboard.days", name=words, on_tap=fold, border_radius=RADIUS,
        value=", ".join(filter(None, [than, ui.t("dashboard.choose_days")])),
        padding=ft.Padding.symmetric(horizontal=8, vertical=10),
    )  # fmt: skip


def _counting(ui: Ui, busy: bool) -> list[ft.Control]:
    """In a place of its own: nothing moves when it comes and goes."""
    if not busy:
        return [ft.Container(width=ui.size(20))]
    ring = ft.ProgressRing(width=ui.size(20), height=ui.size(20), stroke_width=3, color=ui.palette.primary)
    return [ft.Semantics(identifier="dashboard.busy", label=ui.t("dashboard.recounting"), live_region=True,
                         container=True, content=ring)]  # fmt: skip


def _now(ui: Ui, filters: Filters, today: date) -> ft.Control:
    return link(
        ui, ui.t("dashboard.now"), lambda: ask(over(filters, stretch_at(stretch_of(filters.span), today))),
        identifier="dashboard.now",
    )  # fmt: skip


def _arrow(ui: Ui, identifier: str, name: str, sign: ft.IconData, filters: Filters, span: Span) -> ft.Control:
    there = span.since >= FIRST and span.until <= LAST
    act = (lambda: ask(over(filters, span))) if there else None
    return touchable(
        ui, icon(ui, sign), identifier=identifier, name=name, on_tap=act, opacity=1.0 if act else 0.45,
        width=min(ui.size(TOUCH), _WIDEST), height=ui.size(TOUCH), border_radius=ROUND, alignment=ft.Alignment.CENTER,
    )  # fmt: skip


def _against(ui: Ui, filters: Filters, stretch: Stretch) -> list[ft.Control]:
    span = filters.span
    options = [
        Option(Against.NOTHING, ui.t("dashboard.against.nothing")),
        Option(Against.BEFORE, ui.t(_BEFORE.get(stretch, "dashboard.against.before"))),
    ]
    if year_earlier(span) != before(span):
        options.append(Option(Against.YEAR_EARLIER, ui.t("dashboard.against.year_earlier")))
    name = ui.t("dashboard.compare")

    def tapped(code: str) -> None:
        ask(replace(filters, against=span_against(span, Against(code))))

    how = against_of(span, filters.against)
    shown = chips(ui, options, [how], tapped, identifier="dashboard.against")
    if ui.large or not ui.rail:
        return [ft.Column([muted(ui, name, SMALL), shown], spacing=GAP, tight=True)]
    return [ft.Row([muted(ui, name, SMALL), ft.Container(shown, expand=True)], spacing=12)]
