"""The file of one person: what matters now at the left, all that happened at the right, or below on a phone."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import workers
from espace_mobile.app.components import empty_state, header, page_body, two_panes
from espace_mobile.app.screens.file import sections
from espace_mobile.app.screens.file.conflicts import Conflicts
from espace_mobile.app.screens.file.identity import identity_card, title_row
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.person import Person


@component
def File() -> Any:
    return file_view(ft.use_route_params().get("id", ""))


def file_view(person_id: str, *, beside: bool = False) -> ft.Control:
    """Keyed, so that nothing begun for one person (a note, a sheet) is ever found on the next one's file."""
    return ft.Container(FileView(person_id, beside), key=person_id, expand=True)


@component
def FileView(person_id: str, beside: bool = False) -> Any:
    """`beside`: in the right pane of a list, so without a way back and in one column."""
    ui = use_ui()
    use_records(Person.kind)
    person = ui.replica.get(Person, person_id)
    if person is None or not workers.may_see(ui.session.worker, person):
        return _gone(ui, beside)
    head = [title_row(ui, person, beside), Conflicts(person.id), identity_card(ui, person)]
    now = [*head, *(part(person.id) for part in sections.FOLLOWED)]
    told = [part(person.id) for part in (*sections.PATH, *sections.SITUATION, *sections.STORY)]
    if beside:
        return page_body(ui, *now, *told, max_width=None)
    return two_panes(ui, now, told, shares=(1, 1))


def _gone(ui: Ui, beside: bool) -> ft.Control:
    said = empty_state(ui, ft.Icons.PERSON_OFF_OUTLINED, ui.t("file.gone"), ui.t("file.gone_hint"))
    if beside:
        return ft.Container(said, padding=32)
    return page_body(ui, header(ui, ui.t("file.title"), back="/people"), said)
