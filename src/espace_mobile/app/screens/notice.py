"""How the person was told what is written about them: three tiles, for a file is never opened without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.components import touchable
from espace_mobile.app.components.text import icon, label
from espace_mobile.app.theme import GAP, RADIUS
from espace_mobile.app.ui import Ui
from espace_mobile.domain.vocabulary import NoticeGiven

_WORDS = {"oral": "notice.oral", "paper": "notice.paper", "refused": "notice.refused"}
_SIGNS = {
    "oral": ft.Icons.RECORD_VOICE_OVER_OUTLINED, "paper": ft.Icons.DESCRIPTION_OUTLINED,
    "refused": ft.Icons.DO_NOT_DISTURB_ALT,
}  # fmt: skip


def notice_words(ui: Ui, given: NoticeGiven) -> str:
    """A way of a newer version of the app shows as its code."""
    return ui.t(_WORDS[given]) if given in _WORDS else ui.words.label(given)


def notice_tiles(ui: Ui, chosen: str, on_choose: Callable[[str], Any]) -> ft.Control:
    """`on_choose(code)`. Tests: `notice.{code}`."""
    tiles = [_tile(ui, code, code == chosen, on_choose) for code in _WORDS]
    per_row = ui.columns(3)
    rows = [ft.Row(list(tiles[i : i + per_row]), spacing=GAP) for i in range(0, len(tiles), per_row)]
    return ft.Column(list(rows), spacing=GAP)


def _tile(ui: Ui, code: str, on: bool, on_choose: Callable[[str], Any]) -> ft.Control:
    p, words = ui.palette, ui.t(_WORDS[code])
    ink = p.on_primary if on else p.primary
    inside = ft.Column(
        [icon(ui, ft.Icons.CHECK if on else _SIGNS[code], 26, ink), label(ui, words, 15, ink, no_wrap=True)],
        spacing=4, tight=True, alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )  # fmt: skip
    return touchable(
        ui, inside, identifier=f"notice.{code}", name=words, selected=on, on_tap=lambda: on_choose(code), expand=1,
        height=ui.size(88), bgcolor=p.primary if on else p.soft, border_radius=RADIUS, alignment=ft.Alignment.CENTER,
        border=ft.Border.all(p.edge, p.line) if p.bold_edges else None, padding=ft.Padding.symmetric(horizontal=4),
    )  # fmt: skip
