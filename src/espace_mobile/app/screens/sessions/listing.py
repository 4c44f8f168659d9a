"""The sessions: those to come with the seats left, those that wait to be marked, the last ones held."""

from __future__ import annotations

from itertools import count
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import sessions
from espace_mobile.app.components import Option, button, chips, empty_state, line, link, title
from espace_mobile.app.screens.sessions.words import seats_pill, state_words, title_of, when_words, where_words
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.group_session import GroupSession

AT_FIRST, MORE = 6, 20  # of each group: each line takes a moment to draw
_MINE, _ALL = "mine", "all"


@component
def SessionList() -> Any:
    ui = use_ui()
    use_records("group_session", "attendance", "merge", "place")
    worker, today = ui.session.worker, clock.today()
    whose, choose = use_value(_ALL)
    shown, show = use_value(AT_FIRST)

    def wanted(found: list[GroupSession]) -> list[GroupSession]:
        return [s for s in found if whose == _ALL or worker.id in s.facilitator_ids]

    coming, to_mark = wanted(sessions.to_come(ui.replica, today)), wanted(sessions.to_mark(ui.replica, today))
    past = wanted(sessions.past(ui.replica))
    whose_options = [Option(_ALL, ui.t("session.all")), Option(_MINE, ui.t("session.mine"))]
    parts: list[ft.Control] = [
        *_planning(ui), chips(ui, whose_options, [whose], choose, identifier="sessions.whose", field=True),
    ]  # fmt: skip
    numbered = count()
    if to_mark:
        parts += _group(ui, ui.t("session.to_mark"), to_mark[:shown], numbered)
    parts += _group(ui, ui.t("session.coming"), coming[:shown], numbered) if coming else [_nothing(ui)]
    if past:
        parts += _group(ui, ui.t("session.past"), past[:shown], numbered)
    if max(len(coming), len(to_mark), len(past)) > shown:
        more = link(ui, ui.t("session.more"), lambda: show(shown + MORE), identifier="sessions.more", field=True)
        parts.append(ft.Row([more], wrap=True))
    return ft.Column(parts, spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def session_line(ui: Ui, session: GroupSession, identifier: str, on_tap: Any = None) -> ft.Control:
    """With large text the pill would leave no room for the words: what it says stands under them."""
    seats = sessions.seats_of(ui.replica, session)
    go = on_tap or (lambda: ft.context.page.navigate(f"/sessions/{session.id}"))
    said = state_words(ui, session, seats) if ui.large else ""
    detail = " · ".join(filter(None, [said, when_words(ui, session), where_words(ui, session)]))
    return line(
        ui, title_of(ui, session), detail, identifier=identifier, on_tap=go,
        trail=None if ui.large else seats_pill(ui, session, seats),
        key=session.id,
    )  # fmt: skip


def _group(ui: Ui, name: str, found: list[GroupSession], numbered: Any) -> list[ft.Control]:
    lines = [session_line(ui, session, f"sessions.{next(numbered)}") for session in found]
    return [title(ui, name), ft.Column(lines, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)]


def _planning(ui: Ui) -> list[ft.Control]:
    if not sessions.may_plan(ui.session.worker):
        return []
    go = lambda: ft.context.page.navigate("/sessions/new")  # noqa: E731
    return [
        button(ui, ui.t("session.new"), go, identifier="sessions.new", primary=True, field=True, icon_name=ft.Icons.ADD)
    ]


def _nothing(ui: Ui) -> ft.Control:
    hint = "session.none_hint" if sessions.may_plan(ui.session.worker) else "session.none_hint_field"
    return empty_state(ui, ft.Icons.GROUPS_OUTLINED, ui.t("session.none"), ui.t(hint))
