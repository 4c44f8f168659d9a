"""The dates of the van at any moment: this year, in all, by month, and the next three."""

from __future__ import annotations

from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import bar, card, line, link, title
from espace_mobile.app.components.text import label, muted, text
from espace_mobile.app.screens.schedule.progress import count_words, pace_line, rest_words, target_bar
from espace_mobile.app.screens.schedule.statuses import status_pill, status_sign
from espace_mobile.app.screens.wording import day_words, place_name, team_name
from espace_mobile.app.theme import SMALL, TITLE
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.outing_pace import OutingPace, Stand, next_dates, outing_pace, year_count
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.schedule import ScheduleCount
from espace_mobile.domain.team import Team
from espace_mobile.i18n.translator import sentence


def said(ui: Ui, programme: Programme) -> str:
    """« 42 tenues sur 60 »."""
    count = year_count(programme, ui.replica.all(Outing), clock.today())
    return ui.tn("schedule.year", count.held, target=ui.words.number(count.target))


@component
def Outings(programme_id: str) -> Any:
    """Tests: `outings.year`, `outings.all`, `outings.month.{n}`, `outings.next.{n}`, `outings.schedule`."""
    ui = use_ui()
    use_records(Programme.kind, Outing.kind, Place.kind, Team.kind)
    programme = ui.replica.get(Programme, programme_id)
    if programme is None:
        return ft.Container()
    today, dates = clock.today(), ui.replica.all(Outing)
    pace = outing_pace(programme, dates, today)
    parts = [_stands(ui, pace, today), _months(ui, pace), _next(ui, next_dates(dates, today))]
    return ft.Column(parts, spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _stands(ui: Ui, pace: OutingPace, today: date) -> ft.Control:
    year, whole = pace.year, pace.in_all
    held, target = year.count.held, ui.words.number(year.count.target)
    figure = ft.Row(
        [
            text(ui, ui.words.number(held), 28, TITLE, ui.palette.primary),
            muted(ui, ui.tn("outings.held_of", held, target=target), expand=True),
        ],
        spacing=10,
    )
    first = ft.Column([figure, *_stand(ui, year, today), _pace(ui, year)], spacing=6, tight=True)
    parts = [ft.Semantics(identifier="outings.year", container=True, content=first)]
    if whole is not None:
        of = ui.t("outings.in_all", held=ui.words.number(whole.count.held), target=ui.words.number(whole.count.target))
        second = ft.Column([label(ui, of), *_stand(ui, whole, today)], spacing=6, tight=True)
        parts.append(ft.Semantics(identifier="outings.all", container=True, content=second))
    return card(ui, *parts)


def _stand(ui: Ui, stand: Stand, today: date) -> list[ft.Control]:
    """Held, still planned, missing as one line; the same in words, with the days it is about."""
    over = stand.span.until < today
    span = ui.t("schedule.span", since=ui.words.short_day(stand.span.since, year=True),
                until=ui.words.short_day(stand.span.until, year=True))  # fmt: skip
    return [target_bar(ui, stand.count), muted(ui, rest_words(ui, stand.count, over), SMALL), muted(ui, span, SMALL)]


def _pace(ui: Ui, stand: Stand) -> ft.Control:
    said = pace_line(ui, stand.ahead, stand.expected)
    return ft.Semantics(identifier="outings.pace", container=True, content=said)


def _months(ui: Ui, pace: OutingPace) -> ft.Control:
    most = max((_all(count) for _, count in pace.months), default=0)
    rows = [_month(ui, n, first, count, most) for n, (first, count) in enumerate(pace.months)]
    return card(ui, title(ui, ui.t("outings.by_month")), ft.Column(rows, spacing=10, tight=True))


def _all(count: ScheduleCount) -> int:
    return count.held + count.planned + count.unclosed


def _month(ui: Ui, n: int, first: date, count: ScheduleCount, most: int) -> ft.Control:
    """The figures are in words; the bar is for the eye."""
    head = ft.Row([label(ui, sentence(ui.words.month(first)), 15), muted(ui, count_words(ui, count), SMALL)], wrap=True,
                  spacing=8, run_spacing=0, alignment=ft.MainAxisAlignment.SPACE_BETWEEN)  # fmt: skip
    shown = ft.Column([head, bar(ui, count.held, most)], spacing=2, tight=True)
    return ft.Semantics(identifier=f"outings.month.{n}", container=True, content=shown)


def _next(ui: Ui, coming: list[Outing]) -> ft.Control:
    go = link(ui, ui.t("outings.schedule"), lambda: ft.context.page.navigate("/schedule"), field=True,
              identifier="outings.schedule", icon_name=ft.Icons.CALENDAR_MONTH)  # fmt: skip
    lines = [_line(ui, outing, n) for n, outing in enumerate(coming)] or [muted(ui, ui.t("outings.none_coming"))]
    return card(ui, title(ui, ui.t("outings.next")), ft.Column(list(lines), spacing=0, tight=True), ft.Row([go]))


def _line(ui: Ui, outing: Outing, n: int) -> ft.Control:
    hours = ui.words.hours(outing.starts, outing.ends)
    detail = " · ".join(filter(None, [sentence(day_words(ui, outing.on)), hours, team_name(ui, outing.team_id)]))
    return line(
        ui, place_name(ui, outing), detail, identifier=f"outings.next.{n}", key=outing.id,
        trail=status_pill(ui, outing) if ui.rail and not ui.large else status_sign(ui, outing),
        on_tap=lambda: ft.context.page.navigate(f"/schedule/{outing.id}"),
    )  # fmt: skip
