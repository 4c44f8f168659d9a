"""The dates of a workshop, proposed, each kept or left out by a tap; then planned at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import workers, workshop_planning
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, header, link, notify, page_body
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.programmes.workshops import choosing
from espace_mobile.app.screens.programmes.workshops.dates import dates_of
from espace_mobile.app.screens.programmes.workshops.editing import Fault
from espace_mobile.app.screens.programmes.workshops.view import route_of, workshop_gone
from espace_mobile.app.screens.sessions import form
from espace_mobile.app.screens.sessions.with_whom import WithWhom
from espace_mobile.app.screens.sessions.words import led_by
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.workshop import Workshop


@component
def PlanWorkshop() -> Any:
    params = ft.use_route_params()
    id = params.get("workshop", "")
    return ft.Container(Planning(params.get("id", ""), id), key=id, expand=True)


@component
def Planning(programme_id: str, workshop_id: str) -> Any:
    ui = use_ui()
    use_records(Workshop.kind, late=True)
    workshop = ui.replica.get(Workshop, workshop_id)
    draft = use_draft(f"workshop.plan.{workshop_id}", choosing.first_values(ui, workshop) if workshop else {})
    if workshop is None or not workers.may_counsel(ui.session.worker):
        return workshop_gone(ui, programme_id)

    def leave() -> None:
        draft.drop()
        ft.context.page.navigate(route_of(workshop))

    above = header(ui, ui.t("workshop.plan"), above=workshop.title, back=route_of(workshop))
    return page_body(ui, above, Choices(draft, workshop_id), _leading(draft), Dates(draft, workshop_id, leave))


@component
def Choices(draft: Draft, workshop_id: str) -> Any:
    ui = use_ui()
    ft.use_state(draft)
    use_records(Workshop.kind, GroupSession.kind, late=True)  # planning leaves the page
    hours, show_hours = use_value(False)
    workshop = ui.replica.get(Workshop, workshop_id)
    if workshop is None:
        return ft.Container(visible=False)
    return card(
        ui, choosing.first_day(ui, draft, workshop), *choosing.how_often(ui, draft, workshop),
        *choosing.hour(ui, draft, hours, lambda: show_hours(True)),
    )  # fmt: skip


def _leading(draft: Draft) -> ft.Control:
    return ft.Container(Leading(draft))


@component
def Leading(draft: Draft) -> Any:
    """Folded: as at the last session, unless somebody says otherwise."""
    ui = use_ui()
    ft.use_state(draft)
    use_records("worker", "organisation")
    opened, unfold = use_value(False)
    everybody, show_all = use_value(False)
    if opened:
        return card(ui, *form.who_leads(ui, draft, everybody, lambda: show_all(True)), WithWhom(draft))
    asked = choosing.asked_of(draft)
    alike = GroupSession(
        id="", starts_at=clock.now(), facilitator_ids=asked.facilitator_ids, guests=asked.guests,
        organisation_ids=asked.organisation_ids, volunteers=asked.volunteers,
    )  # fmt: skip
    names = led_by(ui, alike)
    words = ui.t("session.led_by", names=names) if names else ui.t("session.facilitators")
    return ft.Row(
        [link(ui, words, lambda: unfold(True), identifier="plan.leading", field=True,
              icon_name=ft.Icons.GROUPS_OUTLINED)], wrap=True,
    )  # fmt: skip


@component
def Dates(draft: Draft, workshop_id: str, leave: Callable[[], None]) -> Any:
    ui = use_ui()
    ft.use_state(draft)
    use_records(Workshop.kind, GroupSession.kind, late=True)  # planning leaves the page
    workshop = ui.replica.get(Workshop, workshop_id)
    choice = choosing.choice_of(draft)
    if workshop is None or choice is None:
        return ft.Container(visible=False)
    found = workshop_planning.proposed(ui.replica, workshop, choice)
    kept = sum(1 for slot in found if slot.kept)
    save = lambda: _save(ui, draft, workshop, leave)  # noqa: E731
    return ft.Column(
        [
            *dates_of(ui, draft, workshop, found), Fault(draft),
            button(ui, ui.tn("workshop.plan_count", kept), save if kept else None, identifier="plan.save",
                   primary=True, field=True),
            button(ui, ui.t("action.cancel"), leave, identifier="plan.leave", field=True),
        ],
        spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _save(ui: Ui, draft: Draft, workshop: Workshop, leave: Callable[[], None]) -> None:
    own = ui.session
    done: list[Done[Any]] = []

    def undo() -> None:
        attempt(ui, lambda: take_back(own.replica, done[0], own.worker))

    def act() -> None:
        asked = choosing.asked_of(draft)
        done.append(workshop_planning.plan(own.replica, workshop, asked, own.worker, today=clock.today()))

    if attempt(ui, act, draft):
        made = sum(1 for before, after in done[0].saved if before is None and isinstance(after, GroupSession))
        leave()
        notify(ui, ui.tn("workshop.planned", made), undo=undo)
