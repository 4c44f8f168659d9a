"""Over which days the figures are counted: a year in one tap, or any days."""

from __future__ import annotations

from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import indicators
from espace_mobile.app.components import Option, chips, segments
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.programmes.indicators.words import span_words
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span

THIS, LAST, ALL, OTHER = "this_year", "last_year", "all", "other"
OWN, CALENDAR = "own", "calendar"


def draft_name(programme_id: str) -> str:
    return f"indicators.{programme_id}"


def offered(programme: Programme, draft: Draft, today: date) -> dict[str, Span]:
    """The periods one tap away, by code."""
    own = draft.get("year") == OWN and indicators.has_own_year(programme)
    now, before = indicators.years(programme, today, own=own)
    everything = indicators.since_beginning(programme, today)
    found = {THIS: now, LAST: before, ALL: everything}
    return {code: span for code, span in found.items() if span is not None}


def chosen(programme: Programme, draft: Draft, today: date) -> Span | None:
    """The days chosen, this year when nothing was; None while one of two days is missing, or they are the wrong way."""
    spans = offered(programme, draft, today)
    if draft.get("period") != OTHER:
        return spans.get(draft.get("period"), spans[THIS])
    since, until = day_of(draft, "since"), day_of(draft, "until")
    return Span(since, until) if since and until and since <= until else None


@component
def PeriodChoice(programme: Programme, draft: Draft) -> Any:
    """Tests: `indicators.period.{this_year|last_year|all|other}`, `indicators.year.{calendar|own}`,
    `indicators.since.…`, `indicators.until.…`, `indicators.span`."""
    ui, today = use_ui(), clock.today()
    ft.use_state(draft)
    spans, code = offered(programme, draft, today), draft.get("period") or THIS
    names = {THIS: "indicators.this_year", LAST: "indicators.last_year", ALL: "indicators.all"}
    options = [Option(each, ui.t(names[each])) for each in spans]
    options.append(Option(OTHER, ui.t("indicators.other"), ft.Icons.DATE_RANGE))

    def tapped(each: str) -> None:
        if each == OTHER:  # from the days that are shown, to be changed one by one
            shown = chosen(programme, draft, today) or spans[THIS]
            draft.set("since", shown.since.isoformat())
            draft.set("until", shown.until.isoformat())
        draft.set("period", each, redraw=True)

    row = chips(ui, options, [code if code in spans or code == OTHER else THIS], tapped, identifier="indicators.period",
                field=True)  # fmt: skip
    below = _days(ui, draft, today) if code == OTHER else []
    span = chosen(programme, draft, today)
    said = ft.Semantics(identifier="indicators.span", container=True, content=label(ui, _said(ui, draft, span)))
    return ft.Column([*_which_year(ui, programme, draft), row, *below, said], spacing=GAP + 4)


def _said(ui: Ui, draft: Draft, span: Span | None) -> str:
    if span is not None:
        return span_words(ui, span)
    both = day_of(draft, "since") and day_of(draft, "until")
    return ui.t("indicators.back_to_front") if both else ""


def _which_year(ui: Ui, programme: Programme, draft: Draft) -> list[ft.Control]:
    """Only where the two differ."""
    if not indicators.has_own_year(programme) or draft.get("period") == OTHER:
        return []
    options = [Option(CALENDAR, ui.t("indicators.calendar_year")), Option(OWN, ui.t("indicators.own_year"))]
    name = ui.t("indicators.which_year")
    pick = lambda code: draft.set("year", code, redraw=True)  # noqa: E731
    return [
        muted(ui, name, SMALL),
        segments(ui, options, draft.get("year") or CALENDAR, pick, identifier="indicators.year", name=name),
    ]


def _days(ui: Ui, draft: Draft, today: date) -> list[ft.Control]:
    first, last = date(today.year - 30, 1, 1), date(today.year + 5, 12, 31)
    year = indicators.calendar_year(today)
    return [
        DayChoice(draft, "since", ui.t("indicators.from"), [year.since], first, last, "indicators.since"),
        DayChoice(draft, "until", ui.t("indicators.until"), [today], first, last, "indicators.until"),
    ]
