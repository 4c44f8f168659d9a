"""A bar beside figures that are in words: for the eye only."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.ui import Ui

_HEIGHT, _WHOLE = 8, 1000


def bar(ui: Ui, part: float, whole: float) -> ft.Control:
    """`part` of `whole`, at most all of it. Screen readers pass it over: say the figure next to it."""
    share = min(_WHOLE, round(_WHOLE * part / whole)) if whole else 0
    filled = ft.Container(
        expand=share, height=ui.size(_HEIGHT), bgcolor=ui.palette.primary, border_radius=4, visible=share > 0
    )
    row = ft.Row([filled, ft.Container(expand=_WHOLE - share, visible=share < _WHOLE)], spacing=0)
    return ft.Semantics(exclude_semantics=True, content=row)
