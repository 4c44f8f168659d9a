"""Giving a date another day: dropped on it, or « Déplacer » and then a tap on the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import outings, schedule_warnings, workers
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components import link
from espace_mobile.app.components.text import icon, label
from espace_mobile.app.noting import note
from espace_mobile.app.screens.schedule.looked import Acts
from espace_mobile.app.screens.schedule.warning_words import warning_words
from espace_mobile.app.screens.schedule.warnings import in_order, sign_words
from espace_mobile.app.screens.wording import day_words, place_name
from espace_mobile.app.theme import RADIUS
from espace_mobile.app.ui import Ui, memo, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule import TO_COME


def may_move(ui: Ui, outing: Outing) -> bool:
    return outing.status in TO_COME and workers.may_run(ui.session.worker, outing)


def move_to(ui: Ui, acts: Acts, outing_id: str, day: date) -> None:
    """At the same hours. On its own day, nothing happens. The notice says what is unwise about it, and how to undo."""
    session, outing = ui.session, ui.replica.get(Outing, outing_id)
    acts.looked.moving = ""
    if outing is None or outing.on == day or not may_move(ui, outing):
        return
    words = ". ".join([ui.t("date.moved", day=day_words(ui, day)), *_unwise(ui, outing, day)])

    def act() -> Done[Outing]:
        done = outings.moved(session.replica, outing, session.worker, day, outing.starts, outing.ends)
        if acts.looked.open:
            acts.looked.open = done.fact.id
        return done

    note(ui, act, words)


def _unwise(ui: Ui, outing: Outing, day: date) -> list[str]:
    """The gravest of what it would break; it stays on the date, with the others."""
    planned = outings.another_day(outing, day, outing.starts, outing.ends)
    found = in_order(schedule_warnings.if_planned(ui.replica, planned, clock.today()))
    return [warning_words(ui, found[0]), *([sign_words(ui, found)] if len(found) > 1 else [])] if found else []


@memo
def MovingBar(acts: Acts, outing_id: str) -> Any:
    """« Choisissez le nouveau jour · Annuler », while a date waits for its new day; Escape cancels too."""
    ui = use_ui()
    outing = ui.replica.get(Outing, outing_id) if outing_id else None
    if outing is None:
        return ft.Container(visible=False)
    p = ui.palette
    what = f"{place_name(ui, outing)}, {ui.words.brief_day(outing.on)}"
    words = ft.Semantics(
        identifier="schedule.moving", live_region=True, container=True, expand=True,
        content=ft.Column(
            [label(ui, ui.t("schedule.choose_day")), label(ui, what, 14, p.muted)], spacing=0, tight=True
        ),
    )  # fmt: skip
    leave = lambda: setattr(acts.looked, "moving", "")  # noqa: E731
    bar = ft.Container(
        ft.Row([icon(ui, ft.Icons.EAST, 22, p.primary), words,
                link(ui, ui.t("action.cancel"), leave, identifier="schedule.moving.cancel")], spacing=12),
        bgcolor=p.soft, border=ft.Border.all(2, p.primary), border_radius=RADIUS,
        padding=ft.Padding.symmetric(horizontal=16, vertical=8),
    )  # fmt: skip
    return ft.KeyboardListener(bar, autofocus=True, on_key_down=on_escape(leave), include_semantics=False)


def on_escape(act: Callable[[], Any]) -> Callable[[ft.KeyDownEvent], None]:
    def pressed(e: ft.KeyDownEvent) -> None:
        if e.key == "Escape":
            act()

    return pressed
