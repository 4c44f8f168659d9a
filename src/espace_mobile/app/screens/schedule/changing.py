"""Cancelling a date with a reason, moving it to another day, planning it once more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import outings, planning
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components import Option, button, chips, sheet
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.schedule.choices import hours_choice, time_text, times_of
from espace_mobile.app.screens.schedule.date_form import AHEAD, near_days
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.vocabulary import CancelReason, offered


@component
def CancelSheet(outing_id: str, open_now: bool, on_close: Any) -> Any:
    ui = use_ui()
    outing = ui.replica.get(Outing, outing_id)
    ft.use_dialog(_cancel(ui, outing, on_close) if open_now and outing else None)
    return ft.Container(visible=False)


def _cancel(ui: Ui, outing: Outing, on_close: Any) -> ft.DialogControl:
    session = ui.session

    def cancel(code: str) -> None:
        on_close()
        note(ui, lambda: planning.cancel(session.replica, session.worker, outing, CancelReason(code)),
             ui.t("date.cancelled"))  # fmt: skip

    reasons = [Option(r, ui.words.label(r)) for r in offered(CancelReason)]
    return sheet(
        ui, ui.t("date.cancel_why"),
        [muted(ui, ui.t("date.cancel_hint")), chips(ui, reasons, [], cancel, identifier="cancel", field=True)],
        on_close, actions=[button(ui, ui.t("action.back"), on_close, identifier="cancel.back")],
    )  # fmt: skip


@component
def MoveSheet(outing_id: str, open_now: bool, on_close: Any) -> Any:
    """Another day, other hours perhaps. Tests: `move.day.{ISO day}`, `move.hours.0900-1200`, `move.confirm`."""
    ui = use_ui()
    outing = ui.replica.get(Outing, outing_id)
    draft = use_draft(f"date.move.{outing_id}", _first_values(outing))
    ft.use_state(draft)
    ft.use_dialog(_move(ui, outing, draft, on_close) if open_now and outing else None)
    return ft.Container(visible=False)


def _first_values(outing: Outing | None) -> dict[str, str]:
    if outing is None:
        return {}
    return {"on": outing.on.isoformat(), "starts": time_text(outing.starts), "ends": time_text(outing.ends)}


def _move(ui: Ui, outing: Outing, draft: Draft, on_close: Any) -> ft.DialogControl:
    session = ui.session

    def act() -> Done[Outing]:
        starts, ends = times_of(draft)
        on = day_of(draft, "on") or outing.on
        return outings.moved(session.replica, outing, session.worker, on, starts, ends)

    def confirm() -> None:
        said = ui.t("date.moved", day=day_words(ui, day_of(draft, "on") or outing.on))
        note(ui, act, said, draft, on_close)

    here = [(outing.starts, outing.ends)] if outing.starts and outing.ends else []
    return sheet(
        ui, ui.t("date.move_title"),
        [
            _other_days(ui, draft, outing, "move.day"), hours_choice(ui, draft, here, identifier="move.hours"),
            muted(ui, ui.t("date.move_hint"), SMALL),
        ],
        on_close,
        actions=[
            button(ui, ui.t("date.move"), confirm, identifier="move.confirm", primary=True),
            button(ui, ui.t("action.cancel"), on_close, identifier="move.cancel"),
        ],
    )  # fmt: skip


def _other_days(ui: Ui, draft: Draft, outing: Outing, identifier: str) -> ft.Control:
    """A week later, the next days one may stand there, or any other."""
    today = clock.today()
    place = ui.replica.get(Place, outing.place_id) if outing.place_id else None
    later = [outing.on + timedelta(days=7 * n) for n in (1, 2)]
    days = sorted({d for d in [*later, *near_days(place, today)[:2]] if d >= today and d != outing.on})
    return ft.Container(DayChoice(draft, "on", ui.t("date.day"), days, today, today + AHEAD, identifier))


@component
def DuplicateSheet(outing_id: str, open_now: bool, on_close: Any) -> Any:
    """The same, another day. Tests: `copy.day.{ISO day}`, `copy.confirm`."""
    ui = use_ui()
    outing = ui.replica.get(Outing, outing_id)
    draft = use_draft(f"date.copy.{outing_id}")
    ft.use_state(draft)
    ft.use_dialog(_duplicate(ui, outing, draft, on_close) if open_now and outing else None)
    return ft.Container(visible=False)


def _duplicate(ui: Ui, outing: Outing, draft: Draft, on_close: Any) -> ft.DialogControl:
    session, page = ui.session, ft.context.page

    def act() -> Done[Outing]:
        done = planning.duplicate(session.replica, session.worker, outing, day_of(draft, "on"))
        page.navigate(f"/schedule/{done.fact.id}")
        return done

    def confirm() -> None:
        day = day_of(draft, "on")
        note(ui, act, ui.t("date.planned", day=day_words(ui, day)) if day else "", draft, on_close)

    return sheet(
        ui, ui.t("date.duplicate_title"),
        [_other_days(ui, draft, outing, "copy.day"), muted(ui, ui.t("date.duplicate_hint"), SMALL)], on_close,
        actions=[
            button(ui, ui.t("date.plan"), confirm, identifier="copy.confirm", primary=True),
            button(ui, ui.t("action.cancel"), on_close, identifier="copy.cancel"),
        ],
    )  # fmt: skip
