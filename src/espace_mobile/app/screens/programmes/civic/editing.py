"""Adding a mission and changing one: one form, kept as it is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import civic_missions, workers
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.civic_missions import Asked
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import banner, button, card, empty_state, header, notify, page_body
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.person_choice import PersonChoice
from espace_mobile.app.screens.programmes.civic import form
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_records, use_ui, use_value
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme


@component
def NewMission() -> Any:
    id = ft.use_route_params().get("id", "")
    return ft.Container(Adding(id), key=f"new.{id}", expand=True)


@component
def EditMission() -> Any:
    id = ft.use_route_params().get("mission", "")
    return ft.Container(Changing(id), key=f"edit.{id}", expand=True)


@component
def Adding(programme_id: str) -> Any:
    ui = use_ui()
    draft = use_draft(f"civic.new.{programme_id}", form.values_of(Asked()))
    programme = ui.replica.get(Programme, programme_id)
    back = f"/programmes/{programme_id}/civic_service"

    def leave() -> None:
        draft.drop()
        ft.context.page.navigate(back)

    def save() -> None:
        session, made = ui.session, []

        def act() -> None:
            if programme is not None:
                made.append(civic_missions.add(session.replica, programme, form.asked_of(draft), session.worker))

        if attempt(ui, act, draft) and made:
            draft.drop()
            ft.context.page.navigate(f"{back}/{made[0].fact.id}")
            notify(ui, ui.t("civic.added"))

    if programme is None or not workers.may_counsel(ui.session.worker):
        return _not_yours(ui, back)
    return page_body(ui, header(ui, ui.t("civic.new"), above=programme.name, back=back), Fields(draft, programme),
                     Acts(draft, save, leave))  # fmt: skip


@component
def Changing(mission_id: str) -> Any:
    ui = use_ui()
    shown = use_made(lambda: ui.replica.get(CivicMission, mission_id))  # as it was: it may change while this is typed
    first = {**form.values_of(Asked.of(shown)), "stamps": seen_now(ui.replica, shown)} if shown else {}
    draft = use_draft(f"civic.edit.{mission_id}", {**first, "first": first})
    programme = ui.replica.get(Programme, shown.programme_id) if shown else None
    back = f"/programmes/{shown.programme_id}/civic_service/{mission_id}" if shown else "/programmes"

    def leave() -> None:
        draft.drop()
        ft.context.page.navigate(back)

    def save() -> None:
        session = ui.session
        if shown is None:
            return

        def act() -> None:
            civic_missions.edit(
                session.replica, shown, form.asked_of(draft), session.worker,
                seen=form.asked_of(Draft("seen", _values=dict(draft.get("first", {})))),
                stamps=draft.get("stamps") or None,
            )  # fmt: skip

        if attempt(ui, act, draft):
            leave()

    if programme is None or not workers.may_counsel(ui.session.worker):
        return _not_yours(ui, back)
    return page_body(ui, header(ui, ui.t("civic.edit_title"), back=back), Fields(draft, programme),
                     Acts(draft, save, leave))  # fmt: skip


@component
def Fields(draft: Draft, programme: Programme) -> Any:
    """Tests: `civic.host.{code}`, `civic.theme.{code}`, `civic.since.{ISO day}`, `civic.length.{months}`,
    `civic.hours.{n}`, `civic.person`, `civic.until_30`; those of `PartnerChoice`, `DayChoice`, `PersonChoice`."""
    ui = use_ui()
    ft.use_state(draft)
    use_records(Organisation.kind, Person.kind)
    choosing, choose = use_value(False)

    def chosen(person: Person) -> None:
        choose(False)
        draft.errors.pop("person_id", None)
        draft.set("person_id", person.id, redraw=True)

    return ft.Column(
        [
            card(ui, *form.where(ui, draft, programme)), card(ui, *form.what(ui, draft, programme)),
            card(ui, *form.when(ui, draft), *form.how_much(ui, draft)), card(ui, *form.tutor(ui, draft)),
            card(ui, *form.who(ui, draft, lambda: choose(True))),
            PersonChoice(ui.t("civic.choose"), choosing, chosen, lambda: choose(False)),
        ],
        spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


@component
def Acts(draft: Draft, save: Callable[[], None], leave: Callable[[], None]) -> Any:
    """The field at fault may be out of sight: what is wrong is said where the thumb is, too."""
    ui = use_ui()
    ft.use_state(draft)
    fault = [banner(ui, error, identifier="civic.error") for error in list(draft.errors.values())[:1]]
    return ft.Column(
        [
            *fault, button(ui, ui.t("action.save"), save, identifier="civic.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), leave, identifier="civic.leave", field=True),
        ],
        spacing=ui.gap, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _not_yours(ui: Ui, back: str) -> ft.Control:
    said = empty_state(ui, ft.Icons.LOCK_OUTLINE, ui.t("civic.not_yours"), ui.t("civic.not_yours_hint"))
    return page_body(ui, header(ui, ui.t("kind.civic_mission"), back=back), said)
