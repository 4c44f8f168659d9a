"""The entries that wait for a CIP: on the screen of the day, for those who may decide."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import enrolments, workers
from espace_mobile.app.components import button, line, link, title
from espace_mobile.app.screens.enrolments.noting import note
from espace_mobile.app.screens.enrolments.words import programme_name, spell_dates
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import GAP
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.path_vocabulary import EntryDecision
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme

AT_FIRST = 2


@component
def EntriesToValidate() -> Any:
    """Nothing at all when nothing waits, or for whoever doesn't decide."""
    ui = use_ui()
    use_records(Enrolment.kind, Programme.kind, Person.kind, Merge.kind)
    shown, show = use_value(AT_FIRST)
    worker = ui.session.worker
    found = enrolments.waiting(ui.replica, worker, clock.today()) if workers.may_counsel(worker) else []
    lines = [_entry(ui, spell, person, n) for n, (spell, person) in enumerate(found[:shown])]
    if len(found) > shown:
        more = link(ui, ui.t("enrolment.more_waiting"), lambda: show(shown + 20), identifier="entries.more", field=True)
        lines.append(ft.Row([more]))
    heading = title(ui, ui.tn("enrolment.waiting", len(found)))
    return ft.Column(
        [heading, *lines], spacing=GAP, visible=bool(found), tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _entry(ui: Ui, spell: Enrolment, person: Person, n: int) -> ft.Control:
    about = f"{programme_name(ui, spell)} · {spell_dates(ui, spell, clock.today())}"
    name = person_name(ui, person)
    seen = line(
        ui, name, about, identifier=f"entries.{n}", rule=False, detail_lines=2,
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
    return ft.Column([seen, ft.Row([yes, no], spacing=GAP)], spacing=0, tight=True)


def decide(ui: Ui, spell: Enrolment, to: EntryDecision) -> None:
    session = ui.session
    words = ui.t("enrolment.validated" if to == EntryDecision.VALIDATED else "enrolment.refused")
    note(ui, lambda: enrolments.decide(session.replica, spell, to, session.worker, clock.today()), words)
