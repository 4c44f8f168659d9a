"""What comes next: the next step with its day, the next appointment. At the top of the file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import reaching
from espace_mobile.app.actions.appointments import next_appointment
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import (
    Option,
    button,
    card,
    chips,
    day_picker,
    note_field,
    sheet,
    touchable,
)
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.file.restricted import use_shut
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.wording import day_words, moment
from espace_mobile.app.theme import GAP, RADIUS, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.person import Person
from espace_mobile.i18n.translator import sentence

WEEKS = (1, 2, 4)
_OTHER, _CHOSEN = "other", "chosen"


@component
def Next(person_id: str, with_appointment: bool = True, offered: bool = True) -> Any:
    """`with_appointment=False` where all of them stand on the same screen; `offered`: to note a step when none is."""
    ui = use_ui()
    use_records(Person.kind, Appointment.kind)
    draft = use_draft(f"file.next_step.{person_id}")
    shut = use_shut(person_id)
    writing, write = use_value(False)
    picking, pick = use_value(False)
    person = person_of(ui.replica, person_id)
    ft.use_dialog(_form(ui, person, draft, pick, lambda: write(False)) if writing and person else None)
    ft.use_dialog(_calendar(ui, draft, pick) if picking else None)
    if person is None:
        return ft.Container()

    def begin() -> None:
        if draft.empty:
            draft.set("next_step", person.next_step or "")
            draft.set("next_step_on", person.next_step_on.isoformat() if person.next_step_on else "")
            draft.set("seen", seen_now(ui.replica, person))
        write(True)

    booked = _appointment(ui, person) if with_appointment else []
    step = _step(ui, person, begin) if person.next_step or (offered and not shut) else []
    if not (step or booked):
        return ft.Container(visible=False)
    lines = ft.Column([*step, *booked], spacing=0, tight=True)
    return card(ui, lines, padding=ft.Padding.symmetric(horizontal=12, vertical=4))


def _step(ui: Ui, person: Person, begin: Any) -> list[ft.Control]:
    if not person.next_step:
        return [_row(ui, ui.t("next.add"), begin)]
    late = person.next_step_on is not None and person.next_step_on < clock.today()
    ink = ui.palette.alert if late else ui.palette.muted
    by = _by(ui, person.next_step_on, late)
    words = ft.Column(
        [label(ui, person.next_step, max_lines=3, overflow=ft.TextOverflow.ELLIPSIS),
         *([label(ui, by, SMALL, ink)] if by else [])],
        spacing=0, tight=True, expand=True,
    )  # fmt: skip
    sign = icon(ui, ft.Icons.FLAG_OUTLINED, 22, ui.palette.alert if late else ui.palette.primary)
    said = touchable(
        ui, ft.Row([sign, words], spacing=12), identifier="next.step.edit",
        name=ui.t("next.edit", step=person.next_step), value=by or None, on_tap=begin, expand=True,
        border_radius=RADIUS, padding=ft.Padding.symmetric(vertical=8, horizontal=4),
    )  # fmt: skip
    done = button(
        ui, ui.t("next.done"), lambda: finish(ui, person), identifier="next.step.done", icon_name=ft.Icons.CHECK,
        description=ui.t("next.done_it"),
    )  # fmt: skip
    if ui.large:
        return [ft.Row([said]), ft.Row([done])]
    return [ft.Row([said, done], spacing=GAP)]


def _row(ui: Ui, said: str, on_tap: Any) -> ft.Control:
    ink = ui.palette.primary
    row = ft.Row([icon(ui, ft.Icons.FLAG_OUTLINED, 22, ink), label(ui, said, color=ink, expand=True)], spacing=12)
    return touchable(
        ui, row, identifier="next.step.add", name=said, on_tap=on_tap, border_radius=RADIUS,
        padding=ft.Padding.symmetric(horizontal=4, vertical=8), height=None if ui.large else ui.size(TOUCH_FIELD),
    )  # fmt: skip


def _by(ui: Ui, on: date | None, late: bool) -> str:
    if on is None:
        return ""
    return ui.t("next.late" if late else "next.by", day=day_words(ui, on))


def _appointment(ui: Ui, person: Person) -> list[ft.Control]:
    booked = next_appointment(ui.replica, person, clock.now())
    if booked is None:
        return []
    where = ", ".join(filter(None, [booked.place_text, booked.motive]))
    words = ft.Column(
        [label(ui, sentence(moment(ui, booked.starts_at))), *([muted(ui, where, SMALL)] if where else [])],
        spacing=0, tight=True, expand=True,
    )  # fmt: skip
    row = ft.Row([icon(ui, ft.Icons.EVENT_OUTLINED, 22, ui.palette.primary), words], spacing=12)
    inside = ft.Container(row, padding=ft.Padding.symmetric(vertical=8, horizontal=4))
    return [ft.Semantics(identifier="next.appointment", container=True, content=inside)]


def finish(ui: Ui, person: Person) -> None:
    session = ui.session
    note(
        ui, lambda: reaching.finish_step(session.replica, person, session.worker), ui.t("next.was_done"),
        undo=lambda before: reaching.take_up_step(session.replica, before, session.worker),
    )  # fmt: skip


def _form(ui: Ui, person: Person, draft: Draft, pick: Any, on_close: Any) -> ft.DialogControl:
    session = ui.session

    def act() -> None:
        day = date.fromisoformat(draft.get("next_step_on")) if draft.get("next_step_on") else None
        reaching.plan_step(
            session.replica, person, session.worker, draft.get("next_step"), day, today=clock.today(),
            seen=draft.get("seen") or None,
        )  # fmt: skip

    def save() -> None:
        if attempt(ui, act, draft):
            leave()

    def leave() -> None:
        draft.drop()
        on_close()

    return sheet(
        ui, ui.t("next.step"),
        [
            note_field(ui, draft, "next_step", ui.t("next.step")),
            muted(ui, ui.t("next.by_when"), SMALL), _days(ui, draft, lambda: pick(True)),
            *error_text(ui, draft, "next_step_on"),
        ],
        on_close,
        actions=[
            button(ui, ui.t("action.save"), save, identifier="next.step.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), leave, identifier="next.step.cancel", field=True),
        ],
    )  # fmt: skip


def _days(ui: Ui, draft: Draft, pick: Any) -> ft.Control:
    today = clock.today()
    days = {str(n): today + timedelta(weeks=n) for n in WEEKS}
    chosen = date.fromisoformat(draft.get("next_step_on")) if draft.get("next_step_on") else None
    options = [Option(code, ui.tn("interview.in_weeks", int(code))) for code in days]
    if chosen and chosen not in days.values():
        options.append(Option(_CHOSEN, sentence(day_words(ui, chosen))))
    options.append(Option(_OTHER, ui.t("when.other_day"), ft.Icons.CALENDAR_MONTH))
    on = next((code for code, day in days.items() if day == chosen), _CHOSEN if chosen else "")

    def choose(code: str) -> None:
        if code == _OTHER:
            pick(True)
        else:
            draft.set("next_step_on", "" if code == on else days[code].isoformat(), redraw=True)

    return chips(ui, options, [on], choose, identifier="next.day", field=True)


def _calendar(ui: Ui, draft: Draft, pick: Any) -> ft.DatePicker:
    today = clock.today()

    def picked(day: date) -> None:
        pick(False)
        draft.set("next_step_on", day.isoformat(), redraw=True)

    return day_picker(ui, picked, lambda: pick(False), first=today, last=today + timedelta(days=366))
