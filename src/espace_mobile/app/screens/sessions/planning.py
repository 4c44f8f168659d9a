"""Planning a session, changing one, taking one up again elsewhere or on another date: one form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import protocols, session_planning, sessions
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.session_planning import Plan
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import (
    banner,
    button,
    card,
    day_picker,
    empty_state,
    header,
    notify,
    page_body,
    switch,
)
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.sessions import form
from espace_mobile.app.screens.sessions.plan_values import plan_of, values_of
from espace_mobile.app.screens.sessions.with_whom import WithWhom
from espace_mobile.app.screens.sessions.words import default_protocol
from espace_mobile.app.screens.when import When
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_records, use_ui, use_value
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus
from espace_mobile.domain.session_protocol import SessionProtocol

NEW = "session.new"  # the draft of a session to be planned
YEARS = 2


@component
def NewSession() -> Any:
    return ft.Container(Planning(None), key="new", expand=True)


@component
def SessionAgain() -> Any:
    """The same session elsewhere, or on another date, with its people invited or not."""
    id = ft.use_route_params().get("id", "")
    return ft.Container(Planning(id), key=id, expand=True)


@component
def Planning(again_id: str | None) -> Any:
    """`again_id`: of the session that is taken up again."""
    ui = use_ui()
    use_records("programme", "place", "worker", SessionProtocol.kind)
    again = ui.replica.get(GroupSession, again_id) if again_id else None
    draft = use_draft(f"session.again.{again_id}" if again_id else NEW, _first(ui, again))
    back = f"/sessions/{again_id}" if again_id else "/agenda"

    def leave() -> None:
        draft.drop()
        ft.context.page.navigate(back)

    def save() -> None:
        session, made = ui.session, []

        def act() -> None:
            keep_protocol(ui, draft)
            people_of = again if draft.get("keep") else None
            made.append(
                session_planning.plan(
                    session.replica, plan_of(draft), session.worker, now=clock.now(), today=clock.today(),
                    again=people_of,
                )
            )  # fmt: skip

        if attempt(ui, act, draft):
            draft.drop()
            ft.context.page.navigate(f"/sessions/{made[0].id}")
            notify(ui, ui.t("session.planned"))

    if not sessions.may_plan(ui.session.worker):
        return not_yours(ui)
    return page_body(
        ui, header(ui, ui.t("session.again" if again else "session.new"), back=back), *_whom(ui, draft, again),
        Fields(draft), _acts(ui, draft, save, leave),
    )  # fmt: skip


def _first(ui: Ui, again: GroupSession | None) -> dict[str, Any]:
    if again is None:
        return {**values_of(Plan()), "facilitators": [ui.session.worker.id]}
    return values_of(Plan.of(again)) | {"day": "", "post": "", "keep": True}


@component
def EditSession() -> Any:
    ui = use_ui()
    use_records("programme", "place", "worker", SessionProtocol.kind)
    session_id = ft.use_route_params().get("id", "")
    shown = use_made(lambda: ui.replica.get(GroupSession, session_id))  # as it was: it may change while this is typed
    first = {**values_of(Plan.of(shown)), "stamps": seen_now(ui.replica, shown)} if shown else {}
    draft = use_draft(f"session.edit.{session_id}", {**first, "first": first})

    def leave() -> None:
        draft.drop()
        ft.context.page.navigate(f"/sessions/{session_id}")

    def save() -> None:
        session = ui.session
        if shown is None:
            return

        def act() -> None:
            keep_protocol(ui, draft)
            session_planning.edit(
                session.replica, shown, plan_of(draft), session.worker, today=clock.today(),
                seen=plan_of(Draft("seen", _values=dict(draft.get("first", {})))),
                stamps=draft.get("stamps") or None,
            )  # fmt: skip

        if attempt(ui, act, draft):
            leave()

    if shown is None or not sessions.may_run(ui.session.worker, shown):
        return not_yours(ui)
    return page_body(
        ui, header(ui, ui.t("session.edit"), back=f"/sessions/{session_id}"), Fields(draft),
        _acts(ui, draft, save, leave),
    )  # fmt: skip


@component
def Fields(draft: Draft) -> Any:
    ui = use_ui()
    ft.use_state(draft)
    everybody, show_all = use_value(False)
    picking, pick = use_value(False)

    def picked(day: date) -> None:
        pick(False)
        draft.set("post", day.isoformat(), redraw=True)

    last = clock.today() + timedelta(days=366 * YEARS)
    ft.use_dialog(
        day_picker(ui, picked, lambda: pick(False), first=clock.today(), last=last) if picking else None
    )  # fmt: skip
    return ft.Column(
        [
            card(ui, *form.what(ui, draft)),
            card(ui, When(draft), *form.already_begun(ui, draft), *form.how_long(ui, draft)),
            card(ui, *form.where(ui, draft)),
            card(ui, *form.who_leads(ui, draft, everybody, lambda: show_all(True)), WithWhom(draft)),
            card(ui, *form.seats(ui, draft)),
            card(ui, *form.guided_by(ui, draft), *form.afterwards(ui, draft, lambda: pick(True))),
        ],
        spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def keep_protocol(ui: Ui, draft: Draft) -> None:
    """The default one is saved the first time that a session follows it."""
    default = default_protocol(ui)
    if draft.get("protocol_id") == default.id:
        protocols.keep(ui.replica, default, ui.session.worker)


def not_yours(ui: Ui) -> ft.Control:
    said = empty_state(ui, ft.Icons.LOCK_OUTLINE, ui.t("session.not_yours"), ui.t("session.not_yours_hint"))
    return page_body(ui, header(ui, ui.t("session.one"), back="/agenda"), said)


def _whom(ui: Ui, draft: Draft, again: GroupSession | None) -> list[ft.Control]:
    if again is None:
        return []
    count = sum(1 for a in sessions.attendances_of(ui.replica, again) if a.status != AttendanceStatus.WITHDRAWN)
    if not count:
        return []
    keep = bool(draft.get("keep"))
    return [
        card(
            ui,
            switch(
                ui, ui.tn("session.again_people", count), keep, lambda on: draft.set("keep", on, redraw=True),
                identifier="session.keep", detail=ui.t("session.again_hint"),
            ),
        )
    ]  # fmt: skip


def _acts(ui: Ui, draft: Draft, save: Callable[[], None], leave: Callable[[], None]) -> ft.Control:
    # The fields at fault may be out of sight: what is wrong is said where the thumb is, too.
    fault = [banner(ui, error, identifier="session.error") for error in list(draft.errors.values())[:1]]
    return ft.Column(
        [
            *fault,
            button(ui, ui.t("action.save"), save, identifier="session.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), leave, identifier="session.leave", field=True),
        ],
        spacing=ui.gap, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
