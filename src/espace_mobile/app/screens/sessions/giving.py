"""A seat, an invitation, a place on the waiting list: each by one tap that can be taken back; and what else there is
when it is full."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import attendance
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components import banner, button
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.wording import moment, person_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.person import Person
from espace_mobile.errors import InputError


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
                ui, ui.t("seat.take_next"),
                lambda: then(expected(ui, following, person), on_close),
                identifier="session.full.next", primary=True, field=True, icon_name=ft.Icons.EAST,
                description=f"{ui.t('seat.take_next')}, {moment(ui, at)}",
            )
        )  # fmt: skip
    acts.append(
        button(
            ui, ui.t("seat.wait"), lambda: then(waiting(ui, session, person), on_close),
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
    done = note(ui, act, words, Draft("full") if on_full else None)
    if refused and on_full:
        on_full(refused[0])
    return done


def invited(ui: Ui, session: GroupSession, person: Person) -> bool:
    own = ui.session
    return note(
        ui,
        lambda: attendance.invite(
            own.replica, session, person, own.worker, now=clock.now(), today=clock.today()
        ),
        ui.t("session.invited_now", name=person_name(ui, person)),
    )  # fmt: skip


def waiting(ui: Ui, session: GroupSession, person: Person) -> bool:
    own = ui.session
    return note(
        ui, lambda: attendance.wait(own.replica, session, person, own.worker, now=clock.now()),
        ui.t("session.waits", name=person_name(ui, person)),
    )  # fmt: skip


def then(done: bool, on_close: Callable[[], None]) -> None:
    if done:
        on_close()
