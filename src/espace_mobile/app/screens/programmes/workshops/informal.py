"""Noting that people of a workshop meet by themselves, in a room lent to them: two taps when it is today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import workshop_planning
from espace_mobile.app.actions.workshop_planning import Meeting
from espace_mobile.app.components import button, sheet
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.programmes.workshops.fields import Places
from espace_mobile.app.screens.sessions import form
from espace_mobile.app.screens.when import hour_choice
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui
from espace_mobile.domain.place import Place
from espace_mobile.domain.workshop import Workshop

_NEAR = (-1, 0, 1, 2)  # days from today
_YEAR = timedelta(days=366)


@component
def InformalSheet(workshop_id: str, on_close: Callable[[], None]) -> Any:
    """Mounted while it is open."""
    ui = use_ui()
    use_records(Workshop.kind, Place.kind)
    workshop = ui.replica.get(Workshop, workshop_id)
    draft = use_draft(f"workshop.informal.{workshop_id}", _first(workshop))

    def close() -> None:
        draft.drop()
        on_close()

    ft.use_dialog(_sheet(ui, workshop, draft, close) if workshop is not None else None)
    return ft.Container(visible=False)


def _sheet(ui: Ui, workshop: Workshop, draft: Draft, close: Callable[[], None]) -> ft.DialogControl:
    save = button(
        ui, ui.t("action.save"), lambda: _save(ui, workshop, draft, close), identifier="informal.save", primary=True,
        field=True,
    )  # fmt: skip
    return sheet(ui, ui.t("workshop.informal_add"), [Fields(draft)], close, actions=[save])


@component
def Fields(draft: Draft) -> Any:
    ui = use_ui()
    ft.use_state(draft)
    today = clock.today()
    days = [today + timedelta(days=n) for n in _NEAR]
    return ft.Column(
        [
            muted(ui, ui.t("workshop.informal_hint"), SMALL),
            DayChoice(draft, "day", ui.t("when.day"), days, today - _YEAR, today + _YEAR, "informal.day"),
            muted(ui, ui.t("when.hour"), SMALL), hour_choice(ui, draft), *error_text(ui, draft, "hour"),
            *form.how_long(ui, draft), Places(draft),
        ],
        spacing=ui.gap, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, tight=True,
    )  # fmt: skip


def _first(workshop: Workshop | None) -> dict[str, Any]:
    """Today, at the workshop's hour and place."""
    if workshop is None:
        return {}
    return {
        "programme_id": workshop.programme_id, "day": clock.today().isoformat(), "minutes": workshop.minutes,
        "place_id": workshop.place_id or "",
        "hour": workshop.starts.isoformat("minutes") if workshop.starts else "14:00",
    }  # fmt: skip


def _asked(draft: Draft) -> Meeting:
    hour: str = draft.get("hour")
    on: date | None = day_of(draft, "day")
    starts = time.fromisoformat(hour) if hour else None
    return Meeting(on, starts, int(draft.get("minutes", 120) or 0), draft.get("place_id") or None)


def _save(ui: Ui, workshop: Workshop, draft: Draft, close: Callable[[], None]) -> None:
    own = ui.session
    act = lambda: workshop_planning.meet_informally(  # noqa: E731
        own.replica, workshop, _asked(draft), own.worker, today=clock.today()
    )
    note(ui, act, ui.t("workshop.informal_noted"), draft, close)
