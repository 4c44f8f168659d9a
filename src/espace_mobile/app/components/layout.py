"""How a screen is laid out: its header, its column, its two panes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flet as ft

from espace_mobile.app.components.text import heading, label
from espace_mobile.app.components.text import icon as sign
from espace_mobile.app.components.touch import touchable
from espace_mobile.app.theme import GAP, RADIUS, SMALL, TOUCH
from espace_mobile.app.ui import Ui


def row(*controls: ft.Control, **more: Any) -> ft.Row:
    return ft.Row(list(controls), **{"spacing": GAP, **more})


def column(*controls: ft.Control, **more: Any) -> ft.Column:
    return ft.Column(list(controls), **{"spacing": 16, **more})


def card(ui: Ui, *controls: ft.Control, **more: Any) -> ft.Container:
    return ft.Container(
        ft.Column(list(controls), spacing=12, tight=True),
        **{
            "bgcolor": ui.palette.surface,
            "border": ft.Border.all(ui.palette.edge, ui.palette.line),
            "border_radius": RADIUS,
            "padding": 16,
            **more,
        },
    )


def header(
    ui: Ui,
    title: str,
    *,
    above: str = "",
    back: str | None = None,
    trail: Sequence[ft.Control] = (),
    stacked: bool = False,
    aside: ft.Control | None = None,
) -> ft.Control:
    """The head of a screen: `above` (small), the title, a way `back` (a route), and what stands at the right.

    On a phone, or `stacked`, the title has a line of its own: words and text size must never squeeze it. `aside`: an
    icon at the end of that line, where the pills of the `trail` take the width of theirs.
    """
    arrow: list[ft.Control] = [back_arrow(ui, back)] if back else []
    # Large, it stands on lines of its own: an hour that is cut is read as another.
    fit = {} if ui.large else {"no_wrap": True, "overflow": ft.TextOverflow.ELLIPSIS}
    small = [label(ui, above, SMALL, ui.palette.muted, **fit)] if above else []
    centre = ft.CrossAxisAlignment.CENTER
    if ui.rail and not ui.large and not stacked:
        words = ft.Column([*small, heading(ui, title)], spacing=0, expand=True, tight=True)
        return ft.Row([*arrow, words, *trail], spacing=GAP, vertical_alignment=centre)
    lines: list[ft.Control]
    if ui.large:
        # One under the other: what shows nothing for now takes no room from the others.
        beside = [ft.Row([ft.Container(c, expand=True, expand_loose=True)]) for c in trail]
        first = ft.Row([*arrow, *(ft.Container(c, expand=True) for c in beside[:1])], spacing=GAP)
        lines = [first, *beside[1:], *small, heading(ui, title)]
    else:
        beginning = ft.Container(small[0] if small else None, expand=True)
        lines = [ft.Row([*arrow, beginning, *trail], spacing=GAP, vertical_alignment=centre)]
        last = heading(ui, title)
        if aside is not None:
            last = ft.Row([ft.Container(last, expand=True), aside], spacing=GAP, vertical_alignment=centre)
        lines = [*(lines if arrow or small or trail else []), last]
    return ft.Column(lines, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def back_arrow(ui: Ui, route: str) -> ft.Control:
    return touchable(
        ui, sign(ui, ft.Icons.ARROW_BACK), identifier="back", name=ui.t("action.back"),
        on_tap=lambda: ft.context.page.navigate(route), width=ui.size(TOUCH), height=ui.size(TOUCH),
        border_radius=RADIUS, alignment=ft.Alignment.CENTER,
    )  # fmt: skip


def page_body(
    ui: Ui, *controls: ft.Control, scroll: bool = True, max_width: int | None = 760, centred: bool = False
) -> ft.Control:
    """The column of a screen with its margins, scrolling as a whole unless `scroll=False` (then something expands)."""
    inside: ft.Control = _pane(ui, controls, 16) if scroll else _still(ui, controls)
    if max_width is not None and ui.width - 100 > max_width:
        inside = ft.Row(
            [ft.Container(inside, width=max_width)],
            expand=True,
            vertical_alignment=ft.CrossAxisAlignment.STRETCH,
            alignment=ft.MainAxisAlignment.CENTER if centred else ft.MainAxisAlignment.START,
        )
    return ft.Container(inside, padding=ft.Padding.symmetric(horizontal=ui.margin), expand=True)


def two_panes(
    ui: Ui,
    left: Sequence[ft.Control],
    right: Sequence[ft.Control],
    *,
    shares: tuple[int, int] = (3, 2),
    spacing: int = 16,
) -> ft.Control:
    """Side by side from 1,000 px, each scrolling by itself; one after the other in one column below that."""
    padding = ft.Padding.symmetric(horizontal=ui.margin)
    if not ui.panes:
        return ft.Container(_pane(ui, [*left, *right], spacing), padding=padding, expand=True)
    panes: list[ft.Control] = [
        ft.Container(_pane(ui, side, spacing), expand=share) for side, share in zip((left, right), shares, strict=True)
    ]
    both = ft.Row(panes, spacing=32, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)
    return ft.Container(both, padding=padding, expand=True)


def _edge(ui: Ui) -> int:
    return 24 if ui.rail else 12


def _pane(ui: Ui, controls: Sequence[ft.Control], spacing: int) -> ft.Column:
    # The margins scroll with the content: text is cut by the edge of the screen, never by a blank band.
    blank = [ft.Container(height=max(0, _edge(ui) - spacing)) for _ in range(2)]
    return ft.Column(
        [blank[0], *controls, blank[1]], spacing=spacing, expand=True, scroll=ft.ScrollMode.AUTO,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _still(ui: Ui, controls: Sequence[ft.Control]) -> ft.Control:
    column = ft.Column(
        list(controls), spacing=16, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )  # fmt: skip
    return ft.Container(column, padding=ft.Padding.only(top=_edge(ui)), expand=True)
