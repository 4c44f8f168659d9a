"""What opens over the screen. Undo is offered instead of a question wherever a thing can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components.text import heading, icon, text
from espace_mobile.app.components.touch import Handler, button, touchable
from espace_mobile.app.state import AppState
from espace_mobile.app.theme import GAP, RADIUS_PAD, ROUND, TOUCH
from espace_mobile.app.ui import Ui

_lines: WeakKeyDictionary[AppState, ft.SnackBar] = WeakKeyDictionary()  # the last of each page


def notify(ui: Ui, words: str, *, undo: Handler | None = None) -> None:
    """A line at the bottom for a few seconds, with « Annuler » when `undo` is given."""
    action = ft.SnackBarAction(ui.t("action.undo"), on_click=undo) if undo else None
    shown = text(ui, words, color=ui.palette.ground)
    said = ft.Semantics(identifier="notice", live_region=True, container=True, content=shown)
    _lines[ui.state] = ft.SnackBar(said, action=action, persist=False, duration=ft.Duration(seconds=6))
    ft.context.page.show_dialog(_lines[ui.state])


def hush(ui: Ui) -> None:
    """Take that line away: something to act on comes to the bottom of the screen, which it would cover."""
    line = _lines.pop(ui.state, None)
    if line is not None and line.open:
        line.open = False
        with suppress(RuntimeError):  # it went by itself meanwhile
            line.update()


def sheet(
    ui: Ui,
    title: str,
    content: Sequence[ft.Control],
    on_close: Callable[[], Any],
    *,
    actions: Sequence[ft.Control] = (),
) -> ft.DialogControl:
    """A panel at the bottom on a phone, a dialog elsewhere, as high as what it holds; the actions stay in sight.

    Give it to `ft.use_dialog(… if open else None)`.
    """
    # Flet's own bottom sheet, once it may scroll, fills the screen whatever it holds.
    stretch, phone = ft.CrossAxisAlignment.STRETCH, not ui.rail
    top = ft.Row([ft.Container(heading(ui, title, 2), expand=True), _closer(ui, on_close)], spacing=GAP)
    stacked = ft.Column(list(actions), spacing=GAP, tight=True, horizontal_alignment=stretch)
    inside = [*content, *([stacked] if ui.large and actions else [])]
    body = ft.Column(inside, spacing=16, tight=True, horizontal_alignment=stretch)
    # With large text, actions that stayed in sight would leave no room for what they are about.
    pinned: list[ft.Control] = []
    if actions and not ui.large:
        pinned = [ft.Container(stacked, width=_WIDE) if phone else ft.Row(list(actions), spacing=GAP, tight=True)]
    corner = 0 if phone else RADIUS_PAD
    corners = ft.BorderRadius.only(top_left=RADIUS_PAD, top_right=RADIUS_PAD, bottom_left=corner, bottom_right=corner)
    return ft.AlertDialog(
        title=top, content=ft.Container(body, width=_WIDE if phone else 560), actions=pinned,
        scrollable=True, on_dismiss=lambda: on_close(), bgcolor=ui.palette.surface,
        alignment=ft.Alignment.BOTTOM_CENTER if phone else None,
        inset_padding=ft.Padding.only(top=24) if phone else ft.Padding.all(24),
        title_padding=ft.Padding.only(left=16, right=8, top=8, bottom=8),
        content_padding=ft.Padding.only(left=16, right=16, bottom=16),
        actions_padding=ft.Padding.only(left=16, right=16, top=8, bottom=16),
        shape=ft.RoundedRectangleBorder(radius=corners, side=ft.BorderSide(ui.palette.edge, ui.palette.line)),
    )  # fmt: skip


_WIDE = 600  # more than any phone: the dialog keeps it within its bounds


def _closer(ui: Ui, on_close: Callable[[], Any]) -> ft.Control:
    return touchable(
        ui, icon(ui, ft.Icons.CLOSE), identifier="sheet.close", name=ui.t("action.close"), on_tap=lambda: on_close(),
        width=ui.size(TOUCH), height=ui.size(TOUCH), border_radius=ROUND, alignment=ft.Alignment.CENTER,
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
