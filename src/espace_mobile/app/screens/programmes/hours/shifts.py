"""Shifts as lines: validated by one tap, corrected or cancelled behind another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import hours_shifts, workers
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, line, link, notify, sheet, stepper, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.noting import note
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.programmes.hours.planning import ROOM
from espace_mobile.app.screens.programmes.hours.words import amount, shift_words, worker_of
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.hours_bank import LONGEST, STEP
from espace_mobile.domain.path_vocabulary import ShiftStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift

AT_FIRST, MORE = 6, 20
Show = Callable[[str], None]


@component
def ShiftsWaiting(programme_id: str) -> Any:
    """Those past and not validated, then those of the week. Tests: `hours.late.{n}`, `hours.late.{n}.validate`,
    `hours.late.all`, `hours.coming.{n}`."""
    ui = use_ui()
    use_records(WorkShift.kind, WorkAllocation.kind, Person.kind, "merge")
    opened, show = use_value("")
    late_shown, show_late = use_value(AT_FIRST)
    coming_shown, show_coming = use_value(AT_FIRST)
    programme = ui.replica.get(Programme, programme_id)
    if programme is None:
        return ft.Container(visible=False)
    found = hours_shifts.waiting_in(ui.replica, programme, clock.today())
    drawn: list[Any] = []
    if found.late:
        more = lambda: show_late(late_shown + MORE)  # noqa: E731
        drawn.append(_listed(ui, "hours.late", ui.tn("hours.to_validate", len(found.late)), found.late, late_shown,
                             more, show, _all_at_once(ui, found.late)))  # fmt: skip
    nothing = [muted(ui, ui.t("hours.nothing_coming"))]
    more_coming = lambda: show_coming(coming_shown + MORE)  # noqa: E731
    drawn.append(_listed(ui, "hours.coming", ui.t("hours.coming"), found.coming, coming_shown, more_coming, show,
                         [] if found.coming else nothing))  # fmt: skip
    if opened:
        drawn.append(ft.Container(ShiftSheet(opened, lambda: show("")), key=opened))
    return ft.Column(drawn, spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _listed(
    ui: Ui, key: str, name: str, found: Sequence[WorkShift], shown: int, more: Callable[[], None], show: Show,
    after: Sequence[ft.Control],
) -> ft.Control:  # fmt: skip
    rows = [
        shift_line(ui, shift, worker_of(ui, shift), shift_words(ui, shift), f"{key}.{n}", show)
        for n, shift in enumerate(found[:shown])
    ]
    rest = [ft.Row([link(ui, ui.t("timeline.more"), more, identifier=f"{key}.more", field=True)], wrap=True)]
    return card(ui, title(ui, name), ft.Column(rows, spacing=0), *(rest if len(found) > shown else []), *after)


def shift_line(ui: Ui, shift: WorkShift, what: str, detail: str, key: str, show: Show) -> ft.Control:
    """Its big tap opens it; beside it the one that validates, from its day on."""
    may = workers.may_counsel(ui.session.worker)
    trail = None
    if may and shift.status == ShiftStatus.PLANNED and shift.on <= clock.today():
        trail = link(
            ui, ui.t("hours.validate"), lambda: validate(ui, shift), identifier=f"{key}.validate", field=True,
            description=f"{what}, {detail}, {ui.t('hours.validate')}",
        )  # fmt: skip
    row = line(
        ui, what, detail, identifier=key, on_tap=(lambda: show(shift.id)) if may else None, key=shift.id,
        trail=None if ui.large else trail, detail_lines=3, rule=trail is None or not ui.large,
    )  # fmt: skip
    return ft.Column([row, ft.Row([trail])], spacing=0, tight=True) if trail and ui.large else row


def validate(ui: Ui, shift: WorkShift) -> None:
    session = ui.session
    note(
        ui, lambda: hours_shifts.validate(session.replica, shift, session.worker, clock.today()),
        ui.t("hours.noted", hours=amount(ui, shift.minutes)),
    )  # fmt: skip


def _all_at_once(ui: Ui, late: Sequence[WorkShift]) -> list[ft.Control]:
    if not workers.may_counsel(ui.session.worker) or len(late) < 2:
        return []
    session, done = ui.session, []

    def validate_all() -> None:
        act = lambda: done.append(  # noqa: E731
            hours_shifts.validate_all(session.replica, late, session.worker, clock.today())
        )
        if attempt(ui, act) and (made := done[-1]) is not None:
            minutes = sum(shift.minutes for shift in late)
            undo = lambda: attempt(ui, lambda: take_back(session.replica, made, session.worker))  # noqa: E731
            notify(ui, ui.t("hours.noted", hours=amount(ui, minutes)), undo=undo)

    return [button(ui, ui.t("hours.validate_all"), validate_all, identifier="hours.late.all", field=True,
                   icon_name=ft.Icons.DONE_ALL)]  # fmt: skip


@component
def ShiftSheet(shift_id: str, on_close: Callable[[], None]) -> Any:
    """How long it really was; or it did not take place. Tests: `shift.minutes.plus`, `shift.save`, `shift.cancel`."""
    ui = use_ui()
    use_records(WorkShift.kind)
    draft = use_draft(f"hours.shift.{shift_id}")
    ft.use_state(draft)
    shift = ui.replica.get(WorkShift, shift_id)
    if shift is None:
        return ft.Container(visible=False)
    session, today = ui.session, clock.today()
    minutes, to_come = int(draft.get("minutes") or shift.minutes), shift.on > today

    def set_to(to: int) -> Callable[[], None]:
        return lambda: draft.set("minutes", to, redraw=True)

    def act() -> Done[WorkShift]:
        if to_come:
            return hours_shifts.replan(session.replica, shift, session.worker, minutes)
        return hours_shifts.validate(session.replica, shift, session.worker, today, minutes)

    def save() -> None:
        said = ui.t("hours.now_planned" if to_come else "hours.noted", hours=amount(ui, minutes))
        note(ui, act, said, draft=draft, on_close=on_close)

    def cancel() -> None:
        act = lambda: hours_shifts.cancel(session.replica, shift, session.worker)  # noqa: E731
        note(ui, act, ui.t("hours.cancelled"), draft=draft, on_close=on_close)

    planned = shift.status == ShiftStatus.PLANNED and not to_come
    ft.use_dialog(
        sheet(
            ui, worker_of(ui, shift),
            [
                muted(ui, f"{shift_words(ui, shift)} · {ui.words.label(shift.status).lower()}", SMALL),
                stepper(
                    ui, ui.t("hours.really" if planned else "hours.hours"), amount(ui, minutes),
                    less=set_to(max(STEP, minutes - STEP)) if minutes > STEP else None,
                    more=set_to(min(LONGEST, minutes + STEP)) if minutes < LONGEST else None,
                    identifier="shift.minutes", room=ROOM,
                ),
                *error_text(ui, draft, "minutes"),
                ft.Row([link(ui, ui.t("hours.cancel"), cancel, identifier="shift.cancel", danger=True, field=True,
                             icon_name=ft.Icons.EVENT_BUSY_OUTLINED)], wrap=True),
            ],
            on_close,
            actions=[button(ui, ui.t("hours.validate" if planned else "action.save"), save, identifier="shift.save",
                            primary=True, field=True)],
        )
    )  # fmt: skip
    return ft.Container(visible=False)
