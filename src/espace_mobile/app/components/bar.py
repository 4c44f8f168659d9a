"""A bar beside figures that are in words: for the eye only."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.ui import Ui

_HEIGHT, _WHOLE = 8, 1000
_SEEN = 15  # of a thousand: less is narrower than its outline


def bar(ui: Ui, part: float, whole: float, *, coming: float = 0, tone: str = "primary") -> ft.Control:
    """`part` of `whole`, at most all of it; then what is only planned, `coming`, in outline. `tone`: of the palette.

    Screen readers pass it over: say the figure next to it.
    """
    share = min(_WHOLE, round(_WHOLE * part / whole)) if whole else 0
    planned = min(_WHOLE - share, round(_WHOLE * coming / whole)) if whole else 0
    planned = planned if planned >= _SEEN else 0
    ink, p = getattr(ui.palette, tone), ui.palette
    shown = [
        ft.Container(expand=share, bgcolor=ink, border_radius=4, visible=share > 0),
        ft.Container(
            expand=planned, bgcolor=p.soft, border=ft.Border.all(max(1, p.edge), ink), border_radius=4,
            visible=planned > 0,
        ),
        ft.Container(expand=_WHOLE - share - planned, visible=share + planned < _WHOLE),
    ]  # fmt: skip
    row = ft.Row(list(shown), spacing=0, height=ui.size(_HEIGHT))
    return ft.Semantics(exclude_semantics=True, content=row)
