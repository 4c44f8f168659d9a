"""What opens over the screen. Undo is offered instead of a question wherever a thing can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components.text import heading, text
from espace_mobile.app.components.touch import Handler, button
from espace_mobile.app.theme import BODY, GAP, RADIUS_PAD, REGULAR
from espace_mobile.app.ui import Ui


def notify(ui: Ui, words: str, *, undo: Handler | None = None) -> None:
    """A line at the bottom for a few seconds, with « Annuler » when `undo` is given."""
    action = ft.SnackBarAction(ui.t("action.undo"), on_click=undo) if undo else None
    shown = ft.Text(words, size=ui.size(BODY), font_family=REGULAR, color=ui.palette.ground)
    said = ft.Semantics(identifier="notice", live_region=True, container=True, content=shown)
    ft.context.page.show_dialog(ft.SnackBar(said, action=action, persist=False, duration=ft.Duration(seconds=6)))


def sheet(
    ui: Ui,
    title: str,
    content: Sequence[ft.Control],
    on_close: Callable[[], Any],
    *,
    actions: Sequence[ft.Control] = (),
) -> ft.DialogControl:
    """A panel from the bottom on a phone, a dialog elsewhere. Give it to `ft.use_dialog(… if open else None)`."""
    body = ft.Column([*content], spacing=16, tight=True, scroll=ft.ScrollMode.AUTO)
    if not ui.rail:
        parts = [heading(ui, title, 2), body, *([ft.Column(list(actions), spacing=GAP)] if actions else [])]
        inside = ft.Column(parts, spacing=16, tight=True, scroll=ft.ScrollMode.AUTO)
        return ft.BottomSheet(
            ft.Container(inside, padding=ft.Padding.only(left=16, right=16, top=8, bottom=24)),
            show_drag_handle=True, scrollable=True, on_dismiss=lambda: on_close(), bgcolor=ui.palette.surface,
        )  # fmt: skip
    return ft.AlertDialog(
        title=heading(ui, title, 2), on_dismiss=lambda: on_close(), bgcolor=ui.palette.surface,
        content=ft.Container(body, width=520), actions=[ft.Row(list(actions), spacing=GAP, tight=True)],
        shape=ft.RoundedRectangleBorder(radius=RADIUS_PAD, side=ft.BorderSide(ui.palette.edge, ui.palette.line)),
    )  # fmt: skip


def confirm(
    ui: Ui, title: str, words: str, *, yes: str, on_yes: Handler, on_close: Callable[[], Any], danger: bool = False
) -> ft.DialogControl:
    """A question for what can't be undone; `words` say what will happen."""
    return sheet(
        ui, title, [text(ui, words)], on_close,
        actions=[
            button(ui, ui.t("action.cancel"), lambda: on_close(), identifier="dialog.no"),
            button(ui, yes, on_yes, identifier="dialog.yes", primary=True, danger=danger),
        ],
    )  # fmt: skip


def day_picker(
    ui: Ui,
    on_pick: Callable[[date], Any],
    on_close: Callable[[], Any],
    *,
    first: date,
    last: date,
    at: date | None = None,
) -> ft.DatePicker:
    """A calendar; `on_pick` gets the day that was touched, whatever the time zone."""

    def picked(e: ft.Event[ft.DatePicker]) -> None:
        value = e.control.value
        if value is not None:
            on_pick(clock.picked_day(value))

    return ft.DatePicker(first_date=first, last_date=last, current_date=at or clock.today(), value=at, on_change=picked,
                         on_dismiss=lambda: on_close())  # fmt: skip
