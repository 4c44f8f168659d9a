"""The big button of an urgent situation, and what is said of it once it is flagged."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import urgent
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, card, chips, link, notify
from espace_mobile.app.components.text import heading, icon, muted
from espace_mobile.app.components.touch import Handler
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.interview.writing import text_area
from espace_mobile.app.screens.urgent import settle, settled_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.path_vocabulary import Urgency
from espace_mobile.domain.vocabulary import offered


@component
def Urgent(interview_id: str, draft: Draft) -> Any:
    ui = use_ui()
    use_records(Interview.kind)
    ft.use_state(draft)
    interview = ui.replica.get(Interview, interview_id)
    if interview is None:
        return ft.Container()
    return _flagged(ui, interview, draft) if interview.urgent else _offer(ui, interview)


def _offer(ui: Ui, interview: Interview) -> ft.Control:
    session = ui.session
    told = settled_words(ui, interview)
    flag = lambda: urgent.flag(session.replica, interview, session.worker, interview.urgencies)  # noqa: E731
    big = button(
        ui, ui.t("urgent.title"), lambda: attempt(ui, flag), identifier="interview.urgent", danger=True, field=True,
        icon_name=ft.Icons.PRIORITY_HIGH, description=ui.t("urgent.flag"),
    )  # fmt: skip
    settled = [muted(ui, told, SMALL)] if told else []
    return ft.Column([*settled, big], spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _flagged(ui: Ui, interview: Interview, draft: Draft) -> ft.Control:
    session, p = ui.session, ui.palette
    options = [Option(u, ui.words.label(u)) for u in offered(Urgency)]

    def toggle(code: str) -> None:
        attempt(ui, lambda: urgent.toggle(session.replica, interview, session.worker, Urgency(code)))

    def mistake() -> None:
        back = lambda: urgent.flag(session.replica, interview, session.worker, interview.urgencies)  # noqa: E731
        if attempt(ui, lambda: urgent.not_urgent(session.replica, interview, session.worker)):
            notify(ui, ui.t("urgent.withdrawn"), undo=lambda: attempt(ui, back))

    head = ft.Row(
        [icon(ui, ft.Icons.PRIORITY_HIGH, 24, p.alert),
         ft.Container(heading(ui, ui.t("urgent.flagged"), 2), expand=True)], spacing=12,
    )  # fmt: skip
    return card(
        ui, ft.Semantics(identifier="urgent.flagged", live_region=True, container=True, content=head),
        muted(ui, ui.t("urgent.team_hears"), SMALL),
        chips(ui, options, interview.urgencies, toggle, identifier="urgency", field=True),
        text_area(ui, draft, interview, "urgent_situation", "section.urgent_situation.text"),
        button(ui, ui.t("urgent.settle"), lambda: settle(ui, interview, clock.now()), identifier="urgent.settle",
               field=True, icon_name=ft.Icons.CHECK, description=ui.t("urgent.settle_it")),
        _quiet(ui, ui.t("urgent.mistake"), mistake),
        border=ft.Border.all(max(p.edge, 2), p.alert),
    )  # fmt: skip


def _quiet(ui: Ui, words: str, on_tap: Handler) -> ft.Control:
    """A link is one line: large text needs the two of a button."""
    if ui.large:
        return button(ui, words, on_tap, identifier="urgent.mistake", field=True)
    return ft.Row([link(ui, words, on_tap, identifier="urgent.mistake", field=True)], wrap=True)
