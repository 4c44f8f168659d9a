"""Adding somebody to a session: who was met lately, or searched; and what to do when it is full."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import attendance, finding, sessions
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, banner, button, notify, segments, sheet, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.hooks import use_debounce
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.people.lines import person_line
from espace_mobile.app.screens.wording import moment, person_name
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
    use_records("person", "attendance", "group_session", "merge")
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
            _then(invited(ui, session, person), close)
        else:
            _then(expected(ui, session, person, lambda error: refuse((person, error))), close)

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
            segments(ui, options, how, choose, identifier="session.how", name=ui.t("session.add")), hint, wide(search),
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


def full(ui: Ui, session: GroupSession, person: Person, error: InputError, on_close: Callable[[], None]) -> ft.Control:
    """« Complet. Prochaine séance : jeudi 28 à 14 h, 3 places », in one tap; or the waiting list."""
    following = ui.replica.get(GroupSession, str(error.params.get("next_id", "")))
    at = error.params.get("next_at")
    words = ui.t("seat.full_for", name=person_name(ui, person))
    acts: list[ft.Control] = []
    if following is not None and isinstance(at, datetime):
        left = ui.tn("seat.left", int(str(error.params.get("left", 0))))
        words = f"{words} {ui.t('seat.next', when=moment(ui, at), left=left)}"
        acts.append(
            button(
                ui, ui.t("seat.take_next", when=moment(ui, at)),
                lambda: _then(expected(ui, following, person), on_close),
                identifier="session.full.next", primary=True, field=True, icon_name=ft.Icons.EAST,
            )
        )  # fmt: skip
    acts.append(
        button(
            ui, ui.t("seat.wait"), lambda: _then(waiting(ui, session, person), on_close),
            identifier="session.full.wait", field=True, icon_name=ft.Icons.HOURGLASS_EMPTY,
        )
    )  # fmt: skip
    return ft.Column(
        [banner(ui, words, identifier="session.full"), *acts], spacing=12,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def expected(
    ui: Ui, session: GroupSession, person: Person, on_full: Callable[[InputError], None] | None = None
) -> bool:
    """Give a seat; `on_full` is told when there is none, with the next session that has one."""
    own, refused = ui.session, []

    def act() -> Done[Any]:
        try:
            return attendance.expect(own.replica, session, person, own.worker, now=clock.now())
        except InputError as error:
            refused.extend([error] if error.reason == "full" else [])
            raise

    words = ui.t("session.expected", name=person_name(ui, person), when=moment(ui, session.starts_at))
    # With a draft for its errors, nothing is told at the bottom of the screen: the sheet says more.
    done = _done(ui, act, words, Draft("full") if on_full else None)
    if refused and on_full:
        on_full(refused[0])
    return done


def invited(ui: Ui, session: GroupSession, person: Person) -> bool:
    own = ui.session
    return _done(
        ui,
        lambda: attendance.invite(
            own.replica, session, person, own.worker, now=clock.now(), today=clock.today()
        ),
        ui.t("session.invited_now", name=person_name(ui, person)),
    )  # fmt: skip


def waiting(ui: Ui, session: GroupSession, person: Person) -> bool:
    own = ui.session
    return _done(
        ui, lambda: attendance.wait(own.replica, session, person, own.worker, now=clock.now()),
        ui.t("session.waits", name=person_name(ui, person)),
    )  # fmt: skip


def _done(ui: Ui, act: Callable[[], Done[Any]], words: str, draft: Draft | None = None) -> bool:
    done: list[Done[Any]] = []

    def undo() -> None:
        own = ui.session
        attempt(ui, lambda: take_back(own.replica, done[0], own.worker))

    if not attempt(ui, lambda: done.append(act()), draft):
        return False
    notify(ui, words, undo=undo)
    return True


def _then(done: bool, on_close: Callable[[], None]) -> None:
    if done:
        on_close()
