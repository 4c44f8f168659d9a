"""The nine barriers as chips of three states, a tap goes from one to the next; since when, and what was before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import barriers
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import card, line, link, notify, sheet, title, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.components.touch import flexible
from espace_mobile.app.screens.wording import day_words, worker_name
from espace_mobile.app.theme import GAP, ROUND, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.barrier_change import BarrierChange
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Barrier, BarrierState
from espace_mobile.i18n.translator import sentence

History = dict[Barrier, list[BarrierChange]]


@component
def Barriers(person_id: str) -> Any:
    ui = use_ui()
    use_records(Person.kind, BarrierChange.kind)
    shown, show = use_value("")
    person = ui.replica.get(Person, person_id)
    history = _by_barrier(ui, person) if person else {}
    told = history.get(Barrier(shown)) if shown else None
    ft.use_dialog(_history(ui, Barrier(shown), told, lambda: show("")) if told else None)
    if person is None:
        return ft.Container()
    states = ft.Row([_chip(ui, person, b) for b in Barrier], wrap=True, spacing=GAP, run_spacing=GAP)
    lines = [_since(ui, person, b, history[b], show) for b in Barrier if b in history]
    return card(ui, title(ui, ui.t("file.barriers")), muted(ui, ui.t("file.barriers_hint"), SMALL), states, *lines)


def state_words(ui: Ui, barrier: Barrier, state: BarrierState) -> str:
    """« Logement : oui »; a barrier nobody spoke of is only named."""
    name = ui.words.label(barrier)
    if state == BarrierState.NOT_DISCUSSED:
        return name
    return ui.t("file.barrier", barrier=name, state=ui.words.label(state).lower())


def _by_barrier(ui: Ui, person: Person) -> History:
    found: History = {}
    for change in barriers.history_of(ui.replica, person.id):
        found.setdefault(change.barrier, []).append(change)
    return found


def _chip(ui: Ui, person: Person, barrier: Barrier) -> ft.Control:
    p, state = ui.palette, person.barriers[barrier]
    sign, ink, ground, edge = {
        BarrierState.YES: (ft.Icons.FLAG_OUTLINED, p.on_primary, p.primary, p.primary),
        BarrierState.RESOLVED: (ft.Icons.CHECK_CIRCLE_OUTLINE, p.ok, p.soft, p.ok),
    }.get(state, (ft.Icons.RADIO_BUTTON_UNCHECKED, p.ink, p.surface, p.muted))
    words = flexible(label(ui, state_words(ui, barrier, state), 15, ink))
    return touchable(
        ui, ft.Row([icon(ui, sign, 18, ink), words], spacing=6, tight=True),
        identifier=f"barrier.{barrier}", name=ui.words.label(barrier), value=ui.words.label(state),
        on_tap=lambda: cycle(ui, person, barrier), height=None if ui.large else ui.size(TOUCH_FIELD),
        border_radius=ROUND, bgcolor=ground,
        padding=ft.Padding.symmetric(horizontal=14, vertical=16 if ui.large else 0),
        border=ft.Border.all(p.edge, edge),
    )  # fmt: skip


def cycle(ui: Ui, person: Person, barrier: Barrier) -> None:
    session, steps = ui.session, list[barriers.Step]()

    def act() -> None:
        steps.append(barriers.cycle_barrier(session.replica, person, barrier, session.worker, now=clock.now()))

    def undo() -> None:
        attempt(ui, lambda: barriers.undo(session.replica, steps[0], session.worker))

    if attempt(ui, act):
        said = ui.t("file.barrier", barrier=ui.words.label(barrier), state=ui.words.label(steps[0].after).lower())
        notify(ui, said, undo=undo)


def _since(
    ui: Ui, person: Person, barrier: Barrier, history: list[BarrierChange], show: Callable[[str], None]
) -> ft.Control:
    state = person.barriers[barrier]
    began = barriers.since(history, state)
    since = "" if began is None else ui.t("file.barrier_since", day=day_words(ui, clock.local(began).date()))
    name = ui.words.label(barrier)
    look_back = link(
        ui, ui.t("file.barrier_history"), lambda: show(barrier), identifier=f"barrier.{barrier}.history",
        description=ui.t("file.barrier_history_of", barrier=name), field=True,
    )  # fmt: skip
    said = line(
        ui, name, sentence(since) or ui.words.label(state), identifier=f"barrier.{barrier}.since",
        trail=None if ui.large else look_back, rule=False,
    )  # fmt: skip
    return ft.Column([said, ft.Row([look_back])], spacing=0, tight=True) if ui.large else said


def _history(ui: Ui, barrier: Barrier, history: list[BarrierChange], on_close: Callable[[], None]) -> ft.DialogControl:
    lines = [
        line(
            ui, ui.words.label(change.state),
            ", ".join(filter(None, [day_words(ui, clock.local(change.at).date()), worker_name(ui, change.worker_id)])),
            identifier=f"barrier.past.{n}", rule=change is not history[-1],
        )
        for n, change in enumerate(history)
    ]  # fmt: skip
    return sheet(ui, ui.words.label(barrier), [ft.Column(list(lines), spacing=0)], on_close)
