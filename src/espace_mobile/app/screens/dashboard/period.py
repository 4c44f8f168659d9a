"""Over which days the figures are counted, and with which they are compared: everything in a tap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import indicators
from espace_mobile.app.components import Option, card, chips, link, segments, touchable
from espace_mobile.app.components.text import icon, muted, title
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.dashboard.asked import ask, over
from espace_mobile.app.screens.dashboard.words import days_words
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.theme import GAP, ROUND, SMALL, TOUCH
from espace_mobile.app.ui import Ui, component, use_made, use_ui, use_value
from espace_mobile.domain.dashboard import By, Filters
from espace_mobile.domain.dashboard.address import FIRST, LAST, MOST_YEARS
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
def Period(filters: Filters) -> Any:
    """Tests: `dashboard.period.{month|quarter|year|two_years|own_year|other}`, `dashboard.before`, `dashboard.after`,
    `dashboard.now`, `dashboard.days`, `dashboard.against.{nothing|before|year_earlier}`, `dashboard.since.…`,
    `dashboard.until.…`."""
    ui, today = use_ui(), clock.today()
    other, choose_other = use_value(False)
    draft = use_made(lambda: Draft("dashboard.days"))  # in the address once it is two days
    own = _own_year(ui, filters, today)
    chosen = Stretch.OTHER if other else stretch_of(filters.span, own)

    def tapped(code: str) -> None:
        stretch = Stretch(code)
        choose_other(stretch == Stretch.OTHER)
        if stretch == Stretch.OTHER:
            draft.set("since", filters.span.since.isoformat())
            draft.set("until", filters.span.until.isoformat())
        else:
            ask(over(filters, own if stretch == Stretch.OWN_YEAR and own else stretch_at(stretch, today)))

    offered = [s for s in _NAMES if s != Stretch.OWN_YEAR or own is not None]
    options = [Option(s, ui.t(_NAMES[s]), ft.Icons.DATE_RANGE if s == Stretch.OTHER else None) for s in offered]
    row = chips(ui, options, [chosen], tapped, identifier="dashboard.period")
    days = [_OtherDays(filters, draft)] if chosen == Stretch.OTHER else []
    return card(ui, row, _turning(ui, filters, today), *days, *_against(ui, filters, chosen))


def _own_year(ui: Ui, filters: Filters, today: date) -> Span | None:
    """Of the one programme that is counted, when its year is not the calendar's."""
    ids = filters.only.get(By.PROGRAMME, frozenset())
    programme = ui.replica.get(Programme, next(iter(ids))) if len(ids) == 1 else None
    if programme is None or not indicators.has_own_year(programme):
        return None
    return indicators.years(programme, today, own=True)[0]


def _turning(ui: Ui, filters: Filters, today: date) -> ft.Control:
    earlier, later = before(filters.span), after(filters.span)
    arrows = [
        _arrow(ui, "dashboard.before", ui.t("dashboard.span_before"), ft.Icons.CHEVRON_LEFT, filters, earlier),
        _arrow(ui, "dashboard.after", ui.t("dashboard.span_after"), ft.Icons.CHEVRON_RIGHT, filters, later),
    ]
    words = days_words(ui, filters.span)
    said = ft.Semantics(identifier="dashboard.days", label=words, container=True, live_region=True,
                        content=ft.Semantics(exclude_semantics=True, content=title(ui, words)))  # fmt: skip
    now = [] if today in filters.span or stretch_of(filters.span) == Stretch.OTHER else [_now(ui, filters, today)]
    if ui.large:
        return ft.Column([said, ft.Row([*arrows, *now], spacing=0, wrap=True)], spacing=0)
    return ft.Row([ft.Container(said, expand=True), *now, *arrows], spacing=0)


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
    told = []
    if filters.against:
        told = [muted(ui, ui.t("dashboard.compared", days=days_words(ui, filters.against)), SMALL)]
    if ui.large or not ui.rail:
        shown = segments(ui, options, how, tapped, identifier="dashboard.against", name=name)
        return [ft.Column([muted(ui, name, SMALL), shown, *told], spacing=GAP, tight=True)]
    shown = chips(ui, options, [how], tapped, identifier="dashboard.against")
    return [ft.Row([muted(ui, name, SMALL), ft.Container(shown, expand=True)], spacing=12), *told]


@component
def _OtherDays(filters: Filters, draft: Draft) -> Any:
    """Any two days, in the address as soon as they are the right way round."""
    ui, today = use_ui(), clock.today()
    ft.use_state(draft)
    since, until = day_of(draft, "since"), day_of(draft, "until")

    def follow() -> None:
        if since and until and since <= until and Span(since, until) != filters.span:
            ask(over(filters, Span(since, until)))

    ft.use_effect(follow, [since, until])
    first, last = date(today.year - MOST_YEARS, 1, 1), date(today.year + 2, 12, 31)
    wrong = since and until and since > until
    return ft.Column(
        [
            DayChoice(draft, "since", ui.t("indicators.from"), [date(today.year, 1, 1)], first, last,
                      "dashboard.since"),
            DayChoice(draft, "until", ui.t("indicators.until"), [today], first, last, "dashboard.until"),
            *([muted(ui, ui.t("indicators.back_to_front"), SMALL)] if wrong else []),
        ],
        spacing=GAP,
    )  # fmt: skip
