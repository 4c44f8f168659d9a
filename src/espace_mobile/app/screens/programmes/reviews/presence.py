"""Who is at the comité: partners and our own, one tap each; of the partners who are not, those who said so."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import case_reviews, workers
from espace_mobile.app.actions.case_reviews import Presence
from espace_mobile.app.components import Option, card, chips, link, sheet, title
from espace_mobile.app.components.text import muted, text
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.programmes.reviews.words import organisation_name, organisation_names
from espace_mobile.app.screens.referrals.partner import PartnerChoice
from espace_mobile.app.screens.wording import worker_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui, use_value
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.vocabulary import Role

FEW = 6  # of our own, before the others are asked for
_LEADS = (Role.COUNSELLOR, Role.SUPERVISOR)


@component
def Presences(review_id: str) -> Any:
    """Tests: `present.{organisation}`, `excused.{organisation}`, `present.worker.{id}`, `review.ask`."""
    ui = use_ui()
    use_records("case_review", "organisation", "worker")
    asking, ask = use_value(False)
    everybody, show = use_value(False)
    review = ui.replica.get(CaseReview, review_id)
    typed = use_made(lambda: Draft("review.ask"))
    ft.use_dialog(_asking(ui, review, typed, lambda: ask(False)) if asking and review else None)
    if review is None or review.status == SessionStatus.CANCELLED:
        return ft.Container(visible=False)
    if not workers.may_counsel(ui.session.worker):
        return _read(ui, review)
    return card(
        ui, title(ui, ui.t("review.presence")), *_partners(ui, review),
        ft.Row([link(ui, ui.t("review.ask_partner"), lambda: ask(True), identifier="review.ask", field=True,
                     icon_name=ft.Icons.ADD)]),
        *_team(ui, review, everybody, lambda: show(True)),
    )  # fmt: skip


def _partners(ui: Ui, review: CaseReview) -> list[ft.Control]:
    own = ui.session
    asked = [Option(id, organisation_name(ui, id) or "…") for id in review.organisation_ids]
    if not asked:
        return [muted(ui, ui.t("review.nobody_asked"))]

    def mark(id: str, presence: Presence, ids: tuple[str, ...]) -> None:
        now = None if id in ids else presence
        note(ui, lambda: case_reviews.mark_partner(own.replica, review, own.worker, id, now))

    away = [option for option in asked if option.code not in review.present_ids]
    excused = [
        muted(ui, ui.t("review.excuse_hint"), SMALL),
        chips(ui, away, review.excused_ids, lambda id: mark(id, Presence.EXCUSED, review.excused_ids),
              identifier="excused", field=True),
    ]  # fmt: skip
    return [
        muted(ui, ui.t("review.partners"), SMALL),
        chips(ui, asked, review.present_ids, lambda id: mark(id, Presence.PRESENT, review.present_ids),
              identifier="present", field=True),
        *(excused if away else []),
    ]  # fmt: skip


def _team(ui: Ui, review: CaseReview, everybody: bool, show_all: Any) -> list[ft.Control]:
    own = ui.session
    able = [w for w in workers.workers(own.replica) if w.id in review.worker_ids or _may_be_there(w)]
    able.sort(key=lambda w: (w.id not in review.worker_ids, w.id != own.worker.id, w.role not in _LEADS))
    shown = able if everybody else able[: max(FEW, len(review.worker_ids))]
    options = [Option(w.id, w.display_name) for w in shown]
    if len(able) > len(shown):
        options.append(Option("more", ui.t("case.more_people"), ft.Icons.EXPAND_MORE))

    def choose(id: str) -> None:
        if id == "more":
            show_all()
        else:
            note(ui, lambda: case_reviews.toggle_worker(own.replica, review, own.worker, id))

    return [
        muted(ui, ui.t("review.team"), SMALL),
        chips(ui, options, review.worker_ids, choose, identifier="present.worker", field=True),
    ]


def _may_be_there(worker: Any) -> bool:
    return workers.is_here(worker, clock.today()) and workers.sees_identities(worker)


def _asking(ui: Ui, review: CaseReview, typed: Draft, on_close: Any) -> ft.DialogControl:
    own = ui.session

    def ask(id: str) -> None:
        if note(ui, lambda: case_reviews.ask(own.replica, review, own.worker, id)):
            on_close()

    return sheet(ui, ui.t("review.ask_partner"), [PartnerChoice(typed, ask, review.organisation_ids)], on_close)


def _read(ui: Ui, review: CaseReview) -> ft.Control:
    """For those who don't lead it."""
    there = [*organisation_names(ui, review.present_ids), *(worker_name(ui, id) for id in review.worker_ids)]
    if not there:
        return ft.Container(visible=False)
    return card(ui, title(ui, ui.t("review.presence")), text(ui, ui.words.listing(there)))
