"""What may be noted of a mission now: the next thing as one big button, the rest behind links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import civic_missions, civic_running
from espace_mobile.app.actions.civic_missions import Asked
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components import button, link, sheet
from espace_mobile.app.components.text import muted
from espace_mobile.app.noting import note
from espace_mobile.app.screens.enrolments.noting import Day, chosen_day
from espace_mobile.app.screens.mission_words import host_words
from espace_mobile.app.screens.person_choice import PersonChoice
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain import civic_rules
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.person import Person
from espace_mobile.domain.sheet_vocabulary import MissionStatus

_TAKEN_BACK = {
    MissionStatus.RUNNING: "civic.goes_on",
    MissionStatus.PLANNED: "civic.back_to_planned",
    MissionStatus.OPEN: "civic.back_to_open",
    MissionStatus.CANCELLED: "civic.cancel",
}


@component
def NextAct(mission_id: str) -> Any:
    """What its dates ask to be noted now. Tests: `civic.choose`, `civic.begin`, `civic.end`."""
    ui = use_ui()
    use_records(CivicMission.kind)
    choosing, choose = use_value(False)
    mission = ui.replica.get(CivicMission, mission_id)
    if mission is None:
        return ft.Container()
    given = lambda person: _given(ui, mission, person, lambda: choose(False))  # noqa: E731
    chooser = PersonChoice(ui.t("civic.choose"), choosing, given, lambda: choose(False))
    shown = _next(ui, mission, lambda: choose(True))
    return ft.Column([*shown, chooser], spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


@component
def OtherActs(mission_id: str) -> Any:
    """What is done to it rarely: below everything else. Tests: `civic.edit`, `civic.break_off`, `civic.put.{status}`,
    `civic.delete`."""
    ui = use_ui()
    use_records(CivicMission.kind)
    stopping, stop = use_value(False)
    mission = ui.replica.get(CivicMission, mission_id)
    if mission is None:
        return ft.Container()
    sheets = [BreakOffSheet(mission_id, lambda: stop(False))] if stopping else []
    return ft.Column([_others(ui, mission, lambda: stop(True)), *sheets], spacing=0)


def _next(ui: Ui, mission: CivicMission, choose: Callable[[], None]) -> list[ft.Control]:
    """Its dates decide."""
    if mission.status == MissionStatus.OPEN:
        return [_big(ui, "civic.choose", choose, ft.Icons.PERSON_ADD_OUTLINED)]
    proposed = civic_rules.proposed(mission, clock.today())
    session, today = ui.session, clock.today()
    if proposed == MissionStatus.RUNNING:
        begin = lambda: civic_running.begin(session.replica, mission, session.worker, today)  # noqa: E731
        return [_big(ui, "civic.begin", lambda: note(ui, begin, ui.t("civic.begun_now")), ft.Icons.PLAY_ARROW)]
    if proposed == MissionStatus.ENDED:
        end = lambda: civic_running.end(session.replica, mission, session.worker, today, ask_words(ui, mission))  # noqa: E731
        return [_big(ui, "civic.end", lambda: note(ui, end, ui.t("civic.ended_now")), ft.Icons.CHECK)]
    return []


def _big(ui: Ui, key: str, on_tap: Callable[[], object], sign: ft.IconData) -> ft.Control:
    return button(ui, ui.t(key), on_tap, identifier=key, primary=True, field=True, icon_name=sign)


def _others(ui: Ui, mission: CivicMission, stop: Callable[[], None]) -> ft.Control:
    session = ui.session
    edit = lambda: ft.context.page.navigate(  # noqa: E731
        f"/programmes/{mission.programme_id}/civic_service/{mission.id}/edit"
    )
    links = [link(ui, ui.t("civic.edit"), edit, identifier="civic.edit", field=True, icon_name=ft.Icons.EDIT_OUTLINED)]
    if mission.status == MissionStatus.RUNNING:
        links.append(link(ui, ui.t("civic.break_off"), stop, identifier="civic.break_off", field=True))

    def put(status: MissionStatus) -> Callable[[], object]:
        act = lambda: civic_running.put(session.replica, mission, status, session.worker)  # noqa: E731
        return lambda: note(ui, act, ui.words.label(status))

    for status in civic_rules.possible(mission):
        if status in _TAKEN_BACK:
            links.append(link(ui, ui.t(_TAKEN_BACK[status]), put(status), identifier=f"civic.put.{status}", field=True,
                              danger=status == MissionStatus.CANCELLED))  # fmt: skip
    if mission.status in (MissionStatus.OPEN, MissionStatus.CANCELLED):
        links.append(link(ui, ui.t("civic.delete"), lambda: _delete(ui, mission), identifier="civic.delete",
                          field=True, danger=True))  # fmt: skip
    return ft.Row(links, wrap=True, spacing=0, run_spacing=0)


def _given(ui: Ui, mission: CivicMission, person: Person, close: Callable[[], None]) -> None:
    """The volunteer in one tap from a list; what the rules refuse is said, and the list stays."""
    session = ui.session
    now = Asked.of(mission)
    wanted = replace(now, person_id=person.id)
    note(
        ui, lambda: civic_missions.edit(session.replica, mission, wanted, session.worker, seen=now),
        ui.t("civic.given"), on_close=close,
        undo=lambda _: civic_missions.edit(session.replica, mission, now, session.worker, seen=wanted),
    )  # fmt: skip


def _delete(ui: Ui, mission: CivicMission) -> None:
    session = ui.session
    gone: Callable[[], Done[CivicMission]] = lambda: civic_missions.delete(  # noqa: E731
        session.replica, mission, session.worker
    )
    ft.context.page.navigate(f"/programmes/{mission.programme_id}/civic_service")
    note(ui, gone, ui.t("civic.deleted"))


def ask_words(ui: Ui, mission: CivicMission) -> str:
    """What the relance three months later is about."""
    return ui.t("civic.ask", host=host_words(ui, mission))


@component
def BreakOffSheet(mission_id: str, on_close: Callable[[], Any]) -> Any:
    """Mounted while open. Tests: `day.today`, `day.other`, `civic.stop`."""
    ui = use_ui()
    draft = use_draft(f"civic.stop.{mission_id}")
    ft.use_state(draft)
    mission = ui.replica.get(CivicMission, mission_id)

    def save() -> None:
        session = ui.session
        if mission is not None:
            act = lambda: civic_running.break_off(  # noqa: E731
                session.replica, mission, session.worker, chosen_day(draft), clock.today(), ask_words(ui, mission)
            )
            note(ui, act, ui.t("civic.stopped"), draft=draft, on_close=on_close)

    content = [muted(ui, ui.t("civic.stop_hint"), SMALL), Day(draft, ui.t("civic.last_day"), ("until",))]
    acts = [
        button(ui, ui.t("civic.break_off"), save, identifier="civic.stop", primary=True, field=True),
        button(ui, ui.t("action.cancel"), on_close, identifier="civic.stop.cancel", field=True),
    ]
    ft.use_dialog(sheet(ui, ui.t("civic.break_off"), content, on_close, actions=acts))
    return ft.Container(visible=False)
