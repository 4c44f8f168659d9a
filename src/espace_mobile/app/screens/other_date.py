"""Another date for an appointment: the same hour next week or the next free ones by a tap, or any other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import agenda, appointments
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, chips, link, notify, sheet
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.busy import busy_words
from espace_mobile.app.screens.when import When, when_of
from espace_mobile.app.screens.wording import moment, person_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.appointment import Appointment
from espace_mobile.errors import InputError
from espace_mobile.i18n.translator import sentence


@component
def OtherDate(appointment_id: str, on_close: Callable[[], None]) -> Any:
    """A sheet, open while `appointment_id` is that of an appointment: key it with that id."""
    ui = use_ui()
    use_records(Appointment.kind)
    draft = use_draft(f"appointment.again.{appointment_id}")
    by_hand, choose = use_value(not draft.empty)
    appointment = ui.replica.get(Appointment, appointment_id) if appointment_id else None
    ft.use_dialog(_sheet(ui, appointment, draft, by_hand, choose, on_close) if appointment else None)
    return ft.Container(visible=False)


def _sheet(
    ui: Ui, appointment: Appointment, draft: Draft, by_hand: bool, choose: Any, on_close: Callable[[], None]
) -> ft.DialogControl:
    slots = agenda.other_dates(ui.replica, appointment, clock.now())
    person = person_of(ui.replica, appointment.person_id)

    def busy(at: datetime) -> list[str]:
        return busy_words(
            ui, at, person, minutes=appointment.minutes, worker_id=appointment.worker_id, but=appointment.id
        )

    def book(starts_at: datetime) -> None:
        if rebook(ui, appointment, starts_at, draft):
            on_close()

    def confirm() -> None:
        attempt(ui, lambda: book(_chosen(draft)), draft)

    options = [Option(str(n), sentence(moment(ui, at))) for n, at in enumerate(slots)]
    proposed = chips(ui, options, [], lambda n: book(slots[int(n)]), identifier="slot", field=True)
    more: list[ft.Control] = [When(draft, busy)] if by_hand else [
        link(ui, ui.t("appointment.own_choice"), lambda: choose(True), identifier="slot.other", field=True,
             icon_name=ft.Icons.CALENDAR_MONTH),
    ]  # fmt: skip
    save = button(
        ui, ui.t("appointment.save"), confirm, identifier="appointment.save", primary=True, field=True
    )  # fmt: skip
    return sheet(
        ui, ui.t("appointment.again"),
        [
            muted(ui, f"{person_name(ui, person)}, {moment(ui, appointment.starts_at)}" if person else ""),
            muted(ui, ui.t("appointment.again_hint"), SMALL), proposed, *more,
        ],
        on_close,
        actions=[
            *([save] if by_hand else []),
            button(ui, ui.t("action.cancel"), on_close, identifier="appointment.cancel", field=True),
        ],
    )  # fmt: skip


def rebook(ui: Ui, appointment: Appointment, starts_at: datetime, draft: Draft | None = None) -> bool:
    """Book it, and offer to take it back."""
    session, booked = ui.session, []
    before = ui.replica.get(Appointment, appointment.id) or appointment

    def act() -> None:
        booked.append(
            appointments.rebook(session.replica, appointment, session.worker, starts_at, now=clock.now())
        )  # fmt: skip

    def undo() -> None:
        attempt(ui, lambda: appointments.take_back(session.replica, booked[0], session.worker, before=before))

    if not attempt(ui, act, draft):
        return False
    if draft is not None:
        draft.drop()
    person = person_of(ui.replica, appointment.person_id)
    said = ui.t("appointment.rebooked", name=person_name(ui, person) if person else "", when=moment(ui, starts_at))
    notify(ui, said, undo=undo)
    return True


def _chosen(draft: Draft) -> datetime:
    starts_at = when_of(draft)
    if starts_at is None:
        raise InputError("day", "required")
    return starts_at
