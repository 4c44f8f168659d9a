"""One case of a comité: why it is examined, the last weeks of the person, and what is decided."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import files, followed, people, review_cases, workers
from espace_mobile.app.actions.happenings import KINDS_TOLD, Event, happenings
from espace_mobile.app.actions.review_cases import Case
from espace_mobile.app.components import button, card, empty_state, header, link, page_body, title, two_panes
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.noting import note
from espace_mobile.app.opening import use_opening
from espace_mobile.app.screens.file.event_words import LOOKS, event_words
from espace_mobile.app.screens.news import news_strip
from espace_mobile.app.screens.programmes.reviews.deciding import Deciding
from espace_mobile.app.screens.programmes.reviews.screen import CASES, examine
from espace_mobile.app.screens.programmes.reviews.words import decided_words, end_words, reasons_words
from espace_mobile.app.screens.wording import day_words, person_name
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.access_vocabulary import FileAccess
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import CaseReason
from espace_mobile.i18n.translator import sentence

LATEST, FEW = 5, 3  # events, and on a phone: what is to be decided stands below them


@component
def OneCase() -> Any:
    params = ft.use_route_params()
    review_id, person_id = params.get("id", ""), params.get("person", "")
    return ft.Container(CaseView(review_id, person_id), key=f"{review_id}.{person_id}", expand=True)


@component
def CaseView(review_id: str, person_id: str) -> Any:
    """Tests: `case.before`, `case.after`, `case.file`, `case.take_off`; the rest in `Deciding`."""
    ui = use_ui()
    use_records("case_review", "reviewed_case", *CASES, late=True)  # deciding leaves it for the next
    own, today = ui.session, clock.today()
    review = ui.replica.get(CaseReview, review_id)
    person = files.person_of(ui.replica, person_id)
    seen = review is not None and person is not None and people.may_see(own.replica, own.worker, person)
    use_opening(ui, FileAccess.EXAMINED, *([person.id] if person is not None and seen else []))
    if review is None or person is None or not seen:
        return _gone(ui, review_id)
    cases = review_cases.agenda(own.replica, review, own.worker, today)
    at = next((n for n, case in enumerate(cases) if case.person.id == person.id), None)
    if at is None:
        return _gone(ui, review_id)
    case = cases[at]
    above = ui.t("case.nth", n=at + 1, of=len(cases))
    left: list[Any] = [
        header(ui, person_name(ui, person), above=above, back=f"/reviews/{review_id}"),
        SixWeeks(person.id, review.programme_id, reasons_words(ui, case), CaseReason.URGENT in case.reasons),
        Latest(person.id),
    ]  # fmt: skip
    decision: Any = Deciding(review_id, person.id, _follows(cases, at))
    if not workers.may_counsel(own.worker):
        decision = _read(ui, case)
    right = [decision, *_take_off(ui, case), _around(ui, review, cases, at)]
    return two_panes(ui, left, right, shares=(1, 1))


@component
def SixWeeks(person_id: str, programme_id: str, why: str, urgent: bool) -> Any:
    """Why the case is examined, the person's strip, and when their time is over."""
    ui = use_ui()
    use_records(*CASES, late=True)
    person, programme = files.person_of(ui.replica, person_id), ui.replica.get(Programme, programme_id)
    if person is None:
        return ft.Container(visible=False)
    today, ink = clock.today(), ui.palette.alert if urgent else ui.palette.primary
    one = followed.one_in(ui.replica, programme_id, person, today)
    end = end_words(ui, one.followed.spell, programme, today) if one and programme else ""
    sign = icon(ui, ft.Icons.PRIORITY_HIGH if urgent else ft.Icons.HELP_OUTLINE, 22, ink)
    go = lambda: ft.context.page.navigate(f"/people/{person_id}")  # noqa: E731
    return card(
        ui, ft.Row([sign, label(ui, why, color=ink, expand=True)], spacing=12),
        *([news_strip(ui, one.strip(today), "case.strip")] if one else []),
        *([muted(ui, end, SMALL)] if end else []),
        ft.Row([link(ui, ui.t("relance.file"), go, identifier="case.file", field=True,
                     icon_name=ft.Icons.FOLDER_OPEN_OUTLINED)], wrap=True),
    )  # fmt: skip


