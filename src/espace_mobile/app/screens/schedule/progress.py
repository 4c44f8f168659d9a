"""Each year against its sixty dates: a line and the same figures in words."""

from __future__ import annotations

from datetime import date

import flet as ft

from espace_mobile.app.actions import outings
from espace_mobile.app.actions.outings import ProgrammeYear
from espace_mobile.app.components import card
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.theme import SMALL, TITLE
from espace_mobile.app.ui import Ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule import TARGET_A_YEAR, ScheduleCount, pace

_HEIGHT = 10


def progress(
    ui: Ui, dates: list[Outing], today: date, a_year: int = TARGET_A_YEAR, span: tuple[date, date] | None = None
) -> ft.Control:
    """The total first, then year by year; with `span`, only the years that touch its days."""
    counted = [
        year for year in outings.programme_years(dates, today, a_year)
        if span is None or (year.since <= span[1] and span[0] <= year.until)
    ]  # fmt: skip
    held, target = sum(y.count.held for y in counted), sum(y.count.target for y in counted)
    years = [_year(ui, year, today) for year in counted]
    total = ft.Row(
        [
            text(ui, ui.words.number(held), 28, TITLE, ui.palette.primary),
            muted(ui, ui.tn("schedule.held_of", held, target=ui.words.number(target)), expand=True),
        ],
        spacing=10,
    )
    return ft.Semantics(identifier="schedule.progress", container=True, content=card(ui, total, *_beside(ui, years)))


def _beside(ui: Ui, years: list[ft.Control]) -> list[ft.Control]:
    """Two years side by side where there is room."""
    if not ui.panes or len(years) != 2:
        return years
    return [ft.Row([ft.Container(year, expand=1) for year in years], spacing=32,
                   vertical_alignment=ft.CrossAxisAlignment.START)]  # fmt: skip


def _year(ui: Ui, year: ProgrammeYear, today: date) -> ft.Control:
    count = year.count
    held = label(ui, ui.tn("schedule.year", count.held, target=ui.words.number(count.target)), SMALL)
    span = muted(ui, ui.t("schedule.span", since=ui.words.month(year.since), until=ui.words.month(year.until)), SMALL)
    head = ft.Row([held, span], wrap=True, spacing=8, run_spacing=0, alignment=ft.MainAxisAlignment.SPACE_BETWEEN)
    under: list[ft.Control] = [muted(ui, rest_words(ui, count, year.until < today), SMALL)]
    expected = None
    if year.since <= today <= year.until:
        ahead = pace(count, year.since, year.until, today)
        expected = count.held - ahead
        under.append(pace_line(ui, ahead, expected))
    return ft.Column([head, target_bar(ui, count, expected), *under], spacing=4)


def pace_line(ui: Ui, ahead: int, expected: int) -> ft.Control:
    """« 3 dates de retard : il en faudrait 45 aujourd’hui »; a word and a sign, never a colour alone."""
    wanted = ui.words.number(expected)
    if ahead == 0:
        sign, ink, words = ft.Icons.CHECK, ui.palette.ok, ui.t("outings.on_pace")
    elif ahead > 0:
        sign, ink, words = ft.Icons.TRENDING_UP, ui.palette.ok, ui.tn("outings.ahead", ahead, expected=wanted)
    else:
        sign, ink, words = ft.Icons.TRENDING_DOWN, ui.palette.alert, ui.tn("outings.behind", -ahead, expected=wanted)
    return ft.Row([icon(ui, sign, 20, ink), label(ui, words, 15, ink, expand=True)], spacing=8)


def target_bar(ui: Ui, count: ScheduleCount, expected: int | None = None) -> ft.Control:
    """Held, then still planned, then missing; as wide as the target, or more when there are more dates. `expected`: a
    line where an even pace would be."""
    whole = max(count.target, count.forecast, 1)
    planned = count.planned + count.unclosed
    parts = [(count.held, ui.palette.primary), (planned, ui.palette.line), (whole - count.held - planned, None)]
    shown = [
        ft.Container(
            expand=share,
            height=ui.size(_HEIGHT),
            bgcolor=colour,
            border=ft.Border.all(1, ui.palette.ink) if colour is not None and ui.palette.bold_edges else None,
        )
        for share, colour in parts
        if share
    ]
    drawn = ft.Container(
        ft.Row(list(shown), spacing=0), border_radius=5, bgcolor=ui.palette.surface,
        border=ft.Border.all(1, ui.palette.muted), clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )  # fmt: skip
    if expected is None:
        return drawn
    before, after = max(1, expected), max(1, whole - expected)
    tick = ft.Container(width=3, bgcolor=ui.palette.accent, border=ft.Border.all(1, ui.palette.ink))
    row = ft.Row([ft.Container(expand=before), tick, ft.Container(expand=after)], spacing=0,
                 vertical_alignment=ft.CrossAxisAlignment.STRETCH)  # fmt: skip
    over = ft.Container(row, left=0, right=0, top=0, bottom=0)
    return ft.Stack([ft.Container(drawn, padding=ft.Padding.symmetric(vertical=4)), over])


def count_words(ui: Ui, count: ScheduleCount) -> str:
    """« 3 tenues · 2 à venir · 1 annulée », « 0 tenue »."""
    figures = [
        ui.tn("outings.held", count.held) if count.held or not count.forecast else "",
        ui.tn("schedule.planned", count.planned) if count.planned else "",
        ui.tn("schedule.unclosed", count.unclosed) if count.unclosed else "",
        ui.tn("schedule.cancelled", count.cancelled) if count.cancelled else "",
        ui.tn("schedule.moved", count.moved) if count.moved else "",
    ]
    return " · ".join(filter(None, figures))


def rest_words(ui: Ui, count: ScheduleCount, over: bool) -> str:
    """In a year that is over nothing can be planned any more."""
    figures = [
        ui.tn("schedule.planned", count.planned) if not over else "",
        ui.tn("schedule.unclosed", count.unclosed) if count.unclosed else "",
        ui.tn("schedule.cancelled", count.cancelled) if count.cancelled else "",
        ui.tn("schedule.moved", count.moved) if count.moved else "",
        ui.tn("schedule.missing", count.missing) if count.missing and not over else "",
    ]
    return " · ".join(filter(None, figures))
