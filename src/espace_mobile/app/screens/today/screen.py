"""The Today screen: its head, its parts on one column or two panes, and what a day without an outing says."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import outings
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, banner, button, chips, empty_state, header, link, page_body, two_panes
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.screens.agenda.today import TodaysAppointments
from espace_mobile.app.screens.alerts.pill import AlertsPill
from espace_mobile.app.screens.enrolments import EntriesToValidate
from espace_mobile.app.screens.schedule.day_sheet.link import day_sheet_link
from espace_mobile.app.screens.settings import settings_gear
from espace_mobile.app.screens.today.acting import Actions
from espace_mobile.app.screens.today.choice import choose, chosen
from espace_mobile.app.screens.today.closing import reopen
from espace_mobile.app.screens.today.counting import CounterPad
from espace_mobile.app.screens.today.recent import LastOne, Recent
from espace_mobile.app.screens.urgent import UrgentBanner
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.team import Team
from espace_mobile.i18n.translator import sentence


@component
def Today() -> Any:
    ui = use_ui()
    use_records("outing", "place", "team", "worker")
    _, redraw = ft.use_state(0)
    today = clock.today()
    outing = chosen(ui.replica, ui.session.worker, today)
    ui.state.count_for(outing.id if outing else None)
    if outing is None:
        return _no_outing(ui)

    def pick(id: str) -> None:
        picked = ui.replica.get(Outing, id)
        if picked:
            choose(ui.replica, picked, today)
            redraw(lambda n: n + 1)

    left = [_head(ui, outing), UrgentBanner(), *_choice(ui, outing, pick), *_closed(ui, outing), CounterPad(outing)]
    right = [TodaysAppointments(), Actions(outing), day_sheet_link(outing), EntriesToValidate(), Recent(outing)]
    body = two_panes(ui, left, right, spacing=12 if not ui.rail else 16)
    if ui.rail:
        return body
    return ft.Column([ft.Container(body, expand=True), LastOne(outing)], spacing=0, expand=True)


def _head(ui: Ui, outing: Outing) -> ft.Control:
    # On a phone the pills leave the day no room beside them: it stands with the hours.
    day = sentence(ui.words.day(outing.on)) if ui.rail else ""
    return ft.Column(
        [
            header(ui, _place(ui, outing), above=day, trail=_trail(ui), stacked=True, aside=_aside(ui)),
            _circumstances(ui, outing),
        ],
        spacing=2,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def _trail(ui: Ui) -> list[ft.Control]:
    """With large text on a phone the way to the settings too; else it stands beside the title."""
    if ui.rail or not ui.large:
        return [AlertsPill(), SyncPill()]
    pill = ft.Container(SyncPill(), expand=True, expand_loose=True)
    return [AlertsPill(), ft.Row([pill, settings_gear(ui)], spacing=8, expand=True)]


def _aside(ui: Ui) -> ft.Control | None:
    return None if ui.rail or ui.large else settings_gear(ui)


def _place(ui: Ui, outing: Outing) -> str:
    place = ui.replica.get(Place, outing.place_id) if outing.place_id else None
    return place.name if place else ui.words.label(outing.type)


def _circumstances(ui: Ui, outing: Outing) -> ft.Control:
    """Hours, team and vehicle; on a phone the day instead of the vehicle."""
    team = ui.replica.get(Team, outing.team_id) if outing.team_id else None
    vehicle = ui.words.label(outing.type).lower()
    who = ", ".join(filter(None, [team.name if team else "", vehicle if ui.rail or not team else ""]))
    when = ui.words.hours(outing.starts, outing.ends)
    if not ui.rail:
        when = ", ".join(filter(None, [sentence(ui.words.brief_day(outing.on)), when]))
    told = [(ft.Icons.SCHEDULE, when)] if when else []
    parts: list[ft.Control] = []
    for sign, words in [*told, (ft.Icons.GROUPS_OUTLINED, who)]:
        said = muted(ui, words, 15)
        inside: ft.Control = ft.Container(said, expand=True, expand_loose=True) if ui.large else said
        parts.append(ft.Row([icon(ui, sign, 20, ui.palette.muted), inside], spacing=6, tight=True))
    if ui.large:
        return ft.Column(parts, spacing=2)
    return ft.Row(parts, spacing=16, run_spacing=2, wrap=True)


def _choice(ui: Ui, outing: Outing, pick: Any) -> list[ft.Control]:
    """Several outings on one day: which one is being counted."""
    of_day = outings.outings_of_day(ui.replica, ui.session.worker, clock.today())
    if len(of_day) < 2:
        return []

    def option(o: Outing) -> Option:
        hours = ui.words.clock(o.starts) if o.starts else ""
        return Option(o.id, " ".join(filter(None, [hours, _place(ui, o)])))

    return [chips(ui, [option(o) for o in of_day], [outing.id], pick, identifier="today.outing", field=True)]


def _closed(ui: Ui, outing: Outing) -> list[ft.Control]:
    if outing.closed_at is None:
        return []
    at = ui.words.clock(clock.local(outing.closed_at))
    again = link(ui, ui.t("today.reopen"), lambda: reopen(ui, outing), identifier="today.reopen", field=True)
    return [banner(ui, ui.t("today.closed", at=at), tone="ok", identifier="today.closed", actions=[again])]


def _no_outing(ui: Ui) -> ft.Control:
    coming = outings.next_outing(ui.replica, ui.session.worker, clock.today())
    hint = ui.t("today.none_planned")
    if coming:
        day = ui.words.day(coming.on)
        place = _place(ui, coming)
        hint = ui.t("today.next", day=day, place=place)
    see = button(
        ui, ui.t("today.see_schedule"), lambda: ft.context.page.navigate("/schedule"), identifier="today.see_schedule",
        field=True,
    )  # fmt: skip
    count = button(
        ui, ui.t("today.count_anyway"), lambda: _improvise(ui), identifier="today.count_anyway", primary=True,
        field=True, icon_name=ft.Icons.ADD,
    )  # fmt: skip
    day = sentence(ui.words.day(clock.today()) if ui.rail else ui.words.brief_day(clock.today()))
    return page_body(
        ui,
        header(ui, ui.t("nav.today"), above=day, trail=_trail(ui), aside=_aside(ui)),
        UrgentBanner(),
        TodaysAppointments(),
        EntriesToValidate(),
        empty_state(ui, ft.Icons.EVENT_BUSY_OUTLINED, ui.t("today.no_outing"), hint, actions=[count, see]),
    )


def _improvise(ui: Ui) -> None:
    session = ui.session
    attempt(ui, lambda: outings.improvise(session.replica, session.worker, clock.today()))
