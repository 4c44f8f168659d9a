"""While a name is typed: the files that may already be this person's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import finding
from espace_mobile.app.actions.finding import Found
from espace_mobile.app.components import button, link
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import identity_of
from espace_mobile.app.screens.new_file.opening import same_person
from espace_mobile.app.screens.wording import person_name, seen, traits
from espace_mobile.app.theme import GAP, RADIUS, SMALL
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.phones import shown_phone


@ft.observable
@dataclass
class Watch:
    """Who resembles what is typed. `dismissed`: those the worker said are somebody else."""

    found: list[Found] = field(default_factory=list)
    dismissed: tuple[str, ...] = ()

    def look(self, ui: Ui, draft: Draft) -> None:
        found = finding.duplicates(ui.replica, ui.state.search, ui.session.worker, identity_of(draft), clock.today())
        shown = [f for f in found if f.person.id not in self.dismissed][:3]
        if [f.person.id for f in shown] != [f.person.id for f in self.found]:
            self.found = shown

    def dismiss(self) -> None:
        self.dismissed = (*self.dismissed, *(f.person.id for f in self.found))
        self.found = []


@component
def Suspects(watch: Watch, draft: Draft) -> Any:
    ui = use_ui()
    ft.use_state(watch)
    if not watch.found:
        return ft.Container(visible=False)
    head = ft.Row(
        [
            icon(ui, ft.Icons.CONTENT_COPY, 22, ui.palette.alert),
            label(ui, ui.tn("new_file.suspects", len(watch.found)), expand=True),
        ],
        spacing=12,
    )
    other = ft.Row([link(ui, ui.t("new_file.other_person"), watch.dismiss, identifier="suspects.dismiss")])
    inside = ft.Column([head, *(_suspect(ui, draft, f, n) for n, f in enumerate(watch.found)), other], spacing=12)
    return ft.Semantics(
        identifier="suspects", live_region=True, container=True,
        content=ft.Container(
            inside, bgcolor=ui.palette.surface, border=ft.Border.all(max(1, ui.palette.edge), ui.palette.alert),
            border_radius=RADIUS, padding=16,
        ),
    )  # fmt: skip


def _suspect(ui: Ui, draft: Draft, found: Found, n: int) -> ft.Control:
    person = found.person
    phone = shown_phone(person.phone) if person.phone else ""
    detail = " · ".join(filter(None, [traits(ui, person.sex, person.age_band), phone, seen(ui, found.seen_on)]))
    words = ft.Column([label(ui, person_name(ui, person), 18), muted(ui, detail, SMALL)], spacing=2, tight=True)
    same = button(
        ui, ui.t("new_file.same"), lambda: same_person(ui, draft, person), identifier=f"suspects.same.{n}",
        field=True, description=ui.t("new_file.same_as", name=person_name(ui, person)),
    )  # fmt: skip
    return ft.Column([words, same], spacing=GAP)
