"""One comité de suivi: when and where, the cases to examine, who is there, its minutes."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import case_reviews, review_cases, workers
from espace_mobile.app.actions.review_cases import Case
from espace_mobile.app.components import (
    banner,
    button,
    card,
    empty_state,
    header,
    line,
    link,
    page_body,
    title,
    two_panes,
)
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.noting import note
from espace_mobile.app.screens.programmes.reviews.adding import AddCase
from espace_mobile.app.screens.programmes.reviews.changing import Changing
from espace_mobile.app.screens.programmes.reviews.minutes import Minutes
from espace_mobile.app.screens.programmes.reviews.presence import Presences
from espace_mobile.app.screens.programmes.reviews.words import (
    day_of,
    decided_words,
    reasons_words,
    warning,
    when_words,
)
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import LARGE, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain import news
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import CaseReason

CASES = ("person", "merge", "enrolment", "programme", "group_session", *(kind.kind for kind in news.KINDS))


@component
def OneReview() -> Any:
    id = ft.use_route_params().get("id", "")
    return ft.Container(ReviewView(id), key=id, expand=True)


@component
def ReviewView(review_id: str) -> Any:
    ui = use_ui()
    use_records("case_review", "programme", "place")
    review = ui.replica.get(CaseReview, review_id)
    if review is None:
        return gone(ui)
    programme = ui.replica.get(Programme, review.programme_id)
    detail = when_words(ui, review)
    back = f"/programmes/{review.programme_id}/reviews"
    when = ft.Column(
        [label(ui, day_of(ui, review), LARGE), *([muted(ui, detail)] if detail else [])], spacing=2, tight=True
    )
    left: list[Any] = [
        header(ui, ui.t("review.one"), above=programme.name if programme else "", back=back), when,
        *_cancelled(ui, review), *(warning(ui, review.on) if review.on >= clock.today() else []), Cases(review_id),
    ]  # fmt: skip
    right: list[Any] = [Presences(review_id), Minutes(review_id), Managing(review_id)]
    return two_panes(ui, left, right, shares=(1, 1))


@component
def Cases(review_id: str) -> Any:
    """Tests: `case.{n}`, `review.examine`, `review.add`."""
    ui = use_ui()
    use_records("case_review", "reviewed_case", "worker", "organisation", *CASES)
    adding, add = use_value(False)
    review = ui.replica.get(CaseReview, review_id)
    if review is None:
        return ft.Container(visible=False)
    own, today = ui.session, clock.today()
    cases = review_cases.agenda(own.replica, review, own.worker, today)
    unseen = review_cases.unseen(own.replica, review, own.worker)
    decided = sum(case.decided for case in cases)
    over = not review_cases.is_proposing(review, today)
    may = workers.may_counsel(own.worker) and review.status != SessionStatus.CANCELLED
    counted = ui.tn("review.cases_decided", decided, of=len(cases)) if decided else ui.tn("review.cases", len(cases))
    acts = [_examine(ui, review, cases)] if cases and may else []
    acts += [_add(ui, lambda: add(True), first=not cases)] if may else []
    nothing = [label(ui, ui.t("review.no_case")), muted(ui, ui.t("review.no_case_hint"), SMALL)]
    return card(
        ui, title(ui, ui.t("review.agenda_over" if over else "review.agenda")),
        *([label(ui, counted)] if cases else nothing),
        ft.Column([_line(ui, review, case, n) for n, case in enumerate(cases)], spacing=0, tight=True),
        *([muted(ui, ui.tn("review.unseen", unseen), SMALL)] if unseen else []), *acts,
        AddCase(review_id, adding, lambda: add(False)),
    )  # fmt: skip


def _line(ui: Ui, review: CaseReview, case: Case, n: int) -> ft.Control:
    urgent = CaseReason.URGENT in case.reasons
    sign, ink = (ft.Icons.PRIORITY_HIGH, ui.palette.alert) if urgent else (ft.Icons.CIRCLE_OUTLINED, ui.palette.muted)
    detail = reasons_words(ui, case)
    if case.decided and case.said is not None:
        sign, ink, detail = ft.Icons.CHECK_CIRCLE, ui.palette.ok, decided_words(ui, case.said)
    # With large text the signs would leave no room for the name: the words say the same.
    return line(
        ui, person_name(ui, case.person), detail, identifier=f"case.{n}", key=case.person.id,
        on_tap=lambda: examine(review, case), lead=None if ui.large else icon(ui, sign, 22, ink),
        trail=None if ui.large else icon(ui, ft.Icons.CHEVRON_RIGHT, 22, ui.palette.muted),
        detail_lines=4 if ui.large else 0,
    )  # fmt: skip


def _examine(ui: Ui, review: CaseReview, cases: list[Case]) -> ft.Control:
    """The first that waits for a decision, or the first."""
    waiting = next((case for case in cases if not case.decided), cases[0])
    begun = any(case.decided for case in cases)
    return button(
        ui, ui.t("review.examine_rest" if begun else "review.examine"), lambda: examine(review, waiting),
        identifier="review.examine", primary=True, field=True, icon_name=ft.Icons.EAST,
    )  # fmt: skip


def _add(ui: Ui, open_it: Any, *, first: bool) -> ft.Control:
    words, sign = ui.t("review.add_case"), ft.Icons.PERSON_ADD_ALT_1
    return button(ui, words, open_it, identifier="review.add", field=True, icon_name=sign, primary=first)


def examine(review: CaseReview, case: Case) -> None:
    ft.context.page.navigate(f"/reviews/{review.id}/cases/{case.person.id}")


def _cancelled(ui: Ui, review: CaseReview) -> list[ft.Control]:
    if review.status != SessionStatus.CANCELLED:
        return []
    own = ui.session
    again = button(
        ui, ui.t("review.plan_again"), identifier="review.plan_again", icon_name=ft.Icons.UNDO, field=True,
        on_tap=lambda: note(ui, lambda: case_reviews.plan_again(own.replica, review, own.worker)),
    )  # fmt: skip
    acts = [again] if workers.may_counsel(own.worker) else []
    return [banner(ui, ui.words.label(review.status), identifier="review.cancelled", actions=acts)]


@component
def Managing(review_id: str) -> Any:
    """What is done to it rarely: below everything else. Tests: `review.change`, `review.hold`, `review.cancel`."""
    ui = use_ui()
    use_records("case_review")
    changing, change = use_value(False)
    review, own = ui.replica.get(CaseReview, review_id), ui.session
    if review is None or not workers.may_counsel(own.worker) or review.status == SessionStatus.CANCELLED:
        return ft.Container(visible=False)
    acts = [
        button(ui, ui.t("review.change"), lambda: change(True), identifier="review.change", field=True,
               icon_name=ft.Icons.EDIT_CALENDAR_OUTLINED)
    ]  # fmt: skip
    if review.status == SessionStatus.PLANNED and review.on <= clock.today():
        hold = lambda: note(  # noqa: E731
            ui, lambda: case_reviews.hold(own.replica, review, own.worker), ui.t("review.held_now")
        )
        acts.append(button(ui, ui.t("review.hold"), hold, identifier="review.hold", field=True,
                           icon_name=ft.Icons.CHECK))  # fmt: skip
    if review.status == SessionStatus.PLANNED:
        cancel = lambda: note(  # noqa: E731
            ui, lambda: case_reviews.cancel(own.replica, review, own.worker), ui.t("review.cancelled_now")
        )
        acts.append(link(ui, ui.t("review.cancel"), cancel, identifier="review.cancel", danger=True, field=True,
                         icon_name=ft.Icons.EVENT_BUSY_OUTLINED))  # fmt: skip
    return card(ui, *acts, Changing(review_id, changing, lambda: change(False)))


def gone(ui: Ui) -> ft.Control:
    said = empty_state(ui, ft.Icons.EVENT_BUSY_OUTLINED, ui.t("review.gone"), ui.t("review.gone_hint"))
    return page_body(ui, header(ui, ui.t("review.one"), back="/programmes"), said)
