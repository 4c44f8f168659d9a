"""Pills for states, banners for what matters now, empty states that teach."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from espace_mobile.app.components.text import heading, icon, label, muted, text
from espace_mobile.app.theme import GAP, RADIUS, ROUND, SMALL
from espace_mobile.app.ui import Ui


def pill(ui: Ui, icon_name: ft.IconData | None, words: str, tone: str = "ink") -> ft.Container:
    """A state in an icon and words. `tone`: a colour of the palette (`ink`, `ok`, `alert`, `primary`)."""
    ink = getattr(ui.palette, tone)
    parts: list[ft.Control] = [icon(ui, icon_name, 18, ink)] if icon_name else []
    return ft.Container(
        ft.Row([*parts, _words(ui, words, ink)], spacing=6, tight=True),
        bgcolor=ui.palette.soft,
        border_radius=ROUND,
        padding=ft.Padding.symmetric(horizontal=12, vertical=7),
        border=ft.Border.all(ui.palette.edge, ui.palette.line) if ui.palette.bold_edges else None,
    )


def _words(ui: Ui, words: str, ink: str) -> ft.Control:
    shown = label(ui, words, SMALL, ink, max_lines=2 if ui.large else 1, overflow=ft.TextOverflow.ELLIPSIS)
    return ft.Container(shown, expand=True, expand_loose=True) if ui.large else shown


def banner(
    ui: Ui, words: str, *, tone: str = "alert", identifier: str = "banner", actions: Sequence[ft.Control] = ()
) -> ft.Control:
    """Something to know now, said aloud by screen readers. `tone`: `alert`, `ok` or `ink`."""
    ink = getattr(ui.palette, tone)
    sign = {"alert": ft.Icons.ERROR_OUTLINE, "ok": ft.Icons.CHECK_CIRCLE_OUTLINE}.get(tone, ft.Icons.INFO_OUTLINE)
    said = ft.Semantics(
        identifier=identifier, live_region=True, container=True, expand=True, content=text(ui, words, color=ink)
    )
    parts: list[ft.Control] = [
        ft.Row([icon(ui, sign, 22, ink), said], spacing=12, vertical_alignment=ft.CrossAxisAlignment.START)
    ]
    if actions:
        parts.append(ft.Row(list(actions), wrap=True))
    return ft.Container(
        ft.Column(parts, spacing=GAP, tight=True),
        bgcolor=ui.palette.surface,
        border=ft.Border.all(max(ui.palette.edge, 1), ink),
        border_radius=RADIUS,
        padding=16,
    )


def empty_state(
    ui: Ui, icon_name: ft.IconData, what: str, hint: str, *, actions: Sequence[ft.Control] = ()
) -> ft.Control:
    """Nothing here yet: what will be, and how to begin."""
    return ft.Container(
        ft.Column(
            [
                icon(ui, icon_name, 44, ui.palette.primary),
                heading(ui, what, 2, text_align=ft.TextAlign.CENTER),
                muted(ui, hint, text_align=ft.TextAlign.CENTER),
                *actions,
            ],
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
            spacing=12,
            tight=True,
        ),
        padding=ft.Padding.symmetric(horizontal=24, vertical=32),
        alignment=ft.Alignment.CENTER,
        border=ft.Border.all(ui.palette.edge, ui.palette.line),
        border_radius=RADIUS,
    )


def loading(ui: Ui, words: str) -> ft.Control:
    """Only for what a network or a key derivation takes; a save never shows one."""
    ring = ft.ProgressRing(width=ui.size(20), height=ui.size(20), stroke_width=3, color=ui.palette.primary)
    return ft.Row([ring, muted(ui, words, expand=True)], spacing=12)
