"""A new referral: which partner, why, since when, and by when an answer is expected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, cast

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
from espace_mobile.app.screens.referrals.partner import FIELD, PartnerChoice
from espace_mobile.app.screens.wording import day_words, person_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_ui
from espace_mobile.domain import referring
from espace_mobile.domain.path_vocabulary import ReferralDirection
from espace_mobile.domain.person import Person
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.vocabulary import Need, offered

_YEARS = timedelta(days=2 * 366)


@component
def SendingSheet(person_id: str, direction: str, on_close: Callable[[], Any]) -> Any:
    """Tests: those of `PartnerChoice`, `referral.need.{code}`, `referral.on.{ISO day}`, `referral.by.{ISO day}`,
    `referral.save`."""
    ui = use_ui()
    draft = use_draft(f"referral.{direction}.{person_id}")
    ft.use_state(draft)
    person = ui.replica.get(Person, person_id)
    ft.use_dialog(_sheet(ui, person, ReferralDirection(direction), draft, on_close) if person else None)
    return ft.Container(visible=False)


def _sheet(
    ui: Ui, person: Person, direction: ReferralDirection, draft: Draft, on_close: Callable[[], Any]
) -> ft.DialogControl:
    today = clock.today()
    sent = direction == ReferralDirection.TO_PARTNER
    needs = list(dict.fromkeys([*person.needs, *offered(Need)]))
    options = [Option(n, ui.words.label(n)) for n in needs]
    need = draft.get("reason")
    on = day_of(draft, "sent_on") or today

    def choose(code: str) -> None:
        draft.set("reason", "" if code == need else code, redraw=True)

    return sheet(
        ui, ui.t("referral.to" if sent else "referral.from"),
        [
            muted(ui, person_name(ui, person), SMALL), PartnerChoice(draft),
            muted(ui, ui.t("referral.why"), SMALL),
            chips(ui, options, [need], choose, identifier="referral.need", field=True),
            wide(text_field(ui, draft, "reason_text", ui.t("referral.reason"), helper=ui.t("note.person_may_read"),
                            multiline=True, max_lines=4)),
            DayChoice(draft, "sent_on", ui.t("referral.on"), [today, today - timedelta(days=1)], today - _YEARS, today,
                      "referral.on"),
            *([_answer_by(ui, draft, on, today)] if sent else []),
        ],
        on_close,
        actions=[
            button(ui, ui.t("action.save"), lambda: _save(ui, person, direction, draft, on_close),
                   identifier="referral.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), on_close, identifier="referral.cancel", field=True),
        ],
    )  # fmt: skip


def _answer_by(ui: Ui, draft: Draft, on: date, today: date) -> ft.Control:
    days = [on + timedelta(days=n) for n in (7, 30)]
    name = ui.t("referral.expected_day", day=_usual(ui, on))
    return cast(ft.Control, DayChoice(draft, "expected_on", name, days, on, today + _YEARS, "referral.by"))


def _usual(ui: Ui, on: date) -> str:
    return day_words(ui, on + referring.ANSWER_DAYS)


def _save(
    ui: Ui, person: Person, direction: ReferralDirection, draft: Draft, on_close: Callable[[], Any]
) -> None:  # fmt: skip
    session = ui.session
    done: list[Done[Referral]] = []
    need = draft.get("reason")

    def act() -> None:
        done.append(
            referrals.refer(
                session.replica, person, direction, draft.get(FIELD), session.worker, today=clock.today(),
                on=day_of(draft, "sent_on"), reason=Need(need) if need else None, reason_text=draft.get("reason_text"),
                expected_on=day_of(draft, "expected_on"),
            )
        )  # fmt: skip

    if attempt(ui, act, draft):
        draft.drop()
        on_close()
        undo = lambda: attempt(ui, lambda: take_back(session.replica, done[0], session.worker))  # noqa: E731
        notify(ui, ui.t("referral.saved"), undo=undo)
