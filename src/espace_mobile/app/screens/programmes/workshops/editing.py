"""Adding a workshop to a programme, changing one, retiring one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import workers, workshops
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import banner, button, card, header, link, notify, page_body
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.programmes.workshops import rhythm_fields, shape
from espace_mobile.app.screens.programmes.workshops.fields import Places
from espace_mobile.app.screens.programmes.workshops.view import route_of, workshop_gone
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_records, use_ui
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.workshop import Workshop


@component
def NewWorkshop() -> Any:
    id = ft.use_route_params().get("id", "")
    return ft.Container(Adding(id), key=id, expand=True)


@component
def EditWorkshop() -> Any:
    params = ft.use_route_params()
    id = params.get("workshop", "")
    return ft.Container(Editing(params.get("id", ""), id), key=id, expand=True)


@component
def Adding(programme_id: str) -> Any:
    ui = use_ui()
    use_records(Programme.kind)
    blank = Workshop(id="", programme_id=programme_id, title="")
    draft = use_draft(f"workshop.new.{programme_id}", {**shape.values_of(blank), "phases": 1})
    back = f"/programmes/{programme_id}/workshops"

    def save() -> None:
        own, made = ui.session, []
        if attempt(ui, lambda: made.append(workshops.add(own.replica, shape.asked(draft, blank), own.worker)), draft):
            draft.drop()
            ft.context.page.navigate(route_of(made[0]))

    if ui.replica.get(Programme, programme_id) is None or not workers.may_counsel(ui.session.worker):
        return workshop_gone(ui, programme_id)
    return page_body(ui, header(ui, ui.t("workshop.new"), back=back), Fields(draft), _acts(ui, draft, save, back))


@component
def Editing(programme_id: str, workshop_id: str) -> Any:
    ui = use_ui()
    shown = use_made(lambda: ui.replica.get(Workshop, workshop_id))  # as it was: it may change while this is typed
    first = {**shape.values_of(shown), "stamps": seen_now(ui.replica, shown)} if shown else {}
    draft = use_draft(f"workshop.edit.{workshop_id}", first)
    if shown is None or not workers.may_counsel(ui.session.worker):
        return workshop_gone(ui, programme_id)
    own, back = ui.session, route_of(shown)

    def save() -> None:
        seen = draft.get("stamps") or None
        if attempt(
            ui, lambda: workshops.edit(own.replica, shown, shape.asked(draft, shown), own.worker, seen), draft
        ):  # fmt: skip
            draft.drop()
            ft.context.page.navigate(back)

    def retire() -> None:
        def to(active: bool) -> bool:
            return attempt(ui, lambda: workshops.retire(own.replica, shown, own.worker, active=active))

        if to(False):
            draft.drop()
            ft.context.page.navigate(f"/programmes/{shown.programme_id}/workshops")
            notify(ui, ui.t("workshop.retired"), undo=lambda: to(True))

    out = link(ui, ui.t("workshop.retire"), retire, identifier="workshop.retire", danger=True, field=True)
    return page_body(
        ui, header(ui, ui.t("workshop.edit"), above=shown.title, back=back), Fields(draft),
        _acts(ui, draft, save, back), ft.Row([out], wrap=True),
    )  # fmt: skip


@component
def Fields(draft: Draft) -> Any:
    ui = use_ui()
    ft.use_state(draft)
    use_records(Programme.kind)
    groups = (
        [*rhythm_fields.what(ui, draft), *rhythm_fields.phases(ui, draft)],
        rhythm_fields.when(ui, draft),
        [Places(draft), *rhythm_fields.seats(ui, draft)],
        [*rhythm_fields.owed(ui, draft), *rhythm_fields.afterwards(ui, draft)],
    )
    cards: list[ft.Control] = [card(ui, *group) for group in groups if group]
    return ft.Column(cards, spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _acts(ui: Ui, draft: Draft, save: Callable[[], None], back: str) -> ft.Control:
    def leave() -> None:
        draft.drop()
        ft.context.page.navigate(back)

    return ft.Column(
        [
            Fault(draft),
            button(ui, ui.t("action.save"), save, identifier="workshop.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), leave, identifier="workshop.leave", field=True),
        ],
        spacing=ui.gap, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


@component
def Fault(draft: Draft) -> Any:
    """The field at fault may be out of sight: what is wrong is said where the thumb is, too."""
    ui = use_ui()
    ft.use_state(draft)
    error = next(iter(draft.errors.values()), "")
    return banner(ui, error, identifier="workshop.error") if error else ft.Container(visible=False)
