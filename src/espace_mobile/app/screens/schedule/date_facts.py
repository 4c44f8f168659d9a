"""What is known of a date: when, where and by which permit, who goes, with what and with whom, what came of it."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from espace_mobile.app.actions import contacts, workers
from espace_mobile.app.components import button, card, link
from espace_mobile.app.components.text import icon, text
from espace_mobile.app.screens.schedule.places.words import permit_words
from espace_mobile.app.screens.wording import day_words, team_name, worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule import TO_COME
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import OutingStatus


def facts(ui: Ui, outing: Outing) -> list[ft.Control]:
    place = ui.replica.get(Place, outing.place_id) if outing.place_id else None
    lines = [
        (ft.Icons.SCHEDULE, ui.words.hours(outing.starts, outing.ends), "ink"),
        (ft.Icons.PLACE_OUTLINED, _where(ui, place), "ink"),
        (ft.Icons.SIGNPOST_OUTLINED, place.address or "" if place else "", "ink"),
        _permit(ui, outing, place),
        (ft.Icons.GROUPS_OUTLINED, team_name(ui, outing.team_id) or ui.t("date.no_team"), "ink"),
        (ft.Icons.PERSON_OUTLINE, _workers(ui, outing), "ink"),
        (ft.Icons.AIRPORT_SHUTTLE_OUTLINED, _van(ui, outing), "ink"),
        (ft.Icons.HANDSHAKE_OUTLINED, _partners(ui, outing), "ink"),
        (ft.Icons.INFO_OUTLINE, _reason(ui, outing), "ink"),
        (ft.Icons.WB_CLOUDY_OUTLINED, ui.words.label(outing.weather), "ink"),
        (ft.Icons.WAVING_HAND_OUTLINED, _met(ui, outing), "ink"),
        (ft.Icons.VISIBILITY_OFF_OUTLINED, ui.t("date.is_hidden") if outing.hidden else "", "ink"),
    ]
    rows: list[ft.Control] = [_row(ui, sign, said, tone) for sign, said, tone in lines if said]
    if place is not None and workers.may_plan(ui.session.worker):
        open_it = lambda: ft.context.page.navigate(f"/schedule/places/{place.id}")  # noqa: E731
        see = link(ui, ui.t("date.see_place"), open_it, identifier="date.place", icon_name=ft.Icons.CHEVRON_RIGHT)
        rows.append(ft.Row([see], wrap=True))
    return [card(ui, *rows)]


def links(ui: Ui, outing: Outing) -> list[ft.Control]:
    """To the date that replaces it, to the one it replaces."""
    parts: list[ft.Control] = []
    instead = ui.replica.get(Outing, outing.moved_to_id) if outing.moved_to_id else None
    before = ui.replica.get(Outing, outing.replaces_id) if outing.replaces_id else None
    if instead is not None:
        words = ui.t("date.moved_to", day=day_words(ui, instead.on))
        parts.append(button(ui, words, _opener(instead), identifier="date.moved_to", icon_name=ft.Icons.EAST))
    if before is not None:
        words = ui.t("date.replaces", day=day_words(ui, before.on))
        parts.append(
            ft.Row([link(ui, words, _opener(before), identifier="date.replaces", icon_name=ft.Icons.WEST)], wrap=True)
        )
    return parts


def _opener(outing: Outing) -> Callable[[], None]:
    return lambda: ft.context.page.navigate(f"/schedule/{outing.id}")


def _row(ui: Ui, sign: ft.IconData, said: str, tone: str) -> ft.Control:
    mark = ui.palette.muted if tone == "ink" else getattr(ui.palette, tone)
    words = text(ui, said, color=getattr(ui.palette, tone), expand=True)
    return ft.Row([icon(ui, sign, 20, mark), words], spacing=12)


def _where(ui: Ui, place: Place | None) -> str:
    if place is None:
        return ui.t("date.no_place")
    qpv = ui.t("date.qpv", code=place.qpv_code) if place.qpv_code else ""
    return ", ".join(filter(None, [place.name, place.neighbourhood, place.commune_name, qpv]))


def _permit(ui: Ui, outing: Outing, place: Place | None) -> tuple[ft.IconData, str, str]:
    """Of a date to come: of one that is over there is nothing left to ask."""
    if place is None or outing.status not in TO_COME:
        return ft.Icons.INFO, "", "ink"
    words, sign, tone = permit_words(ui, place, outing.on)
    return sign, words, tone if tone == "alert" else "ink"


def _workers(ui: Ui, outing: Outing) -> str:
    return ui.words.listing([name for id in outing.worker_ids if (name := worker_name(ui, id))])


def _van(ui: Ui, outing: Outing) -> str:
    """« Camionnette, Camionnette 2 »: its kind, then which van."""
    van = ui.replica.get(Vehicle, outing.vehicle_id) if outing.vehicle_id else None
    kind = ui.words.label(outing.type)
    return ui.t("date.kind_van", kind=kind, van=van.name) if van else kind


def _partners(ui: Ui, outing: Outing) -> str:
    names = [p.name for p in (ui.replica.get(Organisation, id) for id in outing.partner_ids) if p]
    return ui.t("date.partners", names=ui.words.listing(names)) if names else ""


def _reason(ui: Ui, outing: Outing) -> str:
    return ui.t("date.reason", reason=ui.words.label(outing.cancel_reason)) if outing.cancel_reason else ""


def _met(ui: Ui, outing: Outing) -> str:
    counts = contacts.counts_of(ui.replica, outing)
    return ui.tn("date.contacts", counts.contacts) if counts.contacts or outing.status == OutingStatus.HELD else ""
