"""Somebody leaves, on a day: what becomes of their access and of their work is said before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import staffing
from espace_mobile.app.components import button, sheet
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.staff.words import said_line
from espace_mobile.app.ui import Ui, component, use_draft, use_ui
from espace_mobile.domain.worker import Worker


@component
def DepartSheet(worker: Worker, on_close: Callable[[], Any]) -> Any:
    """Tests: `depart.day.{ISO day}`, `depart.save`, `depart.cancel`."""
    ui = use_ui()
    draft = use_draft(f"worker.depart.{worker.id}", {"until": clock.today().isoformat()})
    ft.use_state(draft)
    session = ui.session

    def act() -> object:
        return staffing.depart(session.replica, worker, day_of(draft, "until"), session.worker, today=clock.today())

    def save() -> None:
        note(ui, act, ui.t("staff.departed", name=worker.display_name), draft, on_close)

    def cancel() -> None:
        draft.drop()
        on_close()

    ft.use_dialog(
        sheet(
            ui, ui.t("staff.depart_title", name=worker.display_name), [_day(ui, draft, worker), *_told(ui, draft)],
            on_close,
            actions=[
                button(ui, ui.t("staff.depart_save"), save, identifier="depart.save", primary=True, danger=True),
                button(ui, ui.t("action.cancel"), cancel, identifier="depart.cancel"),
            ],
        )
    )  # fmt: skip
    return ft.Container(visible=False)


def _day(ui: Ui, draft: Draft, worker: Worker) -> Any:
    today = clock.today()
    end = (today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)  # of the month
    near = list(dict.fromkeys([today, today + timedelta(days=7), end]))
    first = worker.since or today - timedelta(days=366)
    return DayChoice(draft, "until", ui.t("staff.last_day"), sorted(near), min(first, today), today + staffing.LONGEST,
                     "depart.day")  # fmt: skip


def _told(ui: Ui, draft: Draft) -> list[ft.Control]:
    day = day_of(draft, "until")
    later = day is not None and day > clock.today()
    access = ui.t("staff.depart_now")
    if later and day:
        access = ui.t("staff.depart_later", day=ui.words.short_day(day, year=True))
    return [
        said_line(ui, ft.Icons.SCHEDULE, access),
        said_line(ui, ft.Icons.NO_ACCOUNTS_OUTLINED, ui.t("staff.depart_account")),
        said_line(ui, ft.Icons.CLOUD_DONE_OUTLINED, ui.t("staff.depart_work")),
        said_line(ui, ft.Icons.TABLET_ANDROID, ui.t("staff.depart_alone")),
    ]
