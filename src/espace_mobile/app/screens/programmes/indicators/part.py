"""The figures of a programme over the days chosen, under calm headings; computed beside the page."""

from __future__ import annotations

import asyncio
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import indicators, workers
from espace_mobile.app.actions.indicator_facts import KINDS
from espace_mobile.app.components import link, loading
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.programmes.indicators.figure import GroupCard
from espace_mobile.app.screens.programmes.indicators.period import PeriodChoice, chosen, draft_name
from espace_mobile.app.screens.programmes.report.leading import report_link
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_records, use_ui, use_value
from espace_mobile.domain.dashboard import Filters
from espace_mobile.domain.dashboard.address import to_query
from espace_mobile.domain.indicators import Group, Of, by_code
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span


def said(ui: Ui, programme: Programme) -> str:
    """« 42 personnes en 2026 »; nothing while that would be much to read, unless it was counted already."""
    today = clock.today()
    year = indicators.calendar_year(today)
    known = indicators.figures(ui.replica).known(programme.id, year, today)
    people = by_code(known)[Of.PEOPLE].value if known else indicators.people_in(ui.replica, programme, year)
    if people is None:
        return ""
    when = str(today.year)
    return ui.tn("indicators.people_in", people, when=when) if people else ui.t("indicators.nobody_in", when=when)


@component
def Indicators(programme_id: str) -> Any:
    """Tests: `indicators.define`; those of `PeriodChoice` and `FigureRow`."""
    ui = use_ui()
    draft = use_draft(draft_name(programme_id))
    ft.use_state(draft)
    define, set_define = use_value(False)
    programme = ui.replica.get(Programme, programme_id)
    span = chosen(programme, draft, clock.today()) if programme else None
    found = use_figures(programme_id, span)
    if programme is None:
        return ft.Container()
    name = ui.t("indicators.define_none" if define else "indicators.define_all")
    every = link(ui, name, lambda: set_define(not define), identifier="indicators.define", field=True)
    links = [every, *report_link(ui, programme_id, "indicators.report"), *_whole(ui, span)]
    body = _body(ui, found, define) if span is not None else []
    return ft.Column(
        [PeriodChoice(programme, draft), *body, *([ft.Row(links, wrap=True)] if body and found else [])], spacing=16,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _whole(ui: Ui, span: Span | None) -> list[ft.Control]:
    """The same days, of the whole association: for those who may read its figures."""
    if span is None or not workers.may_read_figures(ui.session.worker):
        return []
    go = lambda: ft.context.page.navigate(f"/indicators?{to_query(Filters(span))}")  # noqa: E731
    return [link(ui, ui.t("dashboard.to_everything"), go, identifier="indicators.whole", field=True)]


def use_figures(programme_id: str, span: Span | None) -> tuple[Group, ...] | None:
    """The figures of these days; None while they are counted for the first time. They are counted again, on another
    thread, when one of their facts changed: the last ones stay in sight meanwhile."""
    ui, today = use_ui(), clock.today()
    changes = use_records(*KINDS, late=True)
    wanted = (programme_id, span, today)
    (of, found), show = use_value((wanted, _known(ui, programme_id, span)))
    asked: list[object] = use_made(list)

    async def count() -> None:
        asked[:] = [wanted]
        if span is not None:
            figures = indicators.figures(ui.replica)
            known = figures.known(programme_id, span, today)
            counted = known or await asyncio.to_thread(figures.of, programme_id, span, today)
            if asked == [wanted]:  # else other days were chosen meanwhile
                show((wanted, counted))

    ft.use_effect(count, [*wanted, changes])
    return found if of == wanted else _known(ui, programme_id, span)


def _known(ui: Ui, programme_id: str, span: Span | None) -> tuple[Group, ...] | None:
    return indicators.figures(ui.replica).known(programme_id, span, clock.today()) if span is not None else None


def _body(ui: Ui, found: tuple[Group, ...] | None, define: bool) -> list[ft.Control]:
    if found is None:
        return [loading(ui, ui.t("indicators.counting"))]
    cards = [ft.Container(GroupCard(group, define), key=group.heading) for group in found]
    return [*cards, muted(ui, ui.t("indicators.here"), SMALL)]
