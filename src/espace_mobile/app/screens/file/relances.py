"""What is to be done to reach this person, what was tried, and « call back on… »."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import follow_ups
from espace_mobile.app.actions.follow_ups import Line
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, line, link, notify, sheet, text_field, title
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.file.restricted import shut_words, use_shut
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.relances.state import Trying
from espace_mobile.app.screens.relances.trying import TryingSheet
from espace_mobile.app.screens.relances.words import due_words, duration, why
from espace_mobile.app.screens.wording import day_words, worker_name
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_records, use_ui, use_value
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.person import Person
from espace_mobile.i18n.translator import sentence

AT_FIRST = 3
_YEAR = timedelta(days=366)
_KINDS = (
    "follow_up", "attempt", "person", "merge", "appointment", "group_session", "attendance", "enrolment", "situation",
    "worker",
)  # fmt: skip


@component
def FollowUps(person_id: str) -> Any:
    """Tests: `relance.{n}.open`, `relance.by_hand`, `relance.attempt`, `relance.attempts`."""
    ui = use_ui()
    use_records(*_KINDS)
    draft = use_draft(f"relance.by_hand.{person_id}")
    trying = use_made(Trying)
    planning, plan = use_value(False)
    shut = use_shut(person_id)
    shown, show = use_value(AT_FIRST)
    person = ui.replica.get(Person, person_id)
    ft.use_dialog(_by_hand(ui, person, draft, lambda: plan(False)) if planning and person else None)
    if person is None:
        return ft.Container()
    due = follow_ups.due_for(ui.replica, person_id, clock.today())
    tries = follow_ups.attempts_of(ui.replica, person_id)
    rest = link(ui, ui.t("relance.more_attempts"), lambda: show(len(tries)), identifier="relance.attempts")
    return card(
        ui, title(ui, ui.t("relance.title")),
        *([] if due else [muted(ui, ui.t("relance.none_due"))]),
        *(_line(ui, each, n, trying) for n, each in enumerate(due)), *(_tried(ui, t) for t in tries[:shown]),
        *([ft.Row([rest])] if len(tries) > shown else []),
        *([shut_words(ui)] if shut else _acts(ui, plan, lambda: trying.open(person_id))), TryingSheet(trying),
    )  # fmt: skip


def _acts(ui: Ui, plan: Callable[[bool], Any], attempt_now: Callable[[], Any]) -> list[ft.Control]:
    return [
        button(ui, ui.t("relance.by_hand"), lambda: plan(True), identifier="relance.by_hand", field=True,
               icon_name=ft.Icons.EVENT_REPEAT_OUTLINED),
        button(ui, ui.t("relance.attempt"), attempt_now, identifier="relance.attempt", field=True,
               icon_name=ft.Icons.PHONE_FORWARDED_OUTLINED),
    ]  # fmt: skip


def _line(ui: Ui, due: Line, n: int, trying: Trying) -> ft.Control:
    named = worker_name(ui, due.task.worker_id)
    by = ui.t("relance.by", name=named) if named and due.task.worker_id != ui.session.worker.id else ""
    return line(
        ui, why(ui, due.task), " · ".join(filter(None, [sentence(due_words(ui, due.task.due_on)), by])),
        identifier=f"relance.{n}.open", on_tap=lambda: trying.open(due.person.id, due.task.id), key=due.task.id,
        trail=icon(ui, ft.Icons.CHEVRON_RIGHT, 22, ui.palette.muted),
    )  # fmt: skip


def _tried(ui: Ui, tried: Attempt) -> ft.Control:
    minutes = duration(ui, tried.minutes) if tried.minutes else ""
    said = [day_words(ui, clock.local(tried.at).date()), minutes, worker_name(ui, tried.worker_id)]
    what = f"{ui.words.label(tried.channel)}, {ui.words.label(tried.result).lower()}"
    words = [muted(ui, " · ".join([what, *filter(None, said)]), SMALL)]
    return ft.Row(
        [icon(ui, ft.Icons.HISTORY, 18, ui.palette.muted), ft.Column(list(words), expand=True, tight=True)], spacing=GAP
    )


def _by_hand(ui: Ui, person: Person, draft: Draft, on_close: Any) -> ft.DialogControl:
    session, today = ui.session, clock.today()
    made: list[Done[FollowUp]] = []

    def save() -> None:
        day = day_of(draft, "due_on")
        if attempt(ui, lambda: made.append(_plan(ui, person, draft)), draft):
            draft.drop()
            on_close()
            notify(ui, ui.t("relance.planned", day=day_words(ui, day) if day else ""), undo=undo)

    def undo() -> None:
        attempt(ui, lambda: take_back(session.replica, made[0], session.worker))

    days = [today + timedelta(days=n) for n in (1, 2, 7, 30)]
    return sheet(
        ui, ui.t("relance.by_hand"),
        [
            DayChoice(draft, "due_on", ui.t("when.day"), days, today, today + 2 * _YEAR, "relance.day"),
            wide(text_field(ui, draft, "reason", ui.t("relance.reason"), helper=ui.t("note.person_may_read"))),
        ],
        on_close,
        actions=[
            button(ui, ui.t("action.save"), save, identifier="relance.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), on_close, identifier="relance.cancel", field=True),
        ],
    )  # fmt: skip


def _plan(ui: Ui, person: Person, draft: Draft) -> Done[FollowUp]:
    session = ui.session
    return follow_ups.by_hand(
        session.replica, person, day_of(draft, "due_on"), draft.get("reason"), session.worker, today=clock.today()
    )
