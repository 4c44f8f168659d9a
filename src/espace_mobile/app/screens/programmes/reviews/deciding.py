"""What is decided of a case, by taps: the decision, who does it, by when; and up to 280 characters."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import case_decisions, case_reviews, files, review_cases, workers
from espace_mobile.app.actions.case_decisions import Decision
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.components import Option, button, card, chips, note_field, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.day_choice import DayChoice
from espace_mobile.app.screens.day_choice import day_of as day_in
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.programmes.reviews.words import organisation_name
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_records, use_ui, use_value
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.person import Person
from espace_mobile.domain.sheet_vocabulary import CaseDecision
from espace_mobile.domain.vocabulary import offered
from espace_mobile.domain.worker import Worker
from espace_mobile.domain.working_days import working_from

FEW = 4  # of our own and of the partners, before the others are asked for
_YEAR = timedelta(days=366)
_LEADS = {"worker": "owner_id", "partner": "owner_organisation_id"}


@component
def Deciding(review_id: str, person_id: str, follows: str) -> Any:
    """`follows`: the id of whom to go to next, or empty. Tests: `case.decision.{code}`, `case.worker.{id}`,
    `case.partner.{id}`, `case.due.{ISO day}`, `case.save`."""
    ui = use_ui()
    use_records("case_review", "reviewed_case", "worker", "organisation", late=True)
    first = use_made(lambda: _first(ui, review_id, person_id))
    draft = use_draft(f"case.{review_id}.{person_id}", first)
    ft.use_state(draft)
    everybody, show = use_value(False)
    review, person = ui.replica.get(CaseReview, review_id), files.person_of(ui.replica, person_id)
    if review is None or person is None:
        return ft.Container(visible=False)

    def save() -> None:
        if _saved(ui, review, person, draft):
            ft.context.page.navigate(f"/reviews/{review_id}" + (f"/cases/{follows}" if follows else ""))

    options = [Option(code, ui.words.label(code)) for code in offered(CaseDecision)]
    choose = lambda code: draft.set("decision", "" if code == draft.get("decision") else code, redraw=True)  # noqa: E731
    return card(
        ui, title(ui, ui.t("case.decision")),
        chips(ui, options, [draft.get("decision")], choose, identifier="case.decision", field=True),
        *error_text(ui, draft, "decision"), note_field(ui, draft, "decided", ui.t("case.decided")),
        *_owners(ui, review, person, draft, everybody, lambda: show(True)), *_due(ui, review, draft),
        button(ui, ui.t("case.save_next" if follows else "case.save"), save, identifier="case.save", primary=True,
               field=True, icon_name=ft.Icons.CHECK),
    )  # fmt: skip


def _first(ui: Ui, review_id: str, person_id: str) -> dict[str, Any]:
    """What the form shows at first, and which value of each field that is."""
    review = ui.replica.get(CaseReview, review_id)
    said = review_cases.case_of(ui.replica, review, person_id) if review else None
    if said is None:
        return {}
    return {
        "decision": said.decision or "", "decided": said.decided or "", "owner_id": said.owner_id or "",
        "owner_organisation_id": said.owner_organisation_id or "",
        "due_on": said.due_on.isoformat() if said.due_on else "", "seen": seen_now(ui.replica, said),
    }  # fmt: skip


def _saved(ui: Ui, review: CaseReview, person: Person, draft: Draft) -> bool:
    own = ui.session
    decision = CaseDecision(draft.get("decision")) if draft.get("decision") else None
    asked = Decision(
        decision, draft.get("decided") or "", draft.get("owner_id") or None,
        draft.get("owner_organisation_id") or None, day_in(draft, "due_on"),
    )  # fmt: skip
    words = ui.words.label(decision)
    return note(
        ui,
        lambda: case_decisions.decide(
            own.replica, review, person, asked, own.worker, now=clock.now(),
            reason=ui.t("case.task", decision=words.lower()), seen=draft.get("seen", None) or None,
        ),
        ui.t("case.saved", name=person_name(ui, person), decision=words.lower()), draft,
    )  # fmt: skip


def _owners(
    ui: Ui, review: CaseReview, person: Person, draft: Draft, everybody: bool, show_all: Any
) -> list[ft.Control]:
    """One of ours or one of the partners: choosing one takes the other back."""
    chosen, partner = draft.get("owner_id"), draft.get("owner_organisation_id")
    here = [w for w in workers.workers(ui.replica) if w.id == chosen or workers.is_here(w, clock.today())]
    able = [w for w in here if w.id == chosen or workers.may_see(w, person)]
    able.sort(key=lambda w: _nearness(w, ui.session.worker, person, review, chosen))
    near = [*([partner] if partner else []), *review.present_ids, *review.organisation_ids]
    asked = list(dict.fromkeys([*near, *case_reviews.partners_of(ui.replica, review.programme_id)]))
    of_ours, of_theirs = (able, asked) if everybody else (able[:FEW], asked[:FEW])
    options = [Option(w.id, w.display_name, ft.Icons.PERSON_OUTLINE) for w in of_ours]
    partners = [Option(id, organisation_name(ui, id) or "…", ft.Icons.HANDSHAKE_OUTLINED) for id in of_theirs]
    if len(able) > len(of_ours) or len(asked) > len(of_theirs):
        (partners or options).append(Option("more", ui.t("case.more_people"), ft.Icons.EXPAND_MORE))

    def choose(field: str, id: str) -> None:
        if id == "more":
            show_all()
            return
        other = next(name for name in _LEADS.values() if name != field)
        draft.set(other, "")
        draft.set(field, "" if id == draft.get(field) else id, redraw=True)

    return [
        muted(ui, ui.t("case.owner"), SMALL),
        chips(ui, options, [chosen], lambda id: choose("owner_id", id), identifier="case.worker", field=True),
        *([chips(ui, partners, [partner], lambda id: choose("owner_organisation_id", id), identifier="case.partner",
                 field=True)] if partners else []),
    ]  # fmt: skip


def _nearness(worker: Worker, me: Worker, person: Person, review: CaseReview, chosen: str) -> tuple[bool, ...]:
    """Whoever is chosen, whoever follows the person, I, and those who sit at the table come first."""
    return worker.id != chosen, worker.id != person.referent_id, worker.id != me.id, worker.id not in review.worker_ids


def _due(ui: Ui, review: CaseReview, draft: Draft) -> list[Any]:
    today = clock.today()
    later = case_reviews.to_come(ui.replica, review.programme_id, max(today, review.on) + timedelta(days=1))
    days = dict.fromkeys(working_from(today + timedelta(days=n)) for n in (1, 7, 14))
    following: list[date] = [later[0].on] if later else []
    hint = [muted(ui, ui.t("case.relance_hint"), SMALL)] if draft.get("owner_id") else []
    return [
        DayChoice(draft, "due_on", ui.t("case.due"), list(dict.fromkeys([*days, *following])), today, today + _YEAR,
                  "case.due"),
        *hint,
    ]  # fmt: skip
