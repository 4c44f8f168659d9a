"""Where a talk begins: today's that is not over goes on; after one that is, it is asked."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import interviews, people, workers
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, empty_state, header, page_body
from espace_mobile.app.screens.wording import moment, person_name
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.person import Person


@component
def BeginInterview() -> Any:
    ui = use_ui()
    person = person_of(ui.replica, ft.use_route_params().get("id", ""))
    may = person is not None and may_open(ui, person)
    of_today = interviews.of_today(ui.replica, person.id, ui.session.worker, clock.today()) if person and may else None
    asks = of_today is not None and of_today.ended_at is not None

    def at_once() -> None:
        if person is not None and may and not asks:
            begin(ui, person)

    ft.use_effect(at_once, [])
    if person is None or not may:
        return not_here(ui)
    if of_today is None or not asks:
        return ft.Container()
    return _ask(ui, person, of_today)


def may_open(ui: Ui, person: Person) -> bool:
    worker = ui.session.worker
    return workers.may_counsel(worker) and people.may_see(ui.replica, worker, person)


def begin(ui: Ui, person: Person, *, another: bool = False) -> None:
    """Open today's talk, or begin one when there is none. `another`: a new one although one is over."""
    session, now = ui.session, clock.now()
    found = None if another else interviews.of_today(session.replica, person.id, session.worker, clock.today())
    going_on = [found] if found is not None and found.ended_at is None else []
    act = lambda: going_on.append(  # noqa: E731
        interviews.begin(
            session.replica, person, session.worker, now, interviews.appointment_now(session.replica, person, now),
            interviews.outing_now(session.replica, session.worker, now),
        )
    )  # fmt: skip
    if going_on or attempt(ui, act):
        ft.context.page.navigate(f"/people/{person.id}/interview/{going_on[0].id}")


def _ask(ui: Ui, person: Person, ended: Interview) -> ft.Control:
    go = ft.context.page.navigate
    again = button(
        ui, ui.t("interview.open_again"), lambda: go(f"/people/{person.id}/interview/{ended.id}"),
        identifier="interview.again", primary=True, field=True,
    )  # fmt: skip
    other = button(
        ui, ui.t("interview.begin"), lambda: begin(ui, person, another=True), identifier="interview.begin", field=True
    )
    said = ui.t("interview.ended", when=moment(ui, ended.ended_at or ended.at))
    hint = ui.t("interview.one_today")
    return page_body(
        ui, header(ui, person_name(ui, person), above=ui.t("interview.title"), back=f"/people/{person.id}"),
        empty_state(ui, ft.Icons.FORUM_OUTLINED, said, hint, actions=[again, other]),
    )  # fmt: skip


def not_here(ui: Ui) -> ft.Control:
    said = empty_state(ui, ft.Icons.PERSON_OFF_OUTLINED, ui.t("interview.gone"), ui.t("interview.gone_hint"))
    return page_body(ui, header(ui, ui.t("interview.title"), back="/people"), said)
