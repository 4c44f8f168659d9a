"""One place: where, when its market stands, its permit, whom to ask for on the spot, the dates there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import places, workers
from espace_mobile.app.components import banner, button, card, header, line, link, page_body, title
from espace_mobile.app.components.text import icon, muted, text
from espace_mobile.app.noting import note
from espace_mobile.app.screens.schedule.places.missing import place_gone
from espace_mobile.app.screens.schedule.places.words import (
    market_words,
    permit_words,
    season_words,
    type_sign,
    where_words,
)
from espace_mobile.app.screens.schedule.statuses import status_pill
from espace_mobile.app.screens.wording import team_name
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.phones import shown_phone
from espace_mobile.domain.place import Place
from espace_mobile.i18n.translator import sentence

SHOWN = 8  # of the dates there, the next first


@component
def OnePlace() -> Any:
    id = ft.use_route_params().get("id", "")
    return ft.Container(PlaceView(id), key=id, expand=True)


@component
def PlaceView(place_id: str) -> Any:
    """Tests: `place.plan`, `place.edit`, `place.retire`, `place.again`, `date.{id}`."""
    ui = use_ui()
    use_records("place", "outing", "organisation", "team")
    place = ui.replica.get(Place, place_id)
    if place is None:
        return place_gone(ui)
    go = ft.context.page.navigate
    may = workers.may_plan(ui.session.worker)
    acts: list[ft.Control] = []
    if may and place.active:
        acts = [
            button(ui, ui.t("place.plan"), lambda: go(f"/schedule/new/at/{place.id}"), identifier="place.plan",
                   primary=True, icon_name=ft.Icons.ADD),
            button(ui, ui.t("place.edit"), lambda: go(f"/schedule/places/{place.id}/edit"), identifier="place.edit",
                   icon_name=ft.Icons.EDIT_OUTLINED),
            ft.Row([link(ui, ui.t("place.retire"), _turn(ui, place, False), identifier="place.retire",
                         icon_name=ft.Icons.BLOCK)], wrap=True),
        ]  # fmt: skip
    return page_body(
        ui, header(ui, place.name, above=where_words(place), back="/schedule/places"), *_retired(ui, place, may),
        _facts(ui, place), *acts, *_dates(ui, place),
    )  # fmt: skip


def _turn(ui: Ui, place: Place, active: bool) -> Callable[[], None]:
    session = ui.session
    words = ui.t("place.proposed" if active else "place.retired", name=place.name)

    def turn() -> None:
        note(ui, lambda: places.set_active(session.replica, session.worker, place, active), words)

    return turn


def _retired(ui: Ui, place: Place, may: bool) -> list[ft.Control]:
    if place.active:
        return []
    again = link(ui, ui.t("place.again"), _turn(ui, place, True), identifier="place.again")
    return [banner(ui, ui.t("place.is_retired"), tone="ink", identifier="place.is_retired",
                   actions=[again] if may else [])]  # fmt: skip


def _facts(ui: Ui, place: Place) -> ft.Control:
    coming = next((o.on for o in places.dates_at(ui.replica, place) if o.on >= clock.today()), None)
    permit, sign, tone = permit_words(ui, place, coming)
    run_by = ui.replica.get(Organisation, place.organisation_id) if place.organisation_id else None
    qpv = ui.t("place.qpv_of", code=place.qpv_code, year=place.qpv_vintage or "") if place.qpv_code else ""
    whom = ", ".join(filter(None, [place.contact_name, shown_phone(place.phone) if place.phone else ""]))
    lines: list[tuple[ft.IconData, str, str]] = [
        (type_sign(place), ui.words.label(place.type), "ink"),
        (ft.Icons.PLACE_OUTLINED, ", ".join(filter(None, [place.address, place.commune_name])), "ink"),
        (ft.Icons.LOCATION_CITY, qpv, "ink"),
        (ft.Icons.SCHEDULE, market_words(ui, place), "ink"),
        (ft.Icons.CALENDAR_MONTH_OUTLINED, season_words(ui, place), "ink"),
        (sign, permit, tone),
        (ft.Icons.HANDSHAKE_OUTLINED, ui.t("place.run_by", name=run_by.name) if run_by else "", "ink"),
        (ft.Icons.CALL_OUTLINED, whom, "ink"),
        (ft.Icons.KEY_OUTLINED, place.access or "", "ink"),
    ]
    rows: list[ft.Control] = [
        ft.Row([icon(ui, mark, 20, getattr(ui.palette, shade if shade != "ink" else "muted")),
                text(ui, said, color=getattr(ui.palette, shade), expand=True)], spacing=12)
        for mark, said, shade in lines
        if said
    ]  # fmt: skip
    return ft.Semantics(identifier="place.facts", container=True, content=card(ui, *rows))


def _dates(ui: Ui, place: Place) -> list[ft.Control]:
    """The next ones, then the last ones."""
    found, today = places.dates_at(ui.replica, place), clock.today()
    if not found:
        return [muted(ui, ui.t("place.no_date"))]
    coming = [o for o in found if o.on >= today]
    shown = [*coming, *reversed(found[: len(found) - len(coming)])][:SHOWN]
    lines = [_line(ui, outing) for outing in shown]
    return [title(ui, ui.tn("place.dates", len(found))), ft.Column(lines, spacing=0)]


def _line(ui: Ui, outing: Outing) -> ft.Control:
    hours = ui.words.hours(outing.starts, outing.ends)
    detail = " · ".join(filter(None, [hours, team_name(ui, outing.team_id)]))
    open_it = lambda: ft.context.page.navigate(f"/schedule/{outing.id}")  # noqa: E731
    return line(
        ui, sentence(ui.words.day(outing.on, year=True)), detail, identifier=f"date.{outing.id}",
        trail=status_pill(ui, outing), on_tap=open_it, key=outing.id,
    )  # fmt: skip
