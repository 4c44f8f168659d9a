"""Lines of a list, parted by rules rather than boxed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flet as ft

from espace_mobile.app.components.text import label, muted
from espace_mobile.app.components.touch import Handler, touchable
from espace_mobile.app.theme import SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui


def line(
    ui: Ui,
    what: str,
    detail: str = "",
    *,
    identifier: str,
    lead: str | ft.Control | None = None,
    trail: ft.Control | None = None,
    on_tap: Handler | None = None,
    selected: bool = False,
    rule: bool = True,
    detail_lines: int = 0,
    key: str | None = None,
) -> ft.Control:
    """A title, a detail under it, a time or an icon before it (`lead`), an action or a pill after it (`trail`).

    `rule`: the line under it, and room for two lines of detail (or `detail_lines`). The words are one target when
    `on_tap` is given; `trail` stays a target of its own.
    """
    cut = ft.TextOverflow.ELLIPSIS
    tall = ui.large and not ui.rail  # a phone's column is then a dozen letters wide: words go on below
    room = max(detail_lines or (2 if rule else 1), 5 if tall else 0)
    under = [muted(ui, detail, SMALL, max_lines=room, overflow=cut)] if detail else []
    words = ft.Column(
        [label(ui, what, max_lines=2 if tall else 1, overflow=cut), *under],
        spacing=0,
        expand=True,
        tight=True,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    if ui.large and isinstance(lead, str) and not ui.rail:
        before: list[ft.Control | None] = []
    else:
        before = [label(ui, lead, 15, ui.palette.muted, width=ui.size(64))] if isinstance(lead, str) else [lead]
    said = ft.Row([*(c for c in before if c is not None), words], spacing=12, expand=True)
    main: ft.Control
    box: dict[str, Any] = {"padding": ft.Padding.symmetric(vertical=10, horizontal=8 if on_tap else 0)}
    if on_tap:
        name = f"{lead}, {what}" if isinstance(lead, str) else what
        main = touchable(
            ui, said, identifier=identifier, name=name, value=detail or None, on_tap=on_tap, selected=selected or None,
            expand=True, **box,
        )  # fmt: skip
    else:
        main = ft.Semantics(identifier=identifier, container=True, expand=True, content=ft.Container(said, **box))
    no_side, under_line = ft.BorderSide.none(), ft.BorderSide(ui.palette.edge, ui.palette.line)
    chosen_side = ft.BorderSide(4, ui.palette.primary)  # in the sun the soft ground is the ground
    return ft.Container(
        ft.Row([main, *([trail] if trail else [])], spacing=8),
        border=ft.Border(bottom=under_line if rule else no_side, left=chosen_side if selected else no_side),
        bgcolor=ui.palette.soft if selected else None,
        key=key,
    )


def line_list(ui: Ui, lines: Sequence[ft.Control], *, extent: float | None = None, **more: Any) -> ft.ListView:
    """A list that only draws what is visible. `extent`: the height of every line, when they are all alike."""
    height = ui.size(extent or TOUCH_FIELD) if extent else None
    return ft.ListView(list(lines), expand=True, spacing=0, item_extent=height, **more)
