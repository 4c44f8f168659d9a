"""Deleting a file, which can be undone, and erasing it for good; what will happen is said first."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import people
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import confirm, link, notify
from espace_mobile.app.screens.file.erasing import Erasing
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import GAP
from espace_mobile.app.ui import component, use_ui
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.person import Person


@component
def Deleting(person_id: str) -> Any:
    ui = use_ui()
    asking, ask = ft.use_state(False)
    person = ui.replica.get(Person, person_id)
    session = ui.session

    def restore(gone: tuple[Fact, ...]) -> None:
        if attempt(ui, lambda: people.restore(session.replica, gone, session.worker)):
            ft.context.page.navigate(f"/people/{person_id}")

    def delete() -> None:
        ask(False)
        if person is None:
            return
        gone: list[tuple[Fact, ...]] = []
        if attempt(ui, lambda: gone.append(people.delete_file(session.replica, person, session.worker))):
            ft.context.page.navigate("/people")
            notify(ui, ui.t("file.deleted"), undo=lambda: restore(gone[0]))

    def question(person: Person) -> ft.DialogControl:
        return confirm(
            ui, ui.t("file.delete_title", name=person_name(ui, person)), ui.t("file.delete_words"),
            yes=ui.t("file.delete"), on_yes=delete, on_close=lambda: ask(False), danger=True,
        )  # fmt: skip

    ft.use_dialog(question(person) if asking and person else None)
    if person is None:
        return ft.Container()
    links: list[ft.Control] = []
    if people.may_delete(session.replica, session.worker, person, clock.today()):
        links.append(
            link(ui, ui.t("file.delete"), lambda: ask(True), identifier="file.delete", danger=True,
                 icon_name=None if ui.large else ft.Icons.DELETE_OUTLINE)
        )  # fmt: skip
    if people.may_erase(session.worker, session.membership.role):
        links.append(Erasing(person_id))
    if ui.rail and not ui.large:
        return ft.Row(links, spacing=GAP)
    return ft.Column([ft.Row([link], wrap=True) for link in links], spacing=GAP)