@component
def Latest(person_id: str) -> Any:
    """What happened last, and what comes next."""
    ui = use_ui()
    use_records("person", "worker", "organisation", *KINDS_TOLD, late=True)
    person, now = files.person_of(ui.replica, person_id), clock.now()
    if person is None:
        return ft.Container(visible=False)
    told = [event for event in happenings(ui.replica, person.id) if event.at <= now]
    told.sort(key=lambda event: (event.at, event.what, event.fact.id), reverse=True)
    nothing = [] if told else [muted(ui, ui.t("case.no_event"))]
    return card(
        ui, title(ui, ui.t("case.latest")), *_next_step(ui, person),
        *(_event(ui, event) for event in told[: LATEST if ui.panes else FEW]),
        *nothing,
    )  # fmt: skip


def _next_step(ui: Ui, person: Person) -> list[ft.Control]:
    if not person.next_step:
        return []
    by = ui.t("review.due_by", day=ui.words.short_day(person.next_step_on)) if person.next_step_on else ""
    said = ui.t("case.next_step", step=", ".join(filter(None, (person.next_step, by))))
    return [ft.Row([icon(ui, ft.Icons.FLAG_OUTLINED, 20, ui.palette.primary), text(ui, said, expand=True)], spacing=12)]


def _event(ui: Ui, event: Event) -> ft.Control:
    what, detail = event_words(ui, event)
    when = sentence(day_words(ui, clock.local(event.at).date()))
    under = muted(ui, " · ".join(filter(None, (when, detail))), SMALL)
    return ft.Row(
        [icon(ui, LOOKS[event.what].sign, 20, ui.palette.primary),
         ft.Column([label(ui, what), under], spacing=0, expand=True, tight=True)],
        spacing=12, vertical_alignment=ft.CrossAxisAlignment.START,
    )  # fmt: skip


def _read(ui: Ui, case: Case) -> ft.Control:
    """For those who don't decide."""
    said = case.said
    if said is None or said.decision is None:
        return card(ui, title(ui, ui.t("case.decision")), muted(ui, ui.t("case.undecided")))
    words = [text(ui, said.decided)] if said.decided else []
    return card(ui, title(ui, ui.t("case.decision")), label(ui, decided_words(ui, said)), *words)


def _take_off(ui: Ui, case: Case) -> list[ft.Control]:
    """What was put on by hand, nothing else: facts would propose it again."""
    own, said = ui.session, case.said
    if said is None or case.decided or case.reasons != (CaseReason.BY_HAND,) or not workers.may_counsel(own.worker):
        return []

    def take_off() -> None:
        if note(ui, lambda: review_cases.take_off(own.replica, said, own.worker), ui.t("case.taken_off")):
            ft.context.page.navigate(f"/reviews/{said.review_id}")

    words = ui.t("case.take_off")
    return [ft.Row([link(ui, words, take_off, identifier="case.take_off", danger=True, field=True)], wrap=True)]


def _follows(cases: list[Case], at: int) -> str:
    """Whom to go to once this one is decided: the next who waits, then those passed over; nobody when all is done."""
    waiting = [case.person.id for case in (*cases[at + 1 :], *cases[:at]) if not case.decided]
    return waiting[0] if waiting else ""


def _around(ui: Ui, review: CaseReview, cases: list[Case], at: int) -> ft.Control:
    def to(n: int, words: str, identifier: str, sign: ft.IconData) -> ft.Control:
        there = 0 <= n < len(cases)
        go = (lambda: examine(review, cases[n])) if there else None
        name = f"{words}, {person_name(ui, cases[n].person)}" if there else words
        return button(ui, words, go, identifier=identifier, field=True, icon_name=sign, expand=1, description=name)

    return ft.Row(
        [to(at - 1, ui.t("case.before"), "case.before", ft.Icons.WEST),
         to(at + 1, ui.t("case.after"), "case.after", ft.Icons.EAST)], spacing=GAP,
    )  # fmt: skip


def _gone(ui: Ui, review_id: str) -> ft.Control:
    said = empty_state(ui, ft.Icons.PERSON_OFF_OUTLINED, ui.t("case.gone"), ui.t("case.gone_hint"))
    return page_body(ui, header(ui, ui.t("review.one"), back=f"/reviews/{review_id}"), said)
