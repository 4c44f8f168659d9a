"""The end of the talk: what was noted, « Terminer l’entretien », the next appointment; and taking it all back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import interviews
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import banner, button, card, link, notify, title
from espace_mobile.app.components.text import icon, muted, text
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.interview.children import children_words
from espace_mobile.app.screens.interview.next_step import next_words
from espace_mobile.app.screens.interview.recommending import recommendation_words
from espace_mobile.app.screens.interview.writing import keep_on_leaving, saved, text_name, typing
from espace_mobile.app.screens.wording import moment
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.interview import Interview


@component
def End(interview_id: str, draft: Draft, on_book: Callable[[], Any]) -> Any:
    ui = use_ui()
    use_records(Interview.kind)
    ft.use_state(draft)
    interview = ui.replica.get(Interview, interview_id)
    if interview is None:
        return ft.Container()
    book = button(
        ui, ui.t("interview.next_appointment"), lambda: on_book(), identifier="interview.book", field=True,
        description=ui.t("interview.book_next"),
        icon_name=ft.Icons.EVENT_AVAILABLE_OUTLINED,
    )  # fmt: skip
    return card(
        ui, title(ui, ui.t("interview.noted")), *_noted(ui, interview, typing(draft)), *_ending(ui, interview, draft),
        book, ft.Row([_deleting(ui, interview, draft)]),
    )  # fmt: skip


def _noted(ui: Ui, interview: Interview, typed: dict[str, str]) -> list[ft.Control]:
    """The names of what was noted, saved or still being typed; the words themselves stand above."""
    texts = [f for f in dict.fromkeys((*interview.written, *typed)) if f != "next_step" and typed.get(f, True)]
    lines = [
        *(text_name(ui, field) for field in texts),
        *([ui.t("interview.steps")] if interview.steps_explained else []),
        *filter(None, [children_words(ui, interview), recommendation_words(ui, interview), next_words(ui, interview)]),
    ]
    if not lines:
        return [muted(ui, ui.t("interview.nothing_noted"), SMALL)]
    return [
        ft.Row([icon(ui, ft.Icons.CHECK, 18, ui.palette.ok), text(ui, said, expand=True)], spacing=GAP)
        for said in lines
    ]


def _ending(ui: Ui, interview: Interview, draft: Draft) -> list[ft.Control]:
    if interview.ended_at is not None:
        said = ui.t("interview.ended", when=moment(ui, interview.ended_at))
        return [banner(ui, said, tone="ok", identifier="interview.ended")]
    session = ui.session

    def end() -> None:
        endings: list[interviews.Ending] = []
        texts = typing(draft)
        act = lambda: endings.append(  # noqa: E731
            interviews.end(session.replica, interview, session.worker, clock.now(), **texts)
        )
        if attempt(ui, act, draft):
            saved(draft, *texts)
            undo = lambda: attempt(ui, lambda: interviews.reopen(session.replica, endings[0], session.worker))  # noqa: E731
            notify(ui, ui.t("interview.end_said"), undo=undo)

    return [
        button(ui, ui.t("interview.end"), end, identifier="interview.end", primary=True, field=True,
               icon_name=ft.Icons.CHECK)
    ]  # fmt: skip


def _deleting(ui: Ui, interview: Interview, draft: Draft) -> ft.Control:
    """To be undone, so nothing is asked. What is typed is saved first: saved later, it would bring all back."""
    session, page = ui.session, ft.context.page
    route = f"/people/{interview.person_id}"
    gone: list[Interview] = []

    def restore() -> None:
        if attempt(ui, lambda: interviews.restore(session.replica, gone[-1], session.worker)):
            page.navigate(f"{route}/interview/{interview.id}")

    def delete() -> None:
        keep_on_leaving(ui, draft, interview)
        if attempt(ui, lambda: gone.append(interviews.delete(session.replica, interview, session.worker))):
            page.navigate(route)
            notify(ui, ui.t("interview.deleted"), undo=restore)

    return link(
        ui, ui.t("interview.delete"), delete, identifier="interview.delete", danger=True,
        icon_name=ft.Icons.DELETE_OUTLINE, description=ui.t("interview.delete_it"), field=True,
    )  # fmt: skip
