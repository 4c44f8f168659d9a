"""Correcting who a person is. Only what was changed here is saved; a sync may have brought the rest meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import files, people
from espace_mobile.app.actions.change import RECORD, seen_now
from espace_mobile.app.actions.people import Identity
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import banner, button, card, header, page_body
from espace_mobile.app.drafts import Draft
from espace_mobile.app.opening import use_opening
from espace_mobile.app.screens.file.restricted import use_shut
from espace_mobile.app.screens.identity_form import birth_field, identity_of, name_fields, sex_and_age, values_of, wide
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_ui
from espace_mobile.domain.access_vocabulary import FileAccess
from espace_mobile.domain.person import Person


@component
def EditFile() -> Any:
    ui = use_ui()
    person_id = files.head_id(ui.replica, ft.use_route_params().get("id", ""))
    person = use_made(lambda: ui.replica.get(Person, person_id))  # as it was shown: it may go while this is typed
    shown = values_of(person) if person else {}
    stamps = seen_now(ui.replica, person) if person else {}
    draft = use_draft(f"file.edit.{person_id}", {**shown, "seen": shown, "stamps": stamps})
    back = f"/people/{person_id}" if ui.replica.get(Person, person_id) else "/people"

    def leave() -> None:
        draft.drop()
        ft.context.page.navigate(back)

    def save() -> None:
        session = ui.session
        if person is not None and attempt(
            ui,
            lambda: people.edit_person(
                session.replica,
                person,
                identity_of(draft),
                session.worker,
                today=clock.today(),
                seen=_seen(draft),
                stamps=draft.get("stamps") or None,
            ),
            draft,
        ):
            leave()

    shut = use_shut(person_id)
    seen = person is not None and people.may_see(ui.replica, ui.session.worker, person)
    use_opening(ui, FileAccess.OPENED, *([person_id] if seen else []))
    if person is None or not seen:
        return page_body(ui, header(ui, ui.t("file.gone"), back="/people"))
    acts: list[ft.Control] = [
        button(ui, ui.t("action.save"), save, identifier="edit.save", primary=True, field=True),
        button(ui, ui.t("action.cancel"), leave, identifier="edit.cancel", field=True),
    ]
    if shut:
        acts = [banner(ui, ui.t("input.record.restricted"), identifier="edit.shut")]
    elif RECORD in draft.errors:
        acts = [_gone(ui, draft, leave)]
    return page_body(
        ui,
        header(ui, ui.t("file.edit_title"), above=person_name(ui, person), back=back),
        card(ui, name_fields(ui, draft, lambda _: None), wide(birth_field(ui, draft)), sex_and_age(ui, draft)),
        *acts,
    )


def _gone(ui: Ui, draft: Draft, leave: Callable[[], None]) -> ft.Control:
    """Where the save button was, so that whoever touched it sees why."""
    words = f"{draft.errors[RECORD]} {ui.t('file.typed_stays')}"
    to_people = button(ui, ui.t("file.leave"), leave, identifier="edit.leave")
    return banner(ui, words, identifier="edit.gone", actions=[to_people])


def _seen(draft: Draft) -> Identity | None:
    """What the form showed before anything was typed, perhaps days ago."""
    seen = draft.get("seen", {})
    return identity_of(Draft("seen", _values=dict(seen))) if seen else None
