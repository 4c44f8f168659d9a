"""More about an answer already given: another one, its day, words; and what was told to whoever sent the person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import referrals
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, chips, notify, sheet, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_ui
from espace_mobile.domain.path_vocabulary import ReferralAnswer
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.vocabulary import offered


@component
def AnswerSheet(referral_id: str, on_close: Callable[[], Any]) -> Any:
    """Tests: `answer.{code}`, `answer.on.{ISO day}`, `answer.save`."""
    ui = use_ui()
    referral = ui.replica.get(Referral, referral_id)
    draft = use_draft(f"referral.answer.{referral_id}", _values(referral))
    ft.use_state(draft)
    ft.use_dialog(_sheet(ui, referral, draft, on_close) if referral else None)
    return ft.Container(visible=False)


def _values(referral: Referral | None) -> dict[str, str]:
    if referral is None:
        return {}
    on = referral.answered_on.isoformat() if referral.answered_on else ""
    return {"answer": referral.answer.value, "answered_on": on, "answer_text": referral.answer_text or ""}


def _sheet(ui: Ui, referral: Referral, draft: Draft, on_close: Callable[[], Any]) -> ft.DialogControl:
    session, today = ui.session, clock.today()
    options = [Option(a, ui.words.label(a)) for a in offered(ReferralAnswer)]
    days = [d for d in (today, today - timedelta(days=1)) if d >= referral.on]

    def act() -> Done[Referral]:
        return referrals.answer(
            session.replica, referral, ReferralAnswer(draft.get("answer")), session.worker, today=today,
            on=day_of(draft, "answered_on"), text=draft.get("answer_text"),
        )  # fmt: skip

    def save() -> None:
        _save(ui, draft, act, on_close, ui.t("referral.saved"))

    def close() -> None:
        on_close()

    return sheet(
        ui, ui.t("referral.detail_title"),
        [
            muted(ui, ui.t("referral.answer"), SMALL),
            chips(ui, options, [draft.get("answer")], lambda code: draft.set("answer", code, redraw=True),
                  identifier="answer", field=True),
            DayChoice(draft, "answered_on", ui.t("when.day"), days, referral.on, today, "answer.on"),
            wide(text_field(ui, draft, "answer_text", ui.t("referral.answer_text"), multiline=True, max_lines=4,
                            helper=ui.t("note.person_may_read"))),
        ],
        close,
        actions=[
            button(ui, ui.t("action.save"), save, identifier="answer.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), close, identifier="answer.cancel", field=True),
        ],
    )  # fmt: skip


@component
def FeedbackSheet(referral_id: str, on_close: Callable[[], Any]) -> Any:
    """What whoever sent the person was told, in a few words. Tests: `feedback.on.{ISO day}`, `feedback.save`."""
    ui = use_ui()
    referral = ui.replica.get(Referral, referral_id)
    draft = use_draft(f"referral.feedback.{referral_id}", _told(referral))
    ft.use_state(draft)
    ft.use_dialog(_feedback(ui, referral, draft, on_close) if referral else None)
    return ft.Container(visible=False)


def _told(referral: Referral | None) -> dict[str, str]:
    if referral is None:
        return {}
    on = referral.feedback_on.isoformat() if referral.feedback_on else ""
    return {"feedback_on": on, "feedback_text": referral.feedback_text or ""}


def _feedback(ui: Ui, referral: Referral, draft: Draft, on_close: Callable[[], Any]) -> ft.DialogControl:
    session, today = ui.session, clock.today()
    days = [d for d in (today, today - timedelta(days=1)) if d >= referral.on]

    def act() -> Done[Referral]:
        return referrals.feed_back(
            session.replica, referral, session.worker, today=today, on=day_of(draft, "feedback_on"),
            text=draft.get("feedback_text"),
        )  # fmt: skip

    def save() -> None:
        _save(ui, draft, act, on_close, ui.t("referral.feedback_noted"))

    return sheet(
        ui, ui.t("referral.feedback"),
        [
            wide(text_field(ui, draft, "feedback_text", ui.t("referral.feedback_text"), multiline=True, max_lines=4,
                            helper=ui.t("note.person_may_read"))),
            DayChoice(draft, "feedback_on", ui.t("when.day"), days, referral.on, today, "feedback.on"),
        ],
        on_close,
        actions=[
            button(ui, ui.t("action.save"), save, identifier="feedback.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), on_close, identifier="feedback.cancel", field=True),
        ],
    )  # fmt: skip


def _save(ui: Ui, draft: Draft, act: Callable[[], Done[Referral]], on_close: Callable[[], Any], said: str) -> None:
    session = ui.session
    done: list[Done[Referral]] = []
    if attempt(ui, lambda: done.append(act()), draft):
        draft.drop()
        on_close()
        undo = lambda: attempt(ui, lambda: take_back(session.replica, done[0], session.worker))  # noqa: E731
        notify(ui, said, undo=undo)
