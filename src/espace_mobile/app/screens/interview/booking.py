"""The next appointment in two taps: one opens, one takes a free time like this one's. Any other time from the chips."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import appointments
from espace_mobile.app.actions.free_times import free_times
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, notify, sheet
from espace_mobile.app.components.text import label
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.when import When, when_of
from espace_mobile.app.screens.wording import moment
from espace_mobile.app.theme import GAP
from espace_mobile.app.ui import Ui
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.errors import InputError
from espace_mobile.i18n.translator import sentence


def booking_sheet(
    ui: Ui, interview: Interview, person: Person, draft: Draft, on_close: Callable[[], Any]
) -> ft.DialogControl:
    """Tests: `next.{0, 1, 2}` for the times proposed, then as in `When`."""
    session = ui.session

    def book(at: datetime) -> None:
        booked: list[Any] = []
        act = lambda: booked.append(  # noqa: E731
            appointments.book(session.replica, person, at, session.worker, now=clock.now())
        )
        if attempt(ui, act, draft):
            draft.drop()
            on_close()
            notify(ui, ui.t("interview.booked", when=moment(ui, at)), undo=lambda: _cancel(ui, booked[0]))

    def chosen() -> None:
        try:
            at = when_of(draft)
            if at is None:
                raise InputError("day", "required")
        except InputError as e:
            draft.errors = {e.field: ui.error(e)}
            return
        book(at)

    times = free_times(session.replica, session.worker, interview.at, clock.now())
    proposed: list[ft.Control] = [
        button(
            ui, sentence(moment(ui, at)), _taking(book, at), identifier=f"next.{n}", field=True,
            icon_name=ft.Icons.EVENT_AVAILABLE_OUTLINED,
        )
        for n, at in enumerate(times)
    ]  # fmt: skip
    stretch = ft.CrossAxisAlignment.STRETCH
    return sheet(
        ui, ui.t("interview.book_next"),
        [ft.Column(proposed, spacing=GAP, horizontal_alignment=stretch), label(ui, ui.t("interview.other_time")),
         When(draft)],
        on_close,
        actions=[
            button(ui, ui.t("appointment.save"), chosen, identifier="next.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), lambda: on_close(), identifier="next.cancel", field=True),
        ],
    )  # fmt: skip


def _taking(book: Callable[[datetime], None], at: datetime) -> Callable[[], None]:
    return lambda: book(at)


def _cancel(ui: Ui, booked: Any) -> None:
    session = ui.session
    attempt(ui, lambda: appointments.set_status(session.replica, booked, session.worker, AppointmentStatus.CANCELLED))
