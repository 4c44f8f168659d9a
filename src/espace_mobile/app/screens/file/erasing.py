"""Erasing a person for good: no undo, so what will happen is said in full, and the name is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import people
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, link, notify, sheet, text, text_field
from espace_mobile.app.components.text import icon, label
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.ui import Ui, component, use_made, use_ui
from espace_mobile.domain.names import shown_name
from espace_mobile.domain.person import Person
from espace_mobile.store.spelling import fold

_WILL_HAPPEN = (
    (ft.Icons.TABLET_ANDROID, "file.erase_here"), (ft.Icons.CLOUD_SYNC_OUTLINED, "file.erase_elsewhere"),
    (ft.Icons.TAG, "file.erase_counted"),
)  # fmt: skip
TYPED = "name"


@component
def Erasing(person_id: str) -> Any:
    ui = use_ui()
    asking, ask = ft.use_state(False)
    draft = use_made(lambda: Draft("file.erase"))  # never kept: it names somebody who is about to be forgotten
    person = ui.replica.get(Person, person_id)

    def close() -> None:
        draft.drop()
        ask(False)

    ft.use_dialog(_question(ui, person, draft, close) if asking and person else None)
    return link(
        ui, ui.t("file.erase"), lambda: ask(True), identifier="file.erase", danger=True,
        icon_name=None if ui.large else ft.Icons.DELETE_FOREVER_OUTLINED,  # large, the words need the room
    )  # fmt: skip


def name_to_type(ui: Ui, person: Person) -> str:
    """The first and last name when there is one: a nickname beside them need not be typed."""
    return shown_name(person.first_name, person.last_name, None) or person_name(ui, person)


def _question(ui: Ui, person: Person, draft: Draft, close: Callable[[], None]) -> ft.DialogControl:
    name = name_to_type(ui, person)

    def erase() -> None:
        if not same_name(draft.get(TYPED), name):
            draft.errors = {TYPED: ui.t("file.erase_differs", name=name)}
            return
        session = ui.session
        close()
        if attempt(ui, lambda: people.erase_file(session.replica, person, session.worker)):
            ft.context.page.navigate("/people")
            notify(ui, ui.t("file.erased"))

    said: list[ft.Control] = [
        ft.Row(
            [icon(ui, sign, 22, ui.palette.alert), text(ui, ui.t(words), expand=True)], spacing=12,
            vertical_alignment=ft.CrossAxisAlignment.START,
        )
        for sign, words in _WILL_HAPPEN
    ]  # fmt: skip
    return sheet(
        ui, ui.t("file.erase_title", name=person_name(ui, person)),
        [
            label(ui, ui.t("file.erase_why"), color=ui.palette.alert), *said,
            label(ui, ui.t("file.erase_type", name=name)),
            text_field(ui, draft, TYPED, ui.t("file.erase_name"), autocorrect=False, enable_suggestions=False),
        ],
        close,
        actions=[
            button(ui, ui.t("action.cancel"), close, identifier="dialog.no"),
            button(ui, ui.t("file.erase"), erase, identifier="dialog.yes", primary=True, danger=True),
        ],
    )  # fmt: skip


def same_name(typed: str, name: str) -> bool:
    """Whatever the capitals, accents and spaces; a name of signs only must be typed as it is."""
    folded = fold(name)
    return fold(typed) == folded if folded else typed.strip() == name.strip()
