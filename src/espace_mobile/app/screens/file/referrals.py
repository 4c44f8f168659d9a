"""People sent to a partner, or by one: what was asked, what was answered, and word back to whoever sent them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import referrals
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, card, chips, link, notify, pill, title
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.screens.referrals.answering import AnswerSheet, FeedbackSheet
from espace_mobile.app.screens.referrals.sending import SendingSheet
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain import referring
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import ReferralAnswer, ReferralDirection
from espace_mobile.domain.person import Person
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.vocabulary import offered
from espace_mobile.i18n.translator import sentence

TO, FROM = ReferralDirection.TO_PARTNER, ReferralDirection.FROM_PARTNER


@component
def Referrals(person_id: str) -> Any:
    """Tests: `referral.to`, `referral.from`, `referral.{n}.answer.{code}`, `referral.{n}.feedback`,
    `referral.{n}.feedback_detail`, `referral.{n}.detail`."""
    ui = use_ui()
    use_records(Referral.kind, Organisation.kind, Person.kind, "merge")
    sending, send = use_value("")  # the direction of a new one
    telling, tell = use_value("")  # the id of the one whose answer is written
    feeding, feed = use_value("")  # of the one whose word back is written
    person = ui.replica.get(Person, person_id)
    if person is None:
        return ft.Container()
    found = referrals.referrals_of(ui.replica, person_id)
    nothing = [] if found else [muted(ui, ui.t("referral.none"))]
    sheets: list[ft.Control] = []
    if sending:
        key = f"{person_id}.{sending}"
        sheets.append(ft.Container(SendingSheet(person_id, sending, lambda: send("")), key=key))
    if telling:
        sheets.append(ft.Container(AnswerSheet(telling, lambda: tell("")), key=telling))
    if feeding:
        sheets.append(ft.Container(FeedbackSheet(feeding, lambda: feed("")), key=f"{feeding}.feedback"))
    return card(
        ui, title(ui, ui.t("referral.title")), *nothing, *(_one(ui, r, n, tell, feed) for n, r in enumerate(found)),
        button(ui, ui.t("referral.to"), lambda: send(TO.value), identifier="referral.to", field=True,
               icon_name=ft.Icons.CALL_MADE),
        button(ui, ui.t("referral.from"), lambda: send(FROM.value), identifier="referral.from", field=True,
               icon_name=ft.Icons.CALL_RECEIVED),
        *sheets,
    )  # fmt: skip


def _one(ui: Ui, referral: Referral, n: int, tell: Callable[[str], Any], feed: Callable[[str], Any]) -> ft.Control:
    partner = ui.replica.get(Organisation, referral.organisation_id or "")
    name = partner.name if partner else ui.t("referral.unknown_partner")
    sent = referral.direction != FROM
    why = " · ".join(filter(None, [ui.words.label(referral.reason), referral.reason_text]))
    sign = ft.Icons.CALL_MADE if sent else ft.Icons.CALL_RECEIVED
    what = ui.t("referral.towards" if sent else "referral.by", partner=name)
    head = ft.Row(
        [
            icon(ui, sign, 20, ui.palette.primary),
            ft.Column([label(ui, what), muted(ui, sentence(day_words(ui, referral.on)), SMALL)], spacing=0,
                      expand=True, tight=True),
        ],
        spacing=12, vertical_alignment=ft.CrossAxisAlignment.START,
    )  # fmt: skip
    parts: list[ft.Control] = [head, *([text(ui, why)] if why else []), *_answer(ui, referral, n, tell)]
    if not sent:
        parts += _feedback(ui, referral, n, feed)
    line = ft.BorderSide(ui.palette.edge, ui.palette.line)
    return ft.Semantics(
        identifier=f"referral.{n}", container=True,
        content=ft.Container(
            ft.Column(parts, spacing=GAP), border=ft.Border(bottom=line), padding=ft.Padding.only(bottom=12)
        ),
    )  # fmt: skip


def _answer(ui: Ui, referral: Referral, n: int, tell: Callable[[str], Any]) -> list[ft.Control]:
    """While nobody answered: the answers, saved at a tap. Then the one given, and a way to say more of it. Who sends
    somebody to us is not asked."""
    if referral.answer != ReferralAnswer.WAITING:
        day = ui.t("referral.answered_on", day=day_words(ui, referral.answered_on)) if referral.answered_on else ""
        ok = referral.answer == ReferralAnswer.ACCEPTED
        given = pill(ui, ft.Icons.CHECK_CIRCLE_OUTLINE if ok else None, ui.words.label(referral.answer),
                     "ok" if ok else "ink")  # fmt: skip
        change = link(ui, ui.t("referral.detail"), lambda: tell(referral.id), identifier=f"referral.{n}.detail",
                      icon_name=ft.Icons.EDIT_OUTLINED, field=True)  # fmt: skip
        said = sentence(" · ".join(filter(None, [day, referral.answer_text])))
        pair: list[ft.Control] = [ft.Row([given], wrap=True), ft.Row([change], wrap=True)] if ui.large else [
            ft.Row([given, change], alignment=ft.MainAxisAlignment.SPACE_BETWEEN)
        ]  # fmt: skip
        return [*pair, *([muted(ui, said)] if said else [])]
    if not referring.awaits_answer(referral):
        return []
    late = referring.answer_overdue(referral, clock.today())
    by = ui.t("referral.expected_by", day=day_words(ui, referring.expected_on(referral)))
    options = [Option(a, ui.words.label(a)) for a in offered(ReferralAnswer) if a != ReferralAnswer.WAITING]
    return [
        label(ui, by, SMALL, ui.palette.alert) if late else muted(ui, by, SMALL),
        chips(ui, options, [], lambda code: _say(ui, referral, ReferralAnswer(code)),
              identifier=f"referral.{n}.answer", field=True),
    ]  # fmt: skip


def _feedback(ui: Ui, referral: Referral, n: int, feed: Callable[[str], Any]) -> list[ft.Control]:
    """One tap says that they were told; then, for who wants to, what."""
    if referral.feedback_on is not None:
        done = ui.t("referral.feedback_done", day=day_words(ui, referral.feedback_on))
        said = " · ".join(filter(None, [done, referral.feedback_text]))
        sign = icon(ui, ft.Icons.CHECK_CIRCLE_OUTLINE, 18, ui.palette.ok)
        more = link(ui, ui.t("referral.detail"), lambda: feed(referral.id), identifier=f"referral.{n}.feedback_detail",
                    icon_name=ft.Icons.EDIT_OUTLINED, field=True)  # fmt: skip
        return [ft.Row([sign, muted(ui, said, SMALL, expand=True)], spacing=GAP), ft.Row([more])]
    late = referring.feedback_overdue(referral, clock.today())
    overdue = [label(ui, ui.t("referral.feedback_late"), SMALL, ui.palette.alert)] if late else []
    give = button(ui, ui.t("referral.feedback"), lambda: _tell_back(ui, referral), identifier=f"referral.{n}.feedback",
                  icon_name=ft.Icons.REPLY, field=True)  # fmt: skip
    return [*overdue, give]


def _say(ui: Ui, referral: Referral, answer: ReferralAnswer) -> None:
    session = ui.session
    _do(
        ui, ui.t("referral.answered", answer=ui.words.label(answer)),
        lambda: referrals.answer(session.replica, referral, answer, session.worker, today=clock.today()),
    )  # fmt: skip


def _tell_back(ui: Ui, referral: Referral) -> None:
    session = ui.session
    _do(
        ui, ui.t("referral.feedback_noted"),
        lambda: referrals.feed_back(session.replica, referral, session.worker, today=clock.today()),
    )  # fmt: skip


def _do(ui: Ui, said: str, act: Callable[[], Done[Referral]]) -> None:
    session, done = ui.session, []
    if attempt(ui, lambda: done.append(act())):
        undo = lambda: attempt(ui, lambda: take_back(session.replica, done[0], session.worker))  # noqa: E731
        notify(ui, said, undo=undo)
