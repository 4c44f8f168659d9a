"""The places, by commune and neighbourhood: how often one goes there, when their market stands, their permit."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import places, workers
from espace_mobile.app.actions.places import Visited
from espace_mobile.app.components import button, empty_state, header, line, link, page_body, title
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.screens.schedule.places.words import market_words, permit_words, type_sign, where_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.place import Place
from espace_mobile.domain.text import folded


@component
def Places() -> Any:
    """Tests: `places.new`, `place.{id}`, `places.retired`, `places.vans`."""
    ui = use_ui()
    use_records(Place.kind, "outing")
    retired, show_retired = use_value(False)
    go = ft.context.page.navigate
    found = places.visited(ui.replica, clock.today())
    may = workers.may_plan(ui.session.worker)
    head = header(ui, ui.t("places.title"), back="/schedule")
    new = [button(ui, ui.t("place.new"), lambda: go("/schedule/places/new"), identifier="places.new", primary=True,
                  icon_name=ft.Icons.ADD_LOCATION_ALT_OUTLINED)] if may else []  # fmt: skip
    vans = link(ui, ui.t("vans.title"), lambda: go("/schedule/vans"), identifier="places.vans",
                icon_name=ft.Icons.AIRPORT_SHUTTLE_OUTLINED)  # fmt: skip
    if not found:
        empty = empty_state(ui, ft.Icons.PLACE_OUTLINED, ui.t("places.none"), ui.t("places.none_hint"))
        return page_body(ui, head, empty, *new)
    used, others = [v for v in found if v.place.active], [v for v in found if not v.place.active]
    parts = _areas(ui, used)
    if others:
        words = ui.tn("places.retired", len(others))
        turn = lambda: show_retired(not retired)  # noqa: E731
        parts.append(ft.Row([link(ui, words, turn, identifier="places.retired", icon_name=ft.Icons.HISTORY)]))
        parts += _areas(ui, others) if retired else []
    return page_body(ui, head, _summary(ui, used), *new, ft.Row([vans], wrap=True), *parts)


def _summary(ui: Ui, used: list[Visited]) -> ft.Control:
    never = sum(1 for v in used if not v.this_year)
    said = [ui.tn("places.count", len(used)), ui.tn("places.never", never, year=clock.today().year) if never else ""]
    return muted(ui, " · ".join(filter(None, said)))


def _areas(ui: Ui, found: list[Visited]) -> list[ft.Control]:
    parts: list[ft.Control] = []
    by_area = lambda v: (folded(v.place.commune_name), folded(v.place.neighbourhood))  # noqa: E731
    for _, group in groupby(found, key=by_area):
        some = list(group)
        dates = sum(v.this_year for v in some)
        parts.append(title(ui, where_words(some[0].place) or ui.t("place.no_area")))
        if dates:
            parts.append(muted(ui, ui.tn("places.dates", dates, year=clock.today().year), SMALL))
        parts.append(ft.Column([_line(ui, v) for v in some], spacing=0))
    return parts


def _line(ui: Ui, visited: Visited) -> ft.Control:
    place = visited.place
    permit, sign, tone = permit_words(ui, place, visited.next_on)
    told = [_dates(ui, visited), market_words(ui, place), permit,
            ui.t("date.qpv", code=place.qpv_code) if place.qpv_code else ""]  # fmt: skip
    open_it = lambda: ft.context.page.navigate(f"/schedule/places/{place.id}")  # noqa: E731
    mark = icon(ui, sign, 22, getattr(ui.palette, tone)) if permit else None
    return line(
        ui, place.name, " · ".join(filter(None, told)), identifier=f"place.{place.id}",
        lead=icon(ui, type_sign(place), 22, ui.palette.muted), trail=mark, on_tap=open_it, detail_lines=3, key=place.id,
    )  # fmt: skip


def _dates(ui: Ui, visited: Visited) -> str:
    return ui.tn("places.dates_short", visited.this_year) if visited.this_year else ui.t("places.no_date")
