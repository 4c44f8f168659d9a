"""Which other file is the same person's: those that look alike first, then whoever is searched for."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import files, finding
from espace_mobile.app.actions.finding import Found
from espace_mobile.app.actions.people import Identity
from espace_mobile.app.components import header, page_body, text_field
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.hooks import use_debounce
from espace_mobile.app.screens.merging.deciding import compare_them
from espace_mobile.app.screens.people.lines import person_line
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui, use_value
from espace_mobile.domain.person import Person

FOUND = 20


@component
def OtherFile() -> Any:
    ui = use_ui()
    use_records(Person.kind)
    typed = use_made(lambda: Draft("merge.search"))  # not kept: a search names somebody
    query, ask = use_value("")
    later = use_debounce()
    person = files.person_of(ui.replica, ft.use_route_params().get("id"))
    if person is None:
        return page_body(ui, header(ui, ui.t("file.gone"), back="/people"))
    field = text_field(
        ui, typed, "query", ui.t("merge.search"), on_type=lambda value: later(lambda: ask(value.strip())),
        prefix_icon=icon(ui, ft.Icons.SEARCH, 24, ui.palette.muted), autocorrect=False, enable_suggestions=False,
    )  # fmt: skip
    found = _others(ui, person, query)
    above = ui.t("merge.look_alike") if not query else ui.tn("people.found", len(found))
    return page_body(
        ui,
        header(ui, ui.t("merge.search_title"), above=person_name(ui, person), back=f"/people/{person.id}"),
        muted(ui, ui.t("merge.search_hint")), ft.Row([ft.Container(field, expand=1)]),
        *([label(ui, above, SMALL)] if found or query else []),
        ft.Column([_line(ui, person, f, n) for n, f in enumerate(found)], spacing=0),
    )  # fmt: skip


def _others(ui: Ui, person: Person, query: str) -> list[Found]:
    index, worker = ui.state.search, ui.session.worker
    if not query:
        return finding.duplicates(ui.replica, index, worker, Identity.of(person), clock.today(), besides=person.id)
    found = finding.find(ui.replica, index, worker, query, limit=FOUND)
    return [f for f in found if f.person.id != person.id]


def _line(ui: Ui, person: Person, found: Found, n: int) -> ft.Control:
    return person_line(ui, found, lambda: compare_them(person.id, found.person.id), identifier=f"merge.found.{n}")
