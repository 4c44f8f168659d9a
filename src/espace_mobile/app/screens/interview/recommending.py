"""« Préconisation »: what the CIP recommends, which programme, and the way to what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import interviews
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, chips, link
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.agenda.looked import SESSIONS, looked
from espace_mobile.app.screens.file import parts
from espace_mobile.app.screens.interview.fold import fold
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.path_vocabulary import Recommendation
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.vocabulary import offered

_ENTERED = frozenset({Recommendation.ENTRY, Recommendation.CIVIC_SERVICE, Recommendation.TRAINING})


@component
def Recommending(interview_id: str, on_book: Callable[[], Any]) -> Any:
    """`on_book`: opens the booking of an appointment."""
    ui = use_ui()
    use_records(Interview.kind, Programme.kind)
    is_open, set_open = use_value(False)
    interview = ui.replica.get(Interview, interview_id)
    if interview is None:
        return ft.Container()
    return fold(
        ui, ui.t("interview.recommendation"), identifier="section.recommendation", is_open=is_open,
        on_toggle=lambda: set_open(not is_open), said=recommendation_words(ui, interview),
        content=_choosing(ui, interview, on_book) if is_open else [],
    )  # fmt: skip


def recommendation_words(ui: Ui, interview: Interview) -> str:
    """« Entrée dans une action, Atelier mobilité »."""
    id = interview.recommended_programme_id
    programme = ui.replica.get(Programme, id) if id else None
    return ", ".join(filter(None, [ui.words.label(interview.recommendation), programme.name if programme else ""]))


def _choosing(ui: Ui, interview: Interview, on_book: Callable[[], Any]) -> list[ft.Control]:
    options = [Option(r, ui.words.label(r)) for r in offered(Recommendation)]
    chosen = interview.recommendation

    def choose(code: str) -> None:
        _recommend(ui, interview, None if code == chosen else Recommendation(code))

    shown: list[ft.Control] = [
        chips(ui, options, [chosen] if chosen else [], choose, identifier="recommendation", field=True)
    ]
    if chosen in _ENTERED:
        shown += _programmes(ui, interview)
    return [*shown, *_what_follows(ui, interview, on_book)]


def _programmes(ui: Ui, interview: Interview) -> list[ft.Control]:
    active = sorted((p for p in ui.replica.all(Programme) if p.active), key=lambda p: (p.name.casefold(), p.id))
    if not active:
        return []
    chosen = interview.recommended_programme_id

    def choose(id: str) -> None:
        _recommend(ui, interview, interview.recommendation, None if id == chosen else id)

    options = [Option(p.id, p.name) for p in active]
    picked = [chosen] if chosen else []
    return [
        muted(ui, ui.t("interview.which_programme"), SMALL),
        chips(ui, options, picked, choose, identifier="recommendation.programme", field=True),
    ]  # fmt: skip


def _recommend(ui: Ui, interview: Interview, said: Recommendation | None, programme_id: str | None = None) -> None:
    session = ui.session
    attempt(ui, lambda: interviews.recommend(session.replica, interview, session.worker, said, programme_id))


def _what_follows(ui: Ui, interview: Interview, on_book: Callable[[], Any]) -> list[ft.Control]:
    """Nothing is done here: the talk goes on; each thing has its own place."""
    person_id, said = interview.person_id or "", interview.recommendation

    def to_path() -> None:
        parts.keep_read(ui.state, person_id, parts.PATH)
        ft.context.page.navigate(f"/people/{person_id}")

    def to_sessions() -> None:
        looked(ui.session).segment = SESSIONS
        ft.context.page.navigate("/agenda")

    ways: dict[str, tuple[str, Callable[[], Any]]] = {
        Recommendation.GROUP_SESSIONS: ("interview.see_sessions", to_sessions),
        Recommendation.INDIVIDUAL: ("interview.book_next", on_book),
        **dict.fromkeys(_ENTERED, ("interview.see_path", to_path)),
        Recommendation.PARTNER: ("interview.see_path", to_path),
    }
    if said not in ways:
        return []
    words, act = ways[said]
    follow = link(
        ui, ui.t(words), act, identifier="recommendation.follow", icon_name=ft.Icons.ARROW_FORWARD, field=True
    )
    return [ft.Row([follow], wrap=True)]
