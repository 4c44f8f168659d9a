"""One session: when, where, by whom; its seats and its people; its signatures; what was said in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import session_planning, sessions
from espace_mobile.app.actions.sessions import SessionSheet
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import banner, button, card, empty_state, header, link, notify, page_body, two_panes
from espace_mobile.app.components.text import icon, text
from espace_mobile.app.screens.sessions.adding import Adding
from espace_mobile.app.screens.sessions.notes import Notes
from espace_mobile.app.screens.sessions.people import others, people_card
from espace_mobile.app.screens.sessions.signing import Signing
from espace_mobile.app.screens.sessions.words import led_by, state_words, title_of, when_words, where_words
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.workshop import Workshop

BACK = "/agenda"


@component
def OneSession() -> Any:
    session_id = ft.use_route_params().get("id", "")
    return ft.Container(SessionView(session_id), key=session_id, expand=True)


@component
def SessionView(session_id: str) -> Any:
    ui = use_ui()
    use_records("group_session", "attendance", "person", "merge", "place", "programme", "worker", "follow_up",
                "organisation", "workshop")  # fmt: skip
    adding, add = use_value(False)
    session = ui.replica.get(GroupSession, session_id)
    if session is None:
        gone = empty_state(ui, ft.Icons.EVENT_BUSY_OUTLINED, ui.t("session.gone"), ui.t("session.gone_hint"))
        return page_body(ui, header(ui, ui.t("session.one"), back=BACK), gone)
    sheet = sessions.session_sheet(ui.replica, session, ui.session.worker)
    may = sessions.may_run(ui.session.worker, session)
    kind_of = ui.t("session.informal" if session.informal else "session.one")
    above = ui.words.label(session.status) if session.status != SessionStatus.PLANNED else kind_of
    left: list[Any] = [
        header(ui, title_of(ui, session), above=above, back=BACK), *_cancelled(ui, sheet, may), _facts(ui, session),
        people_card(ui, sheet, lambda: add(True)), *others(ui, sheet), Adding(session.id, adding, lambda: add(False)),
    ]  # fmt: skip
    right: list[Any] = [Signing(session.id), *([Notes(session.id), _manage(ui, session)] if may else [])]
    return two_panes(ui, left, right, shares=(1, 1))


def _facts(ui: Ui, session: GroupSession) -> ft.Control:
    programme = ui.replica.get(Programme, session.programme_id) if session.programme_id else None
    leading, back = led_by(ui, session), session.post_workshop_on
    lines = [
        (ft.Icons.SCHEDULE, when_words(ui, session)),
        (ft.Icons.PLACE_OUTLINED, where_words(ui, session) or ui.t("session.no_place")),
        (ft.Icons.GROUPS_OUTLINED, ui.t("session.led_by", names=leading) if leading else ""),
        (ft.Icons.ROUTE_OUTLINED, programme.name if programme and programme.name != session.title else ""),
        (ft.Icons.EVENT_REPEAT_OUTLINED, ui.t("session.post_on", day=ui.words.day(back, year=True)) if back else ""),
    ]
    rows = [
        ft.Row([icon(ui, sign, 20, ui.palette.muted), text(ui, said, expand=True)], spacing=12)
        for sign, said in lines
        if said
    ]
    return card(ui, *rows, *_workshop(ui, session))


def _workshop(ui: Ui, session: GroupSession) -> list[ft.Control]:
    """The way to the other sessions of its series."""
    workshop = ui.replica.get(Workshop, session.workshop_id) if session.workshop_id else None
    if workshop is None:
        return []
    go = lambda: ft.context.page.navigate(f"/programmes/{workshop.programme_id}/workshops/{workshop.id}")  # noqa: E731
    way = link(ui, ui.t("session.of_workshop"), go, identifier="session.workshop", field=True, icon_name=ft.Icons.EAST)
    return [ft.Row([way], wrap=True)]


def _cancelled(ui: Ui, sheet: SessionSheet, may: bool) -> list[ft.Control]:
    if sheet.session.status != SessionStatus.CANCELLED:
        return []
    words = ui.tn("session.cancelled", len(sheet.taking_part)) if sheet.taking_part else ui.t("session.cancelled_alone")
    again = button(
        ui, ui.t("session.plan_again"), lambda: _put_back(ui, sheet.session), identifier="session.plan_again",
        icon_name=ft.Icons.UNDO, field=True,
    )  # fmt: skip
    return [banner(ui, words, identifier="session.cancelled", actions=[again] if may else [])]


def _manage(ui: Ui, session: GroupSession) -> ft.Control:
    """What is done to it rarely: below everything else."""
    edit = lambda: ft.context.page.navigate(f"/sessions/{session.id}/edit")  # noqa: E731
    acts = [_act(ui, "session.edit", edit, ft.Icons.EDIT_OUTLINED)]
    if sessions.may_plan(ui.session.worker):
        again = lambda: ft.context.page.navigate(f"/sessions/{session.id}/again")  # noqa: E731
        acts.append(
            button(
                ui,
                ui.t("session.take_up"),
                again,
                identifier="session.again",
                icon_name=ft.Icons.CONTENT_COPY,
                field=True,
            )
        )
    if session.status == SessionStatus.PLANNED and sessions.day_of(session) <= clock.today():
        acts.append(_act(ui, "session.hold", lambda: _hold(ui, session), ft.Icons.CHECK))
    if session.status == SessionStatus.PLANNED:
        words = ui.t("session.cancel")
        acts.append(
            link(ui, words, lambda: _cancel(ui, session), identifier="session.cancel", danger=True, field=True,
                 icon_name=ft.Icons.EVENT_BUSY_OUTLINED)
        )  # fmt: skip
    return card(ui, *acts)


def _act(ui: Ui, key: str, on_tap: Callable[[], None], sign: ft.IconData) -> ft.Control:
    return button(ui, ui.t(key), on_tap, identifier=key, icon_name=sign, field=True)


def _hold(ui: Ui, session: GroupSession) -> None:
    own = ui.session
    if attempt(ui, lambda: session_planning.hold(own.replica, session, own.worker)):
        notify(ui, state_words(ui, session.but(status=SessionStatus.HELD), sessions.seats_of(own.replica, session)),
               undo=lambda: _put_back(ui, session))  # fmt: skip


def _cancel(ui: Ui, session: GroupSession) -> None:
    own = ui.session
    if attempt(ui, lambda: session_planning.cancel(own.replica, session, own.worker)):
        notify(ui, ui.t("session.cancelled_alone"), undo=lambda: _put_back(ui, session))


def _put_back(ui: Ui, session: GroupSession) -> None:
    own = ui.session
    attempt(ui, lambda: session_planning.plan_again(own.replica, session, own.worker))
