"""What may still happen to a date: one button in sight, the others beside it or under it; each can be undone."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import outings, planning, workers
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, link, switch
from espace_mobile.app.noting import note
from espace_mobile.app.ui import Ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule import TO_COME
from espace_mobile.domain.vocabulary import OutingStatus


def actions(ui: Ui, outing: Outing, show: Any) -> list[ft.Control]:
    """`show`: opens the sheet of that name. Tests: `date.confirm`, `date.edit`, `date.move`, `date.cancel`,
    `date.duplicate`, `date.delete`, `date.plan_again`."""
    worker = ui.session.worker
    if not workers.may_run(worker, outing):
        return []
    parts: list[ft.Control] = []
    if outing.status in (OutingStatus.CANCELLED, OutingStatus.MOVED):
        again = lambda: _plan_again(ui, outing)  # noqa: E731
        parts.append(button(ui, ui.t("date.plan_again"), again, identifier="date.plan_again", icon_name=ft.Icons.UNDO))
    if outing.status == OutingStatus.PLANNED:
        parts.append(button(ui, ui.t("date.confirm"), lambda: _confirm(ui, outing), identifier="date.confirm",
                            primary=True, icon_name=ft.Icons.EVENT_AVAILABLE_OUTLINED))  # fmt: skip
    if outing.status in TO_COME:
        parts.append(_changes(ui, show))
    rest = _rest(ui, outing, show) if workers.may_plan(worker) else []
    return [*parts, *([ft.Row(rest, wrap=True, spacing=ui.gap, run_spacing=0)] if rest else [])]


def _changes(ui: Ui, show: Any) -> ft.Control:
    cancel = button(ui, ui.t("date.cancel"), lambda: show("cancel"), identifier="date.cancel", expand=1, danger=True,
                    icon_name=ft.Icons.EVENT_BUSY_OUTLINED)  # fmt: skip
    move = button(ui, ui.t("date.move"), lambda: show("move"), identifier="date.move", icon_name=ft.Icons.EAST,
                  expand=1)  # fmt: skip
    both: list[ft.Control] = [move, cancel]
    return ft.Row(both, spacing=ui.gap) if ui.columns(2) > 1 else ft.Column(both, spacing=ui.gap)


def _rest(ui: Ui, outing: Outing, show: Any) -> list[ft.Control]:
    edit = lambda: ft.context.page.navigate(f"/schedule/{outing.id}/edit")  # noqa: E731
    parts = []
    if outing.status in TO_COME:
        parts.append(link(ui, ui.t("date.change"), edit, identifier="date.edit", icon_name=ft.Icons.EDIT_OUTLINED))
    copy = lambda: show("duplicate")  # noqa: E731
    parts.append(link(ui, ui.t("date.duplicate"), copy, identifier="date.duplicate",
                      icon_name=ft.Icons.CONTENT_COPY))  # fmt: skip
    if not planning.has_happened(ui.replica, outing):
        parts.append(link(ui, ui.t("date.delete"), lambda: _delete(ui, outing), identifier="date.delete", danger=True,
                          icon_name=ft.Icons.DELETE_OUTLINE))  # fmt: skip
    return parts


def public(ui: Ui, outing: Outing) -> list[ft.Control]:
    """Whether the public site may tell of it, for supervisors. Tests: `date.public`."""
    session = ui.session
    if not workers.may_supervise(session.worker) or outing.status not in TO_COME:
        return []

    def turn(on: bool) -> None:
        words = ui.t("date.shown_now" if on else "date.hidden_now")
        note(ui, lambda: planning.show(session.replica, session.worker, outing, not on), words)

    return [card(ui, switch(ui, ui.t("date.public"), not outing.hidden, turn, identifier="date.public",
                            detail=ui.t("date.public_hint")))]  # fmt: skip


def _confirm(ui: Ui, outing: Outing) -> None:
    session = ui.session
    note(ui, lambda: planning.confirm(session.replica, session.worker, outing), ui.t("date.confirmed"))


def _delete(ui: Ui, outing: Outing) -> None:
    session = ui.session
    note(ui, lambda: planning.delete(session.replica, session.worker, outing), ui.t("date.deleted"))


def _plan_again(ui: Ui, outing: Outing) -> None:
    session = ui.session
    attempt(ui, lambda: outings.plan_again(session.replica, outing, session.worker))
