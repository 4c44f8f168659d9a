"""The next appointment, those waiting to be told kept or missed, and booking one."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import appointments
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, card, chips, notify, sheet, text_field, title
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.busy import busy_words
from espace_mobile.app.screens.file.restricted import shut_words, use_shut
from espace_mobile.app.screens.other_date import OtherDate
from espace_mobile.app.screens.place_choice import place_choice
from espace_mobile.app.screens.when import When, when_of
from espace_mobile.app.screens.wording import moment, place_words
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.errors import InputError
from espace_mobile.i18n.translator import sentence

_ANSWERS = (AppointmentStatus.KEPT, AppointmentStatus.MISSED, AppointmentStatus.EXCUSED, AppointmentStatus.CANCELLED)
_AGAIN, _NEW = "again", "new"


@component
def Appointments(person_id: str) -> Any:
    ui = use_ui()
    use_records(Appointment.kind)
    draft = use_draft(f"file.appointment.{person_id}")
    shut = use_shut(person_id)
    booking, show = use_value("")  # or the id of the one that gets another date
    person = ui.replica.get(Person, person_id)
    close = lambda: show("")  # noqa: E731
    ft.use_dialog(_booking(ui, person, draft, close) if booking == _NEW and person else None)
    if person is None:
        return ft.Container()
    booked = [a for a in appointments.appointments_of(ui.replica, person) if a.status == AppointmentStatus.BOOKED]
    lines = [_booked(ui, a, n, show) for n, a in enumerate(reversed(booked))]
    nothing = [] if lines else [muted(ui, ui.t("appointment.none"))]
    moving = [ft.Container(OtherDate(booking, close), key=booking)] if booking not in ("", _NEW) else []
    return card(
        ui, title(ui, ui.t("appointment.title")), *lines, *nothing, *moving,
        shut_words(ui) if shut else button(
            ui, ui.t("appointment.book"), lambda: show(_NEW), identifier="appointment.book", field=True,
            icon_name=ft.Icons.EVENT_AVAILABLE_OUTLINED),
    )  # fmt: skip


def _booked(ui: Ui, appointment: Appointment, n: int, show: Any) -> ft.Control:
    """One that is over asks whether it was kept; one to come can only be excused or cancelled."""
    over = appointment.starts_at <= clock.now()
    where = ", ".join(filter(None, [place_words(ui, appointment), appointment.motive]))
    when = label(ui, sentence(moment(ui, appointment.starts_at)), expand=True)
    answers = [Option(s, ui.words.label(s)) for s in (_ANSWERS if over else _ANSWERS[2:])]
    answers.append(Option(_AGAIN, ui.t("appointment.again"), ft.Icons.UPDATE))

    def answer(code: str) -> None:
        if code == _AGAIN:
            show(appointment.id)
        else:
            set_status(ui, appointment, AppointmentStatus(code))

    return ft.Column(
        [
            ft.Row([icon(ui, ft.Icons.HELP_OUTLINE if over else ft.Icons.EVENT_OUTLINED, 20), when], spacing=12),
            *([muted(ui, where, SMALL)] if where else []),
            *([muted(ui, ui.t("appointment.was_kept"), SMALL)] if over else []),
            chips(ui, answers, [], answer, identifier=f"appointment.{n}"),
        ],
        spacing=GAP,
    )  # fmt: skip


def set_status(ui: Ui, appointment: Appointment, status: AppointmentStatus) -> None:
    session, before = ui.session, appointment.status

    def change(to: AppointmentStatus) -> bool:
        return attempt(ui, lambda: appointments.set_status(session.replica, appointment, session.worker, to))

    if change(status):
        notify(ui, ui.t("appointment.now", status=ui.words.label(status).lower()), undo=lambda: change(before))


def _booking(ui: Ui, person: Person, draft: Draft, on_close: Any) -> ft.DialogControl:
    session, booked = ui.session, []

    def act() -> None:
        starts_at = when_of(draft)
        if starts_at is None:
            raise InputError("day", "required")
        booked.append(
            appointments.book(
                session.replica, person, starts_at, session.worker, now=clock.now(), motive=draft.get("motive"),
                place_id=draft.get("place_id") or None, place_text=draft.get("place"),
            )
        )  # fmt: skip

    def undo() -> None:
        attempt(ui, lambda: appointments.take_back(session.replica, booked[0], session.worker))

    def confirm() -> None:
        if attempt(ui, act, draft):
            draft.drop()
            on_close()
            notify(ui, ui.t("appointment.booked"), undo=undo)

    return sheet(
        ui, ui.t("appointment.book"),
        [
            When(draft, lambda at: busy_words(ui, at, person)), place_choice(ui, draft),
            text_field(ui, draft, "motive", ui.t("appointment.motive")),
        ],
        on_close,
        actions=[
            button(ui, ui.t("appointment.save"), confirm, identifier="appointment.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), on_close, identifier="appointment.cancel", field=True),
        ],
    )  # fmt: skip
