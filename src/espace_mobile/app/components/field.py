"""What is typed. The error stands under its field and says what to do; nothing typed is lost."""

from __future__ import annotations

import inspect
from typing import Any

import flet as ft

from espace_mobile.app.components.text import muted
from espace_mobile.app.components.touch import Handler
from espace_mobile.app.drafts import Draft
from espace_mobile.app.theme import BODY, FALLBACK, RADIUS, REGULAR, SMALL
from espace_mobile.app.ui import Ui

NOTE_LENGTH = 280


def field_look(ui: Ui) -> dict[str, Any]:
    """What `ft.TextField` and `ft.Dropdown` share."""
    p = ui.palette

    def words(size: int, color: str) -> ft.TextStyle:
        return ft.TextStyle(
            size=ui.size(size), font_family=REGULAR, font_family_fallback=FALLBACK[REGULAR], color=color
        )  # fmt: skip

    def edge(color: str, width: int) -> ft.OutlineInputBorder:
        return ft.OutlineInputBorder(side=ft.BorderSide(width, color), border_radius=RADIUS)

    return {
        "border": {
            ft.ControlState.DEFAULT: edge(p.muted, p.edge), ft.ControlState.FOCUSED: edge(p.primary, p.edge + 1),
            ft.ControlState.ERROR: edge(p.alert, p.edge + 1),
        },
        "filled": True, "fill_color": p.surface, "text_style": words(BODY, p.ink), "label_style": words(BODY, p.muted),
        "error_style": words(SMALL, p.alert), "helper_style": words(SMALL, p.muted),
        "content_padding": ft.Padding.symmetric(horizontal=16, vertical=ui.size(16)),
    }  # fmt: skip


def text_field(
    ui: Ui,
    draft: Draft,
    name: str,
    label: str,
    *,
    helper: str | None = None,
    on_submit: Handler | None = None,
    on_type: Handler | None = None,
    **more: Any,
) -> ft.TextField:
    """One line bound to `draft[name]`. `on_type(value)` runs after each key, for searches as you type.

    `more` goes to `ft.TextField`: keyboard_type, multiline, autofocus, expand; `value`, for a draft that holds only
    what is not saved yet…
    """

    async def typed(e: ft.Event[ft.TextField]) -> None:
        draft.set(name, e.control.value)
        done = on_type(e.control.value) if on_type else None
        if inspect.isawaitable(done):
            await done

    return ft.TextField(
        label=label, helper=helper, on_change=typed, on_submit=on_submit, error_max_lines=3, helper_max_lines=3,
        **{
            **field_look(ui), "value": draft.get(name) or "", "error": draft.errors.get(name),
            "cursor_color": ui.palette.primary, **more,
        },
    )  # fmt: skip


def secret_field(ui: Ui, draft: Draft, name: str, label: str, **more: Any) -> ft.TextField:
    """A pass phrase, with a button to show it. Use a draft that is not kept (`Draft("…")`)."""
    return text_field(
        ui, draft, name, label, password=True, can_reveal_password=True, autocorrect=False, enable_suggestions=False,
        **more,
    )  # fmt: skip


def note_field(ui: Ui, draft: Draft, name: str, label: str) -> ft.Control:
    """A note of 280 characters at most, under the reminder that the person may read it.

    More can be typed, and is kept; the counter and the save say how much to cut.
    """
    return ft.Column(
        [
            muted(ui, ui.t("note.person_may_read"), SMALL),
            text_field(
                ui, draft, name, label, multiline=True, min_lines=2, max_lines=6,
                helper=ui.t("note.length", max=NOTE_LENGTH),
                # Flutter counts at each key: no redraw from here.
                counter=f"{{value_length}}\u00a0/\u00a0{NOTE_LENGTH}",
                counter_style=ft.TextStyle(size=ui.size(SMALL), font_family=REGULAR, color=ui.palette.muted),
            ),
        ],
        spacing=4, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
