"""All that happened with the person, newest first, day by day."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import people
from espace_mobile.app.actions.timeline import Event, timeline
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import card, link, notify, title
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.screens.file.field_words import field_names
from espace_mobile.app.screens.wording import day_words, place_name, worker_name
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.i18n.translator import sentence

AT_FIRST, MORE = 12, 40
_SIGNS = {
    "opened": ft.Icons.FOLDER_OPEN_OUTLINED, "contact": ft.Icons.WAVING_HAND_OUTLINED, "note": ft.Icons.NOTES,
    "appointment": ft.Icons.EVENT_OUTLINED, "edited": ft.Icons.EDIT_OUTLINED, "conflict": ft.Icons.CALL_SPLIT,
}  # fmt: skip


@component
def Timeline(person_id: str) -> Any:
    ui = use_ui()
    use_records("person", "contact", "person_note", "appointment", "conflict")
    shown, show = ft.use_state(AT_FIRST)
    person = ui.replica.get(Person, person_id)
    if person is None:
        return ft.Container()
    events = timeline(ui.replica, person)
    parts: list[ft.Control] = [title(ui, ui.t("timeline.title"))]
    for day, of_day in groupby(events[:shown], key=lambda e: clock.local(e.at).date()):
        parts.append(label(ui, sentence(day_words(ui, day)), SMALL, ui.palette.muted))
        parts += [_line(ui, person, event) for event in of_day]
    if len(events) > shown:
        parts.append(link(ui, ui.t("timeline.more"), lambda: show(shown + MORE), identifier="timeline.more"))
    return card(ui, *parts)


def _line(ui: Ui, person: Person, event: Event) -> ft.Control:
    what, detail = _words(ui, person, event)
    at = "" if event.what == "opened" and clock.local(event.at).hour == 12 else ui.words.clock(clock.local(event.at))
    words: list[ft.Control] = [label(ui, what)]
    if detail:
        words.append(text(ui, detail) if event.what == "note" else muted(ui, detail, SMALL))
    if isinstance(event.fact, PersonNote):
        words.append(ft.Row([_delete_note(ui, event.fact)]))
    row = ft.Row(
        [icon(ui, _SIGNS[event.what], 20, ui.palette.primary), ft.Column(words, spacing=2, expand=True, tight=True),
         muted(ui, at, SMALL)],
        spacing=12, vertical_alignment=ft.CrossAxisAlignment.START,
    )  # fmt: skip
    return ft.Semantics(
        identifier=f"event.{event.what}", container=True, content=ft.Container(row, padding=ft.Padding.only(bottom=GAP))
    )


def _words(ui: Ui, person: Person, event: Event) -> tuple[str, str]:
    fact = event.fact
    if isinstance(fact, Contact):
        outing = ui.replica.get(Outing, fact.outing_id)
        where = place_name(ui, outing) if outing else ""
        return ui.t("timeline.contact"), " · ".join(filter(None, [where, *(ui.words.label(n) for n in fact.needs)]))
    if isinstance(fact, PersonNote):
        return ui.t("timeline.note", name=worker_name(ui, fact.worker_id) or "…"), fact.text
    if isinstance(fact, Appointment):
        detail = " · ".join(filter(None, [ui.words.label(fact.status), fact.place_text, fact.motive]))
        return ui.t("timeline.appointment"), detail
    if event.what == "opened":
        outing = ui.replica.get(Outing, person.opened_at_outing_id) if person.opened_at_outing_id else None
        return ui.t("timeline.opened"), place_name(ui, outing) if outing else ""
    names = ui.words.listing(field_names(ui, event.fields)).lower()
    return ui.t("timeline.edited" if event.what == "edited" else "timeline.conflict"), names


def _delete_note(ui: Ui, note: PersonNote) -> ft.Control:
    session = ui.session

    def restore() -> None:
        attempt(ui, lambda: people.restore(session.replica, [note], session.worker))

    def delete() -> None:
        if attempt(ui, lambda: people.delete_note(session.replica, note, session.worker)):
            notify(ui, ui.t("note.deleted"), undo=restore)

    return link(
        ui, ui.t("note.delete"), delete, identifier=f"note.delete.{note.id}", description=ui.t("note.delete_it")
    )
