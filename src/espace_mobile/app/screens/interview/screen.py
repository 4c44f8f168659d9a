"""One talk: what the person says first, then the sections that may be skipped, then how it ends."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions.files import head_id, person_of
from espace_mobile.app.components import header, two_panes
from espace_mobile.app.components.text import muted
from espace_mobile.app.opening import use_opening
from espace_mobile.app.screens.interview.beginning import may_open, not_here
from espace_mobile.app.screens.interview.booking import booking_sheet
from espace_mobile.app.screens.interview.children import Children
from espace_mobile.app.screens.interview.ending import End
from espace_mobile.app.screens.interview.next_step import NextStep
from espace_mobile.app.screens.interview.recommending import Recommending
from espace_mobile.app.screens.interview.sections import FOLDED, FreeLine, Section
from espace_mobile.app.screens.interview.steps import Steps
from espace_mobile.app.screens.interview.two_texts import TwoTexts
from espace_mobile.app.screens.interview.urgency import Urgent
from espace_mobile.app.screens.interview.writing import draft_name, keep_on_leaving
from espace_mobile.app.screens.wording import moment, person_name, worker_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.access_vocabulary import FileAccess
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.person import Person


@component
def InterviewScreen() -> Any:
    """Keyed, so that nothing typed in one talk is ever found in another."""
    params = ft.use_route_params()
    id = params.get("interview", "")
    return ft.Container(_Shown(params.get("id", ""), id), key=id, expand=True)


@component
def _Shown(person_id: str, interview_id: str) -> Any:
    ui = use_ui()
    use_records(Interview.kind, Person.kind)
    interview, person = ui.replica.get(Interview, interview_id), person_of(ui.replica, person_id)
    if interview is None or person is None or not interview.person_id or not may_open(ui, person):
        return not_here(ui)
    if head_id(ui.replica, interview.person_id) != person.id:
        return not_here(ui)
    return _Talk(interview_id, person.id, draft_name(interview))


@component
def _Talk(interview_id: str, person_id: str, draft_named: str) -> Any:
    ui = use_ui()
    use_records(Person.kind)
    draft, times = use_draft(draft_named), use_draft(f"{draft_named}.booking")
    booking, book = use_value(False)
    interview, person = ui.replica.get(Interview, interview_id), person_of(ui.replica, person_id)

    use_opening(ui, FileAccess.INTERVIEW, person_id)

    def leave() -> None:
        if interview is not None:
            keep_on_leaving(ui, draft, interview)

    ft.use_effect(lambda: None, [], cleanup=leave)
    close = lambda: book(False)  # noqa: E731
    ft.use_dialog(booking_sheet(ui, interview, person, times, close) if booking and interview and person else None)
    if interview is None or person is None:
        return ft.Container()
    talk = [
        _head(ui, interview, person),
        TwoTexts(interview_id),
        FreeLine(interview_id, draft),
        Urgent(interview_id, draft),
    ]
    sections = [
        *(Section(interview_id, draft, field) for field in FOLDED), Steps(interview_id), Children(interview_id),
        Recommending(interview_id, lambda: book(True)), NextStep(interview_id, draft),
        End(interview_id, draft, lambda: book(True)),
    ]  # fmt: skip
    return two_panes(ui, talk, sections, shares=(1, 1), spacing=12)


def _head(ui: Ui, interview: Interview, person: Person) -> ft.Control:
    """Whose talk it is, when it is somebody else's."""
    above = ui.t("interview.title_on", when=moment(ui, interview.at))
    who = worker_name(ui, interview.worker_id) if interview.worker_id != ui.session.worker.id else ""
    head = header(ui, person_name(ui, person), above=above, back=f"/people/{person.id}", stacked=True)
    by = [muted(ui, ui.t("interview.by", name=who), SMALL)] if who else []
    return ft.Column([head, *by], spacing=2, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
