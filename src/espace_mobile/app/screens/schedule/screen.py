"""The schedule: two years, a month, a week, a list, by neighbourhood; the chosen date beside it when there is room."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import outings, workers
from espace_mobile.app.actions.schedule_settings import settings
from espace_mobile.app.components import button, empty_state, header, hush, link, page_body, touchable
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.screens.schedule.bulk import BulkBar
from espace_mobile.app.screens.schedule.chip import Chips
from espace_mobile.app.screens.schedule.day_list import DayBeside
from espace_mobile.app.screens.schedule.filters import FilterSheet, chosen_words, passing
from espace_mobile.app.screens.schedule.listing import DateList, listed_ids
from espace_mobile.app.screens.schedule.looked import (
    LIST,
    MONTH,
    PLACES,
    TWO_YEARS,
    WEEK,
    Acts,
    Looked,
    looked,
    view_of,
)
from espace_mobile.app.screens.schedule.month import Month, shown_ids
from espace_mobile.app.screens.schedule.moving import MovingBar, may_move, on_escape
from espace_mobile.app.screens.schedule.one_date import date_view
from espace_mobile.app.screens.schedule.places_view import Neighbourhoods
from espace_mobile.app.screens.schedule.tools import ToolSheet, beginnings, new_date, tools_opener
from espace_mobile.app.screens.schedule.two_years import TwoYears
from espace_mobile.app.screens.schedule.views import Views
from espace_mobile.app.screens.schedule.warnings import WarningsLine
from espace_mobile.app.screens.schedule.week import Week
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import RADIUS, SMALL, TOUCH, TOUCH_FIELD
from espace_mobile.app.ui import Ui, component, memo, use_made, use_records, use_ui, use_value
from espace_mobile.domain.outing import Outing

_BUTTON = 210  # px
_WIDEST = {LIST: 760, PLACES: 960}  # px
_ONE_BY_ONE = (MONTH, WEEK, LIST)  # views of dates, which one opens, ticks or moves


@component
def Schedule() -> Any:
    ui = use_ui()
    looking = use_made(lambda: looked(ui.session))
    acts = use_made(lambda: Acts(looking))
    ft.use_state(looking.selection)
    view = view_of(ui, looking)
    shown = _chips(ui, acts, view)
    first = ui.rail or view == LIST  # a phone has no room for it above a month
    body = page_body(
        ui, Tools(acts, view, looking.selection.on), *([WarningsLine()] if first else []), _view(acts, view, shown),
        *([] if first else [WarningsLine()]), max_width=_WIDEST.get(view) if view != LIST or not ui.panes else None,
    )  # fmt: skip
    parts: list[ft.Control] = [ft.Container(body, expand=True)]
    if view in _ONE_BY_ONE:
        parts.append(_bars(ui, acts, view))
    listing = ft.Column(parts, spacing=0, expand=True)
    leave = on_escape(lambda: _escape(looking))
    if not ui.panes or view not in _ONE_BY_ONE:
        return ft.KeyboardListener(ft.Container(listing, expand=True), on_key_down=leave, include_semantics=False)
    edge = ft.Border(left=ft.BorderSide(ui.palette.edge, ui.palette.line))
    both = ft.Row(
        [ft.Container(listing, expand=5), ft.Container(_beside(acts, view, shown), expand=3, border=edge)],
        spacing=0, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
    return ft.KeyboardListener(ft.Container(both, expand=True), on_key_down=leave, include_semantics=False)


def _escape(looking: Looked) -> None:
    if looking.moving:
        looking.moving = ""


def _chips(ui: Ui, acts: Acts, view: str) -> Chips:
    looking = acts.looked
    choosing = looking.selection.on and view in _ONE_BY_ONE
    return Chips(
        acts, looking.open if ui.panes else "", looking.selection.ids if choosing else None,
        view in (MONTH, WEEK) and workers.may_plan(ui.session.worker),
    )  # fmt: skip


def _view(acts: Acts, view: str, shown: Chips) -> Any:
    looking = acts.looked
    if view == TWO_YEARS:
        return TwoYears(acts, looking.year)
    if view == MONTH:
        return Month(acts, looking.day, looking.chosen, shown, looking.moving)
    if view == WEEK:
        return Week(acts, looking.day, shown, looking.moving, looking.chosen)
    if view == LIST:
        return DateList(acts, shown, looking.past, looking.ahead)
    return Neighbourhoods(acts)


def _bars(ui: Ui, acts: Acts, view: str) -> ft.Control:
    """What one is doing with dates, in sight wherever the page is scrolled to."""
    looking = acts.looked
    bars: list[ft.Control] = [MovingBar(acts, looking.moving)]
    if looking.selection.on:
        ids = listed_ids if view == LIST else shown_ids
        bars.append(BulkBar(looking.selection, ids(ui, looking)))
    inside = ft.Column(bars, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return ft.Container(inside, padding=ft.Padding.symmetric(horizontal=ui.margin))


@memo
def Tools(acts: Acts, view: str, choosing_dates: bool) -> Any:
    """The head: where one is, what one may do, the switch of the views, the filters."""
    ui, looking = use_ui(), acts.looked
    use_records("outing", "place", "team", "vehicle", "schedule_settings")
    ft.use_state(looking.filters)
    choosing, choose = use_value(False)
    listed, show = use_value(False)
    trail = [SyncPill(), *tools_opener(ui, lambda: show(True))]
    head = header(ui, ui.t("schedule.title"), above=_key_figure(ui) if ui.rail else "", trail=trail)
    parts = [head]
    if ui.replica.count(Outing):
        parts += [Views(acts, view), _row(ui, looking, "" if choosing_dates else view, choose)]
    else:
        parts += [_no_date(ui), *new_date(ui)]
    sheets = [FilterSheet(looking.filters, choosing, lambda: choose(False)), ToolSheet(listed, lambda: show(False))]
    return ft.Column([*parts, *sheets], spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _key_figure(ui: Ui) -> str:
    """« 78 tenues sur 120 »."""
    years = outings.programme_years(ui.replica.all(Outing), clock.today(), settings(ui.replica).dates_a_year)
    held, target = sum(y.count.held for y in years), sum(y.count.target for y in years)
    return ui.tn("schedule.year", held, target=ui.words.number(target)) if years else ""


def _row(ui: Ui, looking: Looked, view: str, choose: Any) -> ft.Control:
    """What is filtered, what is ticked, and the primary button; two icons before it on a phone."""
    said = chosen_words(ui, looking.filters)
    made, select = new_date(ui), _select(ui, looking, view)
    name = f"{ui.t('schedule.filter')}, {said}" if said else ui.t("schedule.filter")
    sign = ft.Icons.FILTER_ALT if said else ft.Icons.FILTER_LIST
    if ui.rail or not made or ui.large:
        shown = button(ui, said or ui.t("schedule.filter"), lambda: choose(True), identifier="schedule.filter",
                       icon_name=sign, description=name)  # fmt: skip
        if ui.large or not ui.rail:
            return ft.Column([shown, *select, *made], spacing=ui.gap,
                             horizontal_alignment=ft.CrossAxisAlignment.STRETCH)  # fmt: skip
        ends = [ft.Container(button, width=ui.size(_BUTTON)) for button in (shown, *made)]
        return ft.Row([ends[0], *select, ft.Container(expand=True), *ends[1:]], spacing=ui.gap)
    for new in made:
        new.expand = 1
    tiles = [_tile(ui, "schedule.filter", name, sign, lambda: choose(True), bool(said)), *select]
    under = [muted(ui, said, SMALL)] if said else []
    return ft.Column([ft.Row([*tiles, *made], spacing=ui.gap), *under], spacing=4)


def _select(ui: Ui, looking: Looked, view: str) -> list[ft.Control]:
    if view not in _ONE_BY_ONE or not workers.may_plan(ui.session.worker):
        return []
    words = ui.t("schedule.select")

    def begin() -> None:
        hush(ui)
        looking.selection.begin()

    if ui.rail or ui.large:
        return [link(ui, words, begin, identifier="schedule.select", icon_name=ft.Icons.CHECKLIST)]
    return [_tile(ui, "schedule.select", words, ft.Icons.CHECKLIST, begin, False)]


def _tile(ui: Ui, identifier: str, name: str, sign: ft.IconData, act: Any, on: bool) -> ft.Control:
    p = ui.palette
    return touchable(
        ui, icon(ui, sign, 24, p.on_primary if on else p.primary), identifier=identifier, name=name, on_tap=act,
        selected=on or None, width=ui.size(TOUCH_FIELD), height=ui.size(TOUCH + 4), border_radius=RADIUS,
        bgcolor=p.primary if on else p.soft, alignment=ft.Alignment.CENTER,
        border=ft.Border.all(p.edge, p.line) if p.bold_edges else None,
    )  # fmt: skip


def _no_date(ui: Ui) -> ft.Control:
    hint = "schedule.none_hint" if workers.may_plan(ui.session.worker) else "schedule.none_hint_field"
    ways = ft.Row(beginnings(ui), wrap=True, alignment=ft.MainAxisAlignment.CENTER)
    return empty_state(ui, ft.Icons.CALENDAR_MONTH_OUTLINED, ui.t("schedule.none"), ui.t(hint), actions=[ways])


def _beside(acts: Acts, view: str, shown: Chips) -> Any:
    """The day that was chosen, or the date."""
    looking = acts.looked
    if looking.chosen is not None and view != LIST:
        return DayBeside(shown, looking.chosen)
    return DateBeside(acts, looking.open, shown.moves and not looking.moving)


@memo
def DateBeside(acts: Acts, open_id: str, moves: bool) -> Any:
    """Before one is chosen, today's date or the next."""
    ui, looking = use_ui(), acts.looked
    use_records("outing")
    ft.use_state(looking.filters)
    open_id = open_id or _first(ui, looking)
    if not open_id:
        return ft.Container()
    outing = ui.replica.get(Outing, open_id)
    if not moves or outing is None or not may_move(ui, outing):
        return date_view(open_id, beside=True)

    def begin() -> None:
        hush(ui)
        looking.moving = open_id

    move = link(ui, ui.t("schedule.move_here"), begin, identifier="schedule.move_here", icon_name=ft.Icons.OPEN_WITH)
    foot = ft.Container(ft.Row([move]), padding=ft.Padding.symmetric(horizontal=ui.margin - 12, vertical=4))
    return ft.Column([date_view(open_id, beside=True), foot], spacing=0, expand=True)


def _first(ui: Ui, looking: Looked) -> str:
    found = passing(ui.replica, looking.filters, outings.schedule(ui.replica))
    today = clock.today()
    return next((o.id for o in found if o.on >= today), found[-1].id if found else "")
