"""All that happened with the person, newest first, day by day; by a tap, only what is looked for."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import people
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.actions.happenings import KINDS_TOLD, Event
from espace_mobile.app.actions.timeline import GROUPS, groups_in, timeline
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, card, chips, link, notify, title
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.screens.file.event_words import LOOKS, event_words
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.i18n.translator import sentence

AT_FIRST, MORE = 12, 40
_ALL = "all"
_GROUPS = {
    _ALL: "timeline.group_all", "appointments": "timeline.group_appointments",
    "interviews": "timeline.group_interviews", "sessions": "timeline.group_sessions",
    "relances": "timeline.group_relances", "path": "timeline.group_path", "contacts": "timeline.group_contacts",
    "services": "timeline.group_services", "hours": "hours.title", "civic_service": "timeline.group_civic",
    "file": "timeline.group_file",
}  # fmt: skip


@component
def Timeline(person_id: str) -> Any:
    ui = use_ui()
    use_records(Person.kind, "conflict", *KINDS_TOLD)
    shown, show = use_value(AT_FIRST)
    group, choose = use_value(_ALL)
    person = person_of(ui.replica, person_id)
    if person is None:
        return ft.Container()
    events = timeline(ui.replica, person)
    wanted = [e for e in events if e.what in GROUPS[group]] if group in groups_in(events) else events
    parts: list[ft.Control] = [title(ui, ui.t("timeline.title"))]
    if len(events) > AT_FIRST:
        parts.append(_filters(ui, groups_in(events), group, choose))
    for day, of_day in groupby(wanted[:shown], key=lambda e: clock.local(e.at).date()):
        parts.append(label(ui, sentence(day_words(ui, day)), SMALL, ui.palette.muted))
        parts += [_line(ui, event) for event in of_day]
    if len(wanted) > shown:
        parts.append(link(ui, ui.t("timeline.more"), lambda: show(shown + MORE), identifier="timeline.more"))
    return card(ui, *parts)


def _filters(ui: Ui, there: list[str], group: str, choose: Any) -> ft.Control:
    """Tests: `timeline.{group}`."""
    options = [Option(code, ui.t(_GROUPS[code])) for code in (_ALL, *there)]
    chosen = group if group in there else _ALL
    return chips(ui, options, [chosen], lambda code: choose(code), identifier="timeline", field=True)


def _line(ui: Ui, event: Event) -> ft.Control:
    what, detail = event_words(ui, event)
    at = ui.words.clock(clock.local(event.at)) if event.timed else ""
    words: list[ft.Control] = [label(ui, what)]
    if at and ui.large:
        words.append(muted(ui, at, SMALL))
    if detail:
        words.append(text(ui, detail) if event.what == "note" else muted(ui, detail, SMALL))
    if isinstance(event.fact, PersonNote):
        words.append(ft.Row([_delete_note(ui, event.fact)]))
    urgent = isinstance(event.fact, Interview) and event.fact.urgent
    ink = ui.palette.alert if urgent else ui.palette.primary
    row = ft.Row(
        [icon(ui, ft.Icons.PRIORITY_HIGH if urgent else LOOKS[event.what].sign, 20, ink),
         ft.Column(words, spacing=2, expand=True, tight=True), *([] if ui.large else [muted(ui, at, SMALL)])],
        spacing=12, vertical_alignment=ft.CrossAxisAlignment.START,
    )  # fmt: skip
    return ft.Semantics(
        identifier=f"event.{event.what}", container=True, content=ft.Container(row, padding=ft.Padding.only(bottom=GAP))
    )


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
