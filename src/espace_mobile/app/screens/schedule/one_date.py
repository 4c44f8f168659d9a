"""One date: when, where, who; and what may still happen to it."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import contacts, outings, workers
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, empty_state, header, notify, page_body
from espace_mobile.app.components.text import icon, text
from espace_mobile.app.screens.schedule.changing import CancelSheet, MoveSheet
from espace_mobile.app.screens.schedule.statuses import status_pill
from espace_mobile.app.screens.schedule.warnings import DateWarnings
from espace_mobile.app.screens.wording import day_words, place_name, team_name
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.i18n.translator import sentence

_TO_COME = (OutingStatus.PLANNED, OutingStatus.CONFIRMED)


@component
def OneDate() -> Any:
    return date_view(ft.use_route_params().get("id", ""))


def date_view(outing_id: str, *, beside: bool = False) -> ft.Control:
    """Keyed, so that a sheet begun for one date is never found on the next."""
    return ft.Container(DateView(outing_id, beside), key=outing_id, expand=True)


@component
def DateView(outing_id: str, beside: bool = False) -> Any:
    ui = use_ui()
    use_records("outing", "place", "team", "organisation", "contact")
    sheet, show = ft.use_state("")
    outing = ui.replica.get(Outing, outing_id)
    if outing is None:
        return page_body(
            ui, header(ui, ui.t("schedule.title"), back=None if beside else "/schedule"),
            empty_state(ui, ft.Icons.EVENT_BUSY_OUTLINED, ui.t("date.gone"), ui.t("date.gone_hint")),
        )  # fmt: skip
    close = lambda: show("")  # noqa: E731
    return page_body(
        ui,
        header(ui, place_name(ui, outing), above=sentence(ui.words.day(outing.on, year=True)),
               back=None if beside else "/schedule"),
        ft.Row([status_pill(ui, outing)]), DateWarnings(outing.id), _facts(ui, outing), *_link_to_other(ui, outing),
        *(_actions(ui, outing, show) if workers.may_run(ui.session.worker, outing) else []),
        CancelSheet(outing.id, sheet == "cancel", close), MoveSheet(outing.id, sheet == "move", close),
        max_width=None if beside else 760,
    )  # fmt: skip


def _facts(ui: Ui, outing: Outing) -> ft.Control:
    lines = [
        (ft.Icons.SCHEDULE, ui.words.hours(outing.starts, outing.ends) if outing.starts else ""),
        (ft.Icons.PLACE_OUTLINED, _where(ui, outing)),
        (ft.Icons.GROUPS_OUTLINED, team_name(ui, outing.team_id) or ui.t("date.no_team")),
        (ft.Icons.AIRPORT_SHUTTLE_OUTLINED, ui.words.label(outing.type)),
        (ft.Icons.HANDSHAKE_OUTLINED, _partners(ui, outing)),
        (ft.Icons.INFO_OUTLINE, _reason(ui, outing)),
        (ft.Icons.WB_CLOUDY_OUTLINED, ui.words.label(outing.weather)),
        (ft.Icons.WAVING_HAND_OUTLINED, _met(ui, outing)),
    ]
    return card(
        ui,
        *(
            ft.Row([icon(ui, sign, 20, ui.palette.muted), text(ui, said, expand=True)], spacing=12)
            for sign, said in lines
            if said
        ),
    )


def _where(ui: Ui, outing: Outing) -> str:
    place = ui.replica.get(Place, outing.place_id) if outing.place_id else None
    if place is None:
        return ui.t("date.no_place")
    qpv = ui.t("date.qpv", code=place.qpv_code) if place.qpv_code else ""
    return ", ".join(filter(None, [place.name, place.neighbourhood, place.commune_name, qpv]))


def _partners(ui: Ui, outing: Outing) -> str:
    names = [p.name for p in (ui.replica.get(Organisation, id) for id in outing.partner_ids) if p]
    return ui.t("date.partners", names=ui.words.listing(names)) if names else ""


def _reason(ui: Ui, outing: Outing) -> str:
    return ui.t("date.reason", reason=ui.words.label(outing.cancel_reason)) if outing.cancel_reason else ""


def _met(ui: Ui, outing: Outing) -> str:
    counts = contacts.counts_of(ui.replica, outing)
    return ui.tn("date.contacts", counts.contacts) if counts.contacts or outing.status == OutingStatus.HELD else ""


def _link_to_other(ui: Ui, outing: Outing) -> list[ft.Control]:
    other = ui.replica.get(Outing, outing.moved_to_id) if outing.moved_to_id else None
    if other is None:
        return []
    go = lambda: ft.context.page.navigate(f"/schedule/{other.id}")  # noqa: E731
    words = ui.t("date.moved_to", day=day_words(ui, other.on))
    return [button(ui, words, go, identifier="date.moved_to", icon_name=ft.Icons.EAST)]


def _actions(ui: Ui, outing: Outing, show: Any) -> list[ft.Control]:
    if outing.status in (OutingStatus.CANCELLED, OutingStatus.MOVED):
        again = lambda: _plan_again(ui, outing)  # noqa: E731
        return [button(ui, ui.t("date.plan_again"), again, identifier="date.plan_again", icon_name=ft.Icons.UNDO)]
    if outing.status not in _TO_COME:
        return []
    confirm = button(
        ui, ui.t("date.confirm"), lambda: _confirm(ui, outing), identifier="date.confirm", primary=True,
        icon_name=ft.Icons.EVENT_AVAILABLE_OUTLINED,
    )  # fmt: skip
    change = [
        button(ui, ui.t("date.move"), lambda: show("move"), identifier="date.move", icon_name=ft.Icons.EAST, expand=1),
        button(ui, ui.t("date.cancel"), lambda: show("cancel"), identifier="date.cancel", expand=1, danger=True,
               icon_name=ft.Icons.EVENT_BUSY_OUTLINED),
    ]  # fmt: skip
    both = ft.Row(change, spacing=ui.gap) if ui.columns(2) > 1 else ft.Column(change, spacing=ui.gap)
    return [*([confirm] if outing.status == OutingStatus.PLANNED else []), both]


def _confirm(ui: Ui, outing: Outing) -> None:
    session = ui.session
    if attempt(ui, lambda: outings.start(session.replica, outing, session.worker)):
        notify(ui, ui.t("date.confirmed"), undo=lambda: _plan_again(ui, outing))


def _plan_again(ui: Ui, outing: Outing) -> None:
    session = ui.session
    attempt(ui, lambda: outings.plan_again(session.replica, outing, session.worker))
