"""A short note, under the reminder that the person may read it. What is refused stays in the field."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import people
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, note_field, notify, title
from espace_mobile.app.screens.file.restricted import shut_words, use_shut
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.ui import component, use_draft, use_ui
from espace_mobile.domain.person import Person


@component
def NewNote(person_id: str) -> Any:
    ui = use_ui()
    draft = use_draft(f"file.note.{person_id}")
    shut = use_shut(person_id)

    def save() -> None:
        session, person = ui.session, ui.replica.get(Person, person_id)
        if person is None:
            return
        text = draft.get("note")
        if attempt(ui, lambda: people.add_note(session.replica, person, text, session.worker, now=clock.now()), draft):
            draft.set("note", "", redraw=True)
            draft.drop()
            notify(ui, ui.t("note.saved"))

    if shut:
        return card(ui, title(ui, ui.t("note.title")), shut_words(ui))
    return card(
        ui, title(ui, ui.t("note.title")), wide(note_field(ui, draft, "note", ui.t("note.label"))),
        ft.Row([button(ui, ui.t("note.save"), save, identifier="note.save", icon_name=ft.Icons.CHECK)],
               alignment=ft.MainAxisAlignment.END),
    )  # fmt: skip
