"""The entries that wait for a CIP: one line on the screen of the day, and their own screen.

The line names nobody: the screen of the day is seen by whoever stands at the van.
"""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import enrolments, workers
from espace_mobile.app.components import button, card, empty_state, header, line, link, page_body
from espace_mobile.app.components.text import icon
from espace_mobile.app.noting import note
from espace_mobile.app.screens.enrolments.words import programme_name, spell_dates
from espace_mobile.app.screens.office.way import way_back
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import GAP
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.path_vocabulary import EntryDecision
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme

WINDOW = 8  # a tablet shows six


@component
def EntriesToValidate() -> Any:
    """Nothing at all when nothing waits, or for whoever doesn't decide."""
    ui = use_ui()
    use_records(Enrolment.kind, Person.kind, Merge.kind, late=True)
    found = _waiting(ui)
    if not found:
        return ft.Container(visible=False)
    return line(
        ui, ui.tn("enrolment.waiting", len(found)), identifier="entries.open",
        lead=icon(ui, ft.Icons.FLAG_OUTLINED, 24, ui.palette.primary),
        on_tap=lambda: ft.context.page.navigate("/entries"),
    )  # fmt: skip


@component
def Entries() -> Any:
    ui = use_ui()
    use_records(Enrolment.kind, Programme.kind, Person.kind, Merge.kind)
    shown, show = use_value(WINDOW)
    found = _waiting(ui)
    top = header(ui, ui.t("enrolment.to_validate"), back=way_back(ui, "/"))
    if not found:
        return page_body(
            ui,
            top,
            empty_state(ui, ft.Icons.DONE_ALL, ui.t("enrolment.none_waiting"), ui.t("enrolment.none_waiting_hint")),
        )
    entries = [_entry(ui, spell, person, n) for n, (spell, person) in enumerate(found[:shown])]
    more = []
    if len(found) > shown:
        again = link(
            ui, ui.t("enrolment.more_waiting"), lambda: show(shown + WINDOW), identifier="entries.more", field=True
        )
        more.append(ft.Row([again], wrap=True))
    return page_body(ui, top, *entries, *more)


def _waiting(ui: Ui) -> list[tuple[Enrolment, Person]]:
    worker = ui.session.worker
    return enrolments.waiting(ui.replica, worker, clock.today()) if workers.may_counsel(worker) else []


def _entry(ui: Ui, spell: Enrolment, person: Person, n: int) -> ft.Control:
    about = f"{programme_name(ui, spell)} · {spell_dates(ui, spell, clock.today())}"
    name = person_name(ui, person)
    seen = line(
        ui, name, about, identifier=f"entries.{n}", rule=False, detail_lines=4 if ui.large else 2,
        on_tap=lambda: ft.context.page.navigate(f"/people/{person.id}"),
    )  # fmt: skip
    yes = button(
        ui, ui.t("enrolment.validate_short"), lambda: decide(ui, spell, EntryDecision.VALIDATED), primary=True,
        identifier=f"entries.{n}.validate", field=True, expand=1, description=ui.t("enrolment.validate_of", name=name),
    )  # fmt: skip
    no = button(
        ui, ui.t("enrolment.refuse"), lambda: decide(ui, spell, EntryDecision.REFUSED),
        identifier=f"entries.{n}.refuse", field=True, expand=1, description=ui.t("enrolment.refuse_of", name=name),
    )  # fmt: skip
    acts: ft.Control = ft.Row([no, yes], spacing=GAP)
    if ui.large:
        acts = ft.Column([yes, no], spacing=GAP, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return card(ui, seen, acts)


def decide(ui: Ui, spell: Enrolment, to: EntryDecision) -> None:
    session = ui.session
    words = ui.t("enrolment.validated" if to == EntryDecision.VALIDATED else "enrolment.refused")
    note(ui, lambda: enrolments.decide(session.replica, spell, to, session.worker, clock.today()), words)
