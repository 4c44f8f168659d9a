"""What the person asks help for."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import people
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, card, chips, link, pill, sheet, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.theme import GAP
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Need, offered


@component
def Needs(person_id: str) -> Any:
    ui = use_ui()
    use_records(Person.kind)
    choosing, choose = ft.use_state(False)
    person = ui.replica.get(Person, person_id)
    ft.use_dialog(_sheet(ui, person, lambda: choose(False)) if choosing and person else None)
    if person is None:
        return ft.Container()
    change = link(
        ui, ui.t("file.needs_change"), lambda: choose(True), identifier="file.needs", icon_name=ft.Icons.EDIT_OUTLINED
    )
    named = title(ui, ui.t("file.needs"))
    head: ft.Control = ft.Row([ft.Container(named, expand=True), change])
    if ui.large:
        head = ft.Column([named, ft.Row([change])], spacing=0, tight=True)
    needs: list[ft.Control] = [pill(ui, None, ui.words.label(need)) for need in person.needs]
    shown = ft.Row(needs, wrap=True, spacing=GAP, run_spacing=GAP) if needs else muted(ui, ui.t("file.no_need"))
    return card(ui, head, shown)


def toggled(needs: tuple[Need, ...], code: str) -> tuple[Need, ...]:
    """In the order of the list, not of the taps."""
    chosen = set(needs) ^ {Need(code)}
    return tuple(need for need in [*offered(Need), *needs] if isinstance(need, Need) and need in chosen)


def need_options(ui: Ui) -> list[Option]:
    return [Option(need, ui.words.label(need)) for need in offered(Need)]


def _sheet(ui: Ui, person: Person, on_close: Any) -> ft.DialogControl:
    def toggle(code: str) -> None:
        session = ui.session
        needs = tuple(dict.fromkeys(toggled(person.needs, code)))
        attempt(ui, lambda: people.change_person(session.replica, person, session.worker, needs=needs))

    return sheet(
        ui, ui.t("file.needs"), [chips(ui, need_options(ui), person.needs, toggle, identifier="need", field=True)],
        on_close, actions=[button(ui, ui.t("action.done"), on_close, identifier="needs.done", primary=True)],
    )  # fmt: skip
