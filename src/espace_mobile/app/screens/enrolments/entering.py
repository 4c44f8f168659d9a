"""The sheets of an entry and of an exit: a day, why, and the person's situation that day when they say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import enrolments
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components import sheet
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.enrolments.noting import ON, Day, actions, chosen_day, one_of
from espace_mobile.app.screens.enrolments.words import programme_name
from espace_mobile.app.ui import Ui, component, use_draft, use_ui
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.path_vocabulary import ExitReason, WorkSituation
from espace_mobile.errors import InputError

_ENTRY_ERRORS, _EXIT_ERRORS = ("entered_on",), ("exited_on",)


@component
def EnterSheet(person_id: str, enrolment: Enrolment, on_close: Callable[[], None]) -> Any:
    """An entry, or another day for one already noted."""
    ui = use_ui()
    before = enrolment.entered_on
    draft = use_draft(f"enrolment.enter.{person_id}.{enrolment.id}", {ON: before.isoformat()} if before else None)

    def act() -> Done[Enrolment]:
        session, situation = ui.session, _situation(draft)
        on, today = chosen_day(draft), clock.today()
        return enrolments.enter(session.replica, enrolment, session.worker, on, today, situation)

    def save() -> None:
        note(ui, act, ui.t("enrolment.entered"), draft=draft, on_close=on_close)

    content: list[ft.Control] = [Day(draft, ui.t("enrolment.entry_day"), _ENTRY_ERRORS, True)]
    if before is None:
        content.append(_their_situation(ui, draft))
    title = ui.t("enrolment.enter_in", programme=programme_name(ui, enrolment))
    ft.use_dialog(sheet(ui, title, content, on_close, actions=actions(ui, save, on_close)))
    return ft.Container(visible=False)


@component
def LeaveSheet(person_id: str, enrolment: Enrolment, on_close: Callable[[], None]) -> Any:
    """An exit, or another day or reason for one already noted."""
    ui = use_ui()
    before = enrolment.exited_on
    known = {ON: before.isoformat(), "reason": enrolment.exit_reason or ""} if before else None
    draft = use_draft(f"enrolment.leave.{person_id}.{enrolment.id}", known)

    def act() -> Done[Enrolment]:
        session, situation = ui.session, _situation(draft)
        if not draft.get("reason"):
            raise InputError("reason", "required")
        on, reason = chosen_day(draft), ExitReason(draft.get("reason"))
        return enrolments.leave(session.replica, enrolment, session.worker, on, clock.today(), reason, situation)

    def save() -> None:
        note(ui, act, ui.t("enrolment.left"), draft=draft, on_close=on_close)

    content: list[ft.Control] = [
        Day(draft, ui.t("enrolment.exit_day"), _EXIT_ERRORS),
        one_of(ui, draft, "reason", ui.t("enrolment.reason"), ExitReason, identifier="exit"),
    ]
    if before is None:
        content.append(_their_situation(ui, draft))
    title = ui.t("enrolment.leave_from", programme=programme_name(ui, enrolment))
    ft.use_dialog(sheet(ui, title, content, on_close, actions=actions(ui, save, on_close)))
    return ft.Container(visible=False)


def _situation(draft: Draft) -> WorkSituation | None:
    return WorkSituation(draft.get("situation")) if draft.get("situation") else None


def _their_situation(ui: Ui, draft: Draft) -> ft.Control:
    hint = ui.t("situation.optional")
    return one_of(ui, draft, "situation", ui.t("situation.that_day"), WorkSituation, hint=hint)
