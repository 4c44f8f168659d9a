"""The nine barriers as chips of three states: a tap goes from one to the next."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import people
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import card, title, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.theme import GAP, ROUND, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Barrier, BarrierState


@component
def Barriers(person_id: str) -> Any:
    ui = use_ui()
    use_records(Person.kind)
    person = ui.replica.get(Person, person_id)
    if person is None:
        return ft.Container()
    shown = ft.Row([_chip(ui, person, b) for b in Barrier], wrap=True, spacing=GAP, run_spacing=GAP)
    return card(ui, title(ui, ui.t("file.barriers")), muted(ui, ui.t("file.barriers_hint"), SMALL), shown)


def _chip(ui: Ui, person: Person, barrier: Barrier) -> ft.Control:
    p, state = ui.palette, person.barriers[barrier]
    sign, ink, ground, edge = {
        BarrierState.YES: (ft.Icons.FLAG_OUTLINED, p.on_primary, p.primary, p.primary),
        BarrierState.RESOLVED: (ft.Icons.CHECK_CIRCLE_OUTLINE, p.ok, p.soft, p.ok),
    }.get(state, (ft.Icons.RADIO_BUTTON_UNCHECKED, p.ink, p.surface, p.muted))
    name, said = ui.words.label(barrier), ui.words.label(state)
    words = name if state == BarrierState.NOT_DISCUSSED else ui.t("file.barrier", barrier=name, state=said.lower())

    def next_state() -> None:
        session = ui.session
        attempt(ui, lambda: people.cycle_barrier(session.replica, person, barrier, session.worker))

    return touchable(
        ui, ft.Row([icon(ui, sign, 18, ink), label(ui, words, 15, ink)], spacing=6, tight=True),
        identifier=f"barrier.{barrier}", name=name, value=said, on_tap=next_state, height=ui.size(TOUCH_FIELD),
        border_radius=ROUND, bgcolor=ground, padding=ft.Padding.symmetric(horizontal=14),
        border=ft.Border.all(p.edge, edge),
    )  # fmt: skip
