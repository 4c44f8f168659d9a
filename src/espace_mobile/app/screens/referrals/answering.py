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
    referral, draft = _use_referral(ui, referral_id, "answer", _answered)
    ft.use_dialog(_answer(ui, referral, draft, on_close) if referral else None)
    return ft.Container(visible=False)


@component
def FeedbackSheet(referral_id: str, on_close: Callable[[], Any]) -> Any:
    """What whoever sent the person was told, in a few words. Tests: `feedback.on.{ISO day}`, `feedback.save`."""
    ui = use_ui()
    referral, draft = _use_referral(ui, referral_id, "feedback", _told)
    ft.use_dialog(_feedback(ui, referral, draft, on_close) if referral else None)
    return ft.Container(visible=False)


def _use_referral(
    ui: Ui, id: str, name: str, values: Callable[[Referral], dict[str, str]]
) -> tuple[Referral | None, Draft]:  # fmt: skip
    referral = ui.replica.get(Referral, id)
    draft = use_draft(f"referral.{name}.{id}", values(referral) if referral else {})
    ft.use_state(draft)
    return referral, draft


def _answered(referral: Referral) -> dict[str, str]:
    told = {"answer": referral.answer.value, "answer_text": referral.answer_text or ""}
    return told | {"answered_on": referral.answered_on.isoformat() if referral.answered_on else ""}


def _told(referral: Referral) -> dict[str, str]:
    told = {"feedback_text": referral.feedback_text or ""}
    return told | {"feedback_on": referral.feedback_on.isoformat() if referral.feedback_on else ""}


def _answer(ui: Ui, referral: Referral, draft: Draft, on_close: Callable[[], Any]) -> ft.DialogControl:
    session = ui.session

    def act() -> Done[Referral]:
        return referrals.answer(
            session.replica, referral, ReferralAnswer(draft.get("answer")), session.worker, today=clock.today(),
            on=day_of(draft, "answered_on"), text=draft.get("answer_text"),
        )  # fmt: skip

    options = [Option(a, ui.words.label(a)) for a in offered(ReferralAnswer)]
    content = [
        muted(ui, ui.t("referral.answer"), SMALL),
        chips(ui, options, [draft.get("answer")], lambda code: draft.set("answer", code, redraw=True),
              identifier="answer", field=True),
        _day(ui, referral, draft, "answered_on", "answer.on"),
        _words(ui, draft, "answer_text", ui.t("referral.answer_text")),
    ]  # fmt: skip
    save = _saving(ui, draft, act, on_close, ui.t("referral.saved"))
    return _panel(ui, ui.t("referral.detail_title"), content, "answer", save, on_close)


def _feedback(ui: Ui, referral: Referral, draft: Draft, on_close: Callable[[], Any]) -> ft.DialogControl:
    session = ui.session

    def act() -> Done[Referral]:
        return referrals.feed_back(
            session.replica, referral, session.worker, today=clock.today(), on=day_of(draft, "feedback_on"),
            text=draft.get("feedback_text"),
        )  # fmt: skip

    content = [
        _words(ui, draft, "feedback_text", ui.t("referral.feedback_text")),
        _day(ui, referral, draft, "feedback_on", "feedback.on"),
    ]
    save = _saving(ui, draft, act, on_close, ui.t("referral.feedback_noted"))
    return _panel(ui, ui.t("referral.feedback"), content, "feedback", save, on_close)


def _panel(
    ui: Ui, title: str, content: list[ft.Control], name: str, save: Callable[[], None], on_close: Callable[[], Any]
) -> ft.DialogControl:  # fmt: skip
    actions = [
        button(ui, ui.t("action.save"), save, identifier=f"{name}.save", primary=True, field=True),
        button(ui, ui.t("action.cancel"), on_close, identifier=f"{name}.cancel", field=True),
    ]
    return sheet(ui, title, content, on_close, actions=actions)


def _day(ui: Ui, referral: Referral, draft: Draft, field: str, identifier: str) -> Any:
    today = clock.today()
    days = [d for d in (today, today - timedelta(days=1)) if d >= referral.on]
    return DayChoice(draft, field, ui.t("when.day"), days, referral.on, today, identifier)


def _words(ui: Ui, draft: Draft, field: str, label: str) -> ft.Control:
    helper = ui.t("note.person_may_read")
    return wide(text_field(ui, draft, field, label, multiline=True, max_lines=4, helper=helper))


def _saving(
    ui: Ui, draft: Draft, act: Callable[[], Done[Referral]], on_close: Callable[[], Any], said: str
) -> Callable[[], None]:  # fmt: skip
    session = ui.session

    def save() -> None:
        done: list[Done[Referral]] = []
        if attempt(ui, lambda: done.append(act()), draft):
            draft.drop()
            on_close()
            undo = lambda: attempt(ui, lambda: take_back(session.replica, done[0], session.worker))  # noqa: E731
            notify(ui, said, undo=undo)

    return save
