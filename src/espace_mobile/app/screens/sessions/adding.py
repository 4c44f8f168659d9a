"""Adding somebody to a session: who was met lately, or searched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import finding, sessions
from espace_mobile.app.components import Option, segments, sheet, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.hooks import use_debounce
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.people.lines import person_line
from espace_mobile.app.screens.sessions.giving import expected, full, invited, then
from espace_mobile.app.screens.sessions.inviting import invite_everybody
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui, use_value
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus
from espace_mobile.domain.person import Person
from espace_mobile.errors import InputError

FOUND = 8
_EXPECT, _INVITE = "expect", "invite"
_NOBODY: tuple[Person, InputError] | None = None
_AGAIN = frozenset({AttendanceStatus.WITHDRAWN})  # those who may be added once more


@component
def Adding(session_id: str, open_now: bool, on_close: Callable[[], None]) -> Any:
    ui = use_ui()
    use_records("person", "attendance", "group_session", "merge", "enrolment")
    typed = use_made(lambda: Draft("session.add"))  # not kept: a search names somebody
    query, ask = use_value("")
    how, choose = use_value(_EXPECT)
    refused, refuse = use_value(_NOBODY)
    later = use_debounce()
    session = ui.replica.get(GroupSession, session_id)

    def close() -> None:
        typed.set("query", "")
        ask("")
        refuse(_NOBODY)
        on_close()

    def add(session: GroupSession, person: Person) -> None:
        if how == _INVITE:
            then(invited(ui, session, person), close)
        else:
            then(expected(ui, session, person, lambda error: refuse((person, error))), close)

    def content(session: GroupSession) -> list[ft.Control]:
        if refused is not None:
            return [full(ui, session, *refused, close)]
        options = [Option(_EXPECT, ui.t("session.expect")), Option(_INVITE, ui.t("session.invite"))]
        search = text_field(
            ui, typed, "query", ui.t("people.search"), on_type=lambda value: later(lambda: ask(value)),
            autocorrect=False, enable_suggestions=False, prefix_icon=ft.Icons.SEARCH,
        )  # fmt: skip
        hint = muted(ui, ui.t("session.expect_hint" if how == _EXPECT else "session.invite_hint"), SMALL)
        return [
            segments(ui, options, how, choose, identifier="session.how", name=ui.t("session.add")), hint,
            *(invite_everybody(ui, session, close) if how == _INVITE else []), wide(search),
            *_found(ui, session, query, lambda person: add(session, person)),
        ]  # fmt: skip

    ft.use_dialog(sheet(ui, ui.t("session.add"), content(session), close) if session and open_now else None)
    return ft.Container(visible=False)


def _found(ui: Ui, session: GroupSession, query: str, add: Callable[[Person], None]) -> list[ft.Control]:
    there = {a.person_id for a in sessions.attendances_of(ui.replica, session) if a.status not in _AGAIN}
    found = finding.find(ui.replica, ui.state.search, ui.session.worker, query, limit=FOUND + len(there))
    found = [f for f in found if f.person.id not in there][:FOUND]
    if not found:
        return [muted(ui, ui.t("people.nobody" if query.strip() else "people.none"))]

    def adder(person: Person) -> Callable[[], None]:
        return lambda: add(person)

    lines = [person_line(ui, f, adder(f.person), identifier=f"session.add.{n}") for n, f in enumerate(found)]
    return [
        muted(ui, ui.tn("people.found", len(found)) if query.strip() else ui.t("people.recent"), SMALL),
        ft.Column(lines, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
    ]  # fmt: skip
