"""Appointments where one works: what is left of the day, what waits for an answer, what begins in a moment.

Nobody is named: these words stand on screens that others see.
"""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import agenda
from espace_mobile.app.actions.agenda import Meeting, Whose
from espace_mobile.app.components import line, notify
from espace_mobile.app.components.text import icon
from espace_mobile.app.screens.agenda.looked import APPOINTMENTS, FEW, look_at
from espace_mobile.app.ui import Ui, component, use_every, use_made, use_records, use_ui

MINUTE = 60.0
_ALL = 99  # of those that wait: it is what one comes for


@component
def TodaysAppointments() -> Any:
    """Nothing, when there is none. Kept right as time goes."""
    ui = use_ui()
    use_records("appointment", "person", "merge", late=True)
    _, redraw = ft.use_state(0)

    async def tick() -> None:
        redraw(lambda n: n + 1)

    use_every(MINUTE, tick, at_once=False)
    now, session = clock.now(), ui.session
    left = agenda.to_come_today(session.replica, session.worker, now)
    waiting = agenda.to_confirm(session.replica, session.worker, Whose.MINE, now)
    lines = [*_left(ui, left), *_waiting(ui, len(waiting))]
    return ft.Column(
        lines, spacing=0, visible=bool(lines), horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )  # fmt: skip


def _left(ui: Ui, left: list[Meeting]) -> list[ft.Control]:
    if not left:
        return []
    first = left[0].appointment.starts_at
    key = "agenda.next" if first > clock.now() else "agenda.now"
    hour = ui.words.clock(clock.local(first))
    return [
        line(
            ui, ui.tn("agenda.of_today", len(left)),
            ui.t(key, hour=hour), identifier="today.appointments",
            lead=icon(ui, ft.Icons.EVENT_OUTLINED, 24, ui.palette.primary), on_tap=lambda: _open(ui, FEW),
        )
    ]  # fmt: skip


def _waiting(ui: Ui, count: int) -> list[ft.Control]:
    if not count:
        return []
    return [
        line(
            ui, ui.tn("agenda.waiting", count), identifier="today.to_confirm",
            lead=icon(ui, ft.Icons.HELP_OUTLINE, 24, ui.palette.primary), on_tap=lambda: _open(ui, _ALL),
        )
    ]  # fmt: skip


def _open(ui: Ui, waiting: int) -> None:
    look_at(ui.session, APPOINTMENTS, waiting=waiting)
    ft.context.page.navigate("/agenda")


@component
def Reminders() -> Any:
    """A notice a quarter of an hour before each of the worker's own appointments, wherever in the app they are."""
    ui = use_ui()
    latest = ft.use_ref(ui)
    latest.current = ui
    told: set[tuple[str, str]] = use_made(set)

    async def look() -> None:
        shown = latest.current or ui
        session = shown.state.session
        if session is None:
            return
        now = clock.now()
        for meeting in agenda.soon(session.replica, session.worker, now):
            key = meeting.appointment.id, meeting.appointment.starts_at.isoformat()
            if key not in told:
                told.add(key)
                minutes = max(1, round((meeting.appointment.starts_at - now).total_seconds() / 60))
                notify(shown, shown.tn("agenda.soon", minutes))

    use_every(MINUTE, look)
    return ft.Container(visible=False)
