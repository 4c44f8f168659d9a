"""The sessions of the person, and a seat in one to come by two taps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import sessions
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.components import button, card, line, link, sheet, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.sessions.giving import expected, full
from espace_mobile.app.screens.sessions.listing import session_line
from espace_mobile.app.screens.sessions.words import title_of, when_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.errors import InputError

AT_FIRST, OFFERED = 4, 8
_NONE: tuple[GroupSession, InputError] | None = None


@component
def SessionsOf(person_id: str) -> Any:
    ui = use_ui()
    use_records("attendance", "group_session", "merge")
    choosing, choose = use_value(False)
    everything, show = use_value(False)
    refused, refuse = use_value(_NONE)
    person = person_of(ui.replica, person_id)

    def close() -> None:
        refuse(_NONE)
        choose(False)

    def take(person: Person, session: GroupSession) -> None:
        if expected(ui, session, person, lambda error: refuse((session, error))):
            close()

    ft.use_dialog(_sheet(ui, person, refused, take, close) if choosing and person else None)
    if person is None:
        return ft.Container()
    found = sessions.sessions_of(ui.replica, person)
    shown = found if everything else found[:AT_FIRST]
    lines = [_line(ui, session, attendance, n) for n, (session, attendance) in enumerate(shown)]
    nothing = [] if lines else [muted(ui, ui.t("session.person_none"))]
    if len(found) > len(shown):
        lines.append(link(ui, ui.t("session.more"), lambda: show(True), identifier="file.sessions.more", field=True))
    return card(
        ui, title(ui, ui.t("session.many")), ft.Column(lines, spacing=0) if lines else ft.Container(), *nothing,
        button(ui, ui.t("session.join"), lambda: choose(True), identifier="file.session.join", field=True,
               icon_name=ft.Icons.GROUP_ADD_OUTLINED),
    )  # fmt: skip


def _line(ui: Ui, session: GroupSession, attendance: Attendance, n: int) -> ft.Control:
    status = session.status if session.status == SessionStatus.CANCELLED else attendance.status
    return line(
        ui, title_of(ui, session), f"{ui.words.label(status)} · {when_words(ui, session)}",
        identifier=f"file.session.of.{n}", on_tap=lambda: ft.context.page.navigate(f"/sessions/{session.id}"),
    )  # fmt: skip


def _sheet(
    ui: Ui, person: Person, refused: tuple[GroupSession, InputError] | None,
    take: Callable[[Person, GroupSession], None], close: Callable[[], None],
) -> ft.DialogControl:  # fmt: skip
    """The next sessions with a seat left. When somebody takes it meanwhile, the same offer as in the session."""
    if refused is not None:
        return sheet(ui, ui.t("session.join"), [full(ui, refused[0], person, refused[1], close)], close)
    open_ones = sessions.with_seats(ui.replica, clock.now(), person=person)[:OFFERED]

    def taker(session: GroupSession) -> Callable[[], None]:
        return lambda: take(person, session)

    lines = [session_line(ui, session, f"file.session.{n}", taker(session)) for n, session in enumerate(open_ones)]
    said = muted(ui, ui.t("session.join_hint" if lines else "session.none_open"), SMALL)
    stacked = ft.Column(lines, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return sheet(ui, ui.t("session.join"), [said, stacked], close)
