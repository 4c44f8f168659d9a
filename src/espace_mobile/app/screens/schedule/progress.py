"""Each year against its sixty dates: a line and the same figures in words."""

from __future__ import annotations

from datetime import date

import flet as ft

from espace_mobile.app.actions import outings
from espace_mobile.app.actions.outings import ProgrammeYear
from espace_mobile.app.components import card
from espace_mobile.app.components.text import label, muted, text
from espace_mobile.app.theme import SMALL, TITLE
from espace_mobile.app.ui import Ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule import ScheduleCount

_HEIGHT = 10


def progress(ui: Ui, dates: list[Outing], today: date) -> ft.Control:
    """The total first, then year by year."""
    counted = outings.programme_years(dates, today)
    held, target = sum(y.count.held for y in counted), sum(y.count.target for y in counted)
    years = [_year(ui, year, today) for year in counted]
    total = ft.Row(
        [
            text(ui, ui.words.number(held), 28, TITLE, ui.palette.primary),
            muted(ui, ui.tn("schedule.held_of", held, target=ui.words.number(target)), expand=True),
        ],
        spacing=10,
    )
    return ft.Semantics(identifier="schedule.progress", container=True, content=card(ui, total, *years))


def _year(ui: Ui, year: ProgrammeYear, today: date) -> ft.Control:
    count = year.count
    held = label(ui, ui.t("schedule.year", held=count.held, target=count.target), SMALL)
    span = muted(ui, ui.t("schedule.span", since=ui.words.month(year.since), until=ui.words.month(year.until)), SMALL)
    head = ft.Row([held, span], wrap=True, spacing=8, run_spacing=0, alignment=ft.MainAxisAlignment.SPACE_BETWEEN)
    return ft.Column(
        [head, target_bar(ui, count), muted(ui, rest_words(ui, count, year.until < today), SMALL)], spacing=4
    )


def target_bar(ui: Ui, count: ScheduleCount) -> ft.Control:
    """Held, then still planned, then missing; as wide as the target, or more when there are more dates."""
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
    return ft.Container(
        ft.Row(list(shown), spacing=0), border_radius=5, bgcolor=ui.palette.surface,
        border=ft.Border.all(1, ui.palette.muted), clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )  # fmt: skip


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
