"""The list of the dates by month, with where the years stand; the chosen date beside it when there is room."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import outings, workers
from espace_mobile.app.components import button, empty_state, header, line, link, page_body, title
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.screens.schedule.filters import Filters, FilterSheet, chosen_words
from espace_mobile.app.screens.schedule.one_date import date_view
from espace_mobile.app.screens.schedule.progress import progress
from espace_mobile.app.screens.schedule.statuses import status_pill, status_sign
from espace_mobile.app.screens.wording import place_name, team_name
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import ROUND, SMALL
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import OutingStatus, OutingType
from espace_mobile.i18n.translator import sentence


@component
def Schedule() -> Any:
    ui = use_ui()
    use_records("outing", "place", "team")
    filters = use_made(Filters)
    choosing, choose = ft.use_state(False)
    dates = outings.schedule(ui.replica)
    shown = outings.schedule(
        ui.replica, team_id=filters.team or None, type=OutingType(filters.type) if filters.type else None,
        status=OutingStatus(filters.status) if filters.status else None,
    )  # fmt: skip
    sheet = FilterSheet(filters, choosing, lambda: choose(False))
    if not dates:
        listing = page_body(ui, _head(ui), *_tools(ui, filters, choose, dates), _no_date(ui), sheet)
    else:
        parts = [_head(ui), progress(ui, dates, clock.today()), *_tools(ui, filters, choose, dates)]
        listing = page_body(ui, *parts, *_months(ui, filters, shown), sheet, max_width=None if ui.panes else 760)
    if not ui.panes:
        return listing
    edge = ft.Border(left=ft.BorderSide(ui.palette.edge, ui.palette.line))
    open_id = filters.open or _first(ui, shown)
    beside = date_view(open_id, beside=True) if open_id else ft.Container()
    return ft.Row(
        [ft.Container(listing, expand=3), ft.Container(beside, expand=2, border=edge)],
        spacing=0, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _head(ui: Ui) -> ft.Control:
    return header(ui, ui.t("schedule.title"), trail=[SyncPill()])


def _first(ui: Ui, shown: list[Outing]) -> str:
    """What is shown beside the list before anything is chosen: today's or the next date."""
    today = clock.today()
    return next((o.id for o in shown if o.on >= today), shown[-1].id if shown else "")


def _tools(ui: Ui, filters: Filters, choose: Any, dates: list[Outing]) -> list[ft.Control]:
    said = chosen_words(ui, filters)
    tools = [
        button(
            ui, said or ui.t("schedule.filter"), lambda: choose(True), identifier="schedule.filter", expand=1,
            icon_name=ft.Icons.FILTER_LIST, primary=bool(said),
        )
    ]  # fmt: skip
    if workers.may_plan(ui.session.worker):
        tools.append(
            button(
                ui, ui.t("schedule.import"), lambda: ft.context.page.navigate("/schedule/import"), expand=1,
                identifier="schedule.import", icon_name=ft.Icons.UPLOAD_FILE_OUTLINED,
            )
        )  # fmt: skip
    return [ft.Row(list(tools), spacing=ui.gap)] if ui.columns(2) > 1 else list(tools)


def _months(ui: Ui, filters: Filters, shown: list[Outing]) -> list[ft.Control]:
    """From this month on; the months gone by at a tap, at their place above."""
    this_month = clock.today().replace(day=1)
    past = [o for o in shown if o.on < this_month]
    listed = shown if filters.past else shown[len(past) :]
    parts: list[ft.Control] = []
    if past:
        words = ui.t("schedule.hide_past") if filters.past else ui.tn("schedule.show_past", len(past))
        turn = lambda: setattr(filters, "past", not filters.past)  # noqa: E731
        parts.append(ft.Row([link(ui, words, turn, identifier="schedule.past", icon_name=ft.Icons.HISTORY)]))
    for month, of_month in groupby(listed, key=lambda o: o.on.replace(day=1)):
        parts.append(title(ui, sentence(ui.words.month(month))))
        parts.append(ft.Column([_line(ui, filters, o) for o in of_month], spacing=0))
    if not listed:
        parts.append(muted(ui, ui.t("schedule.nothing_shown")))
    return parts


def _line(ui: Ui, filters: Filters, outing: Outing) -> ft.Control:
    def choose() -> None:
        if ui.panes:
            filters.open = outing.id
        else:
            ft.context.page.navigate(f"/schedule/{outing.id}")

    hours = ui.words.hours(outing.starts, outing.ends) if outing.starts else ""
    status = "" if ui.rail else ui.words.label(outing.status)  # on a phone a pill would leave no room for the place
    detail = " · ".join(filter(None, [status, hours, team_name(ui, outing.team_id)]))
    day = f"{ui.words.day(outing.on).split(' ')[0][:3]}. {outing.on.day}"
    return line(
        ui, place_name(ui, outing), detail, identifier=f"date.{outing.id}", lead=_day(ui, outing, sentence(day)),
        trail=status_pill(ui, outing) if ui.rail else status_sign(ui, outing), on_tap=choose,
        selected=ui.panes and filters.open == outing.id, key=outing.id,
    )  # fmt: skip


def _day(ui: Ui, outing: Outing, words: str) -> ft.Control:
    """Today's stands out by a shape and a word, not by colour alone."""
    if outing.on != clock.today():
        return label(ui, words, 15, ui.palette.muted, width=ui.size(64))
    shown = label(ui, ui.t("schedule.today"), SMALL, ui.palette.on_primary, no_wrap=True)
    badge = ft.Container(
        shown, bgcolor=ui.palette.primary, border_radius=ROUND, padding=ft.Padding.symmetric(horizontal=10, vertical=6)
    )
    return ft.Container(ft.Row([badge]), width=ui.size(64))


def _no_date(ui: Ui) -> ft.Control:
    hint = "schedule.none_hint" if workers.may_plan(ui.session.worker) else "schedule.none_hint_field"
    return empty_state(ui, ft.Icons.CALENDAR_MONTH_OUTLINED, ui.t("schedule.none"), ui.t(hint))
