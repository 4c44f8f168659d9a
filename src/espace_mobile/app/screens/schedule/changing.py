"""Cancelling a date with a reason, or moving it to another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import outings
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, chips, day_picker, notify, sheet, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import beside, error_text
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.ui import Ui, component, use_draft, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.times import parse_time
from espace_mobile.domain.vocabulary import CancelReason, offered
from espace_mobile.i18n.translator import sentence


@component
def CancelSheet(outing_id: str, open_now: bool, on_close: Any) -> Any:
    ui = use_ui()
    outing = ui.replica.get(Outing, outing_id)
    ft.use_dialog(_cancel(ui, outing, on_close) if open_now and outing else None)
    return ft.Container(visible=False)


def _cancel(ui: Ui, outing: Outing, on_close: Any) -> ft.DialogControl:
    session = ui.session

    def plan_again() -> None:
        attempt(ui, lambda: outings.plan_again(session.replica, outing, session.worker))

    def cancel(code: str) -> None:
        on_close()
        if attempt(ui, lambda: outings.cancel(session.replica, outing, session.worker, CancelReason(code))):
            notify(ui, ui.t("date.cancelled"), undo=plan_again)

    reasons = [Option(r, ui.words.label(r)) for r in offered(CancelReason)]
    return sheet(
        ui, ui.t("date.cancel_why"),
        [muted(ui, ui.t("date.cancel_hint")), chips(ui, reasons, [], cancel, identifier="cancel", field=True)],
        on_close, actions=[button(ui, ui.t("action.back"), on_close, identifier="cancel.back")],
    )  # fmt: skip


@component
def MoveSheet(outing_id: str, open_now: bool, on_close: Any) -> Any:
    ui = use_ui()
    outing = ui.replica.get(Outing, outing_id)
    draft = use_draft(f"date.move.{outing_id}", _first_values(outing))
    picking, pick = ft.use_state(False)
    today = clock.today()

    def picked(day: date) -> None:
        pick(False)
        draft.errors.pop("on", None)
        draft.set("on", day.isoformat(), redraw=True)

    ft.use_dialog(_move(ui, outing, draft, lambda: pick(True), on_close) if open_now and outing else None)
    at = max(today, date.fromisoformat(draft.get("on") or today.isoformat()))
    calendar = day_picker(ui, picked, lambda: pick(False), first=today, last=today + timedelta(days=800), at=at)
    ft.use_dialog(calendar if open_now and picking else None)
    return ft.Container(visible=False)


def _first_values(outing: Outing | None) -> dict[str, str]:
    if outing is None:
        return {}
    hours = {"starts": outing.starts, "ends": outing.ends}
    return {"on": outing.on.isoformat(), **{k: f"{at:%H:%M}" if at else "" for k, at in hours.items()}}


def _move(ui: Ui, outing: Outing, draft: Draft, pick: Any, on_close: Any) -> ft.DialogControl:
    session = ui.session

    def act() -> None:
        starts, ends = parse_time(draft.get("starts"), "starts"), parse_time(draft.get("ends"), "ends")
        outings.move(session.replica, outing, session.worker, date.fromisoformat(draft.get("on")), starts, ends)

    def plan_again() -> None:
        attempt(ui, lambda: outings.plan_again(session.replica, outing, session.worker))

    def confirm() -> None:
        if attempt(ui, act, draft):
            day = day_words(ui, date.fromisoformat(draft.get("on")))
            draft.drop()
            on_close()
            notify(ui, ui.t("date.moved", day=day), undo=plan_again)

    day = sentence(day_words(ui, date.fromisoformat(draft.get("on"))))
    hours = [text_field(ui, draft, "starts", ui.t("date.starts")), text_field(ui, draft, "ends", ui.t("date.ends"))]
    return sheet(
        ui, ui.t("date.move_title"),
        [
            button(ui, day, pick, identifier="move.day", icon_name=ft.Icons.CALENDAR_MONTH, field=True,
                   description=ui.t("date.new_day", day=day)),
            *error_text(ui, draft, "on"), beside(ui, hours), muted(ui, ui.t("date.move_hint")),
        ],
        on_close,
        actions=[
            button(ui, ui.t("date.move"), confirm, identifier="move.confirm", primary=True),
            button(ui, ui.t("action.cancel"), on_close, identifier="move.cancel"),
        ],
    )  # fmt: skip
