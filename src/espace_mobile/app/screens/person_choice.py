"""Choosing somebody of the files: who was met lately, or searched; only those the worker may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import finding
from espace_mobile.app.components import sheet, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.hooks import use_debounce
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.people.lines import person_line
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui, use_value
from espace_mobile.domain.person import Person

FOUND = 8
Choose = Callable[[Person], Any]


@component
def PersonChoice(title: str, open_now: bool, on_choose: Choose, on_close: Callable[[], Any]) -> Any:
    """`on_choose` is to close it. Tests: `choose.person.{n}`."""
    ui = use_ui()
    use_records(Person.kind, "merge")
    typed = use_made(lambda: Draft("choose.person"))  # not kept: a search names somebody
    query, ask = use_value("")
    later = use_debounce()

    def close() -> None:
        typed.set("query", "")
        ask("")
        on_close()

    def chosen(person: Person) -> Callable[[], None]:
        def take() -> None:
            typed.set("query", "")
            ask("")
            on_choose(person)

        return take

    def content() -> list[ft.Control]:
        search = text_field(
            ui, typed, "query", ui.t("people.search"), on_type=lambda value: later(lambda: ask(value)),
            autocorrect=False, enable_suggestions=False, prefix_icon=ft.Icons.SEARCH,
        )  # fmt: skip
        return [wide(search), *_found(ui, query, chosen)]

    ft.use_dialog(sheet(ui, title, content(), close) if open_now else None)
    return ft.Container(visible=False)


def _found(ui: Ui, query: str, chosen: Callable[[Person], Callable[[], None]]) -> list[ft.Control]:
    found = finding.find(ui.replica, ui.state.search, ui.session.worker, query, limit=FOUND)
    if not found:
        return [muted(ui, ui.t("people.nobody" if query.strip() else "people.none"))]
    lines = [person_line(ui, f, chosen(f.person), identifier=f"choose.person.{n}") for n, f in enumerate(found)]
    return [
        muted(ui, ui.tn("people.found", len(found)) if query.strip() else ui.t("people.recent"), SMALL),
        ft.Column(lines, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
    ]  # fmt: skip
