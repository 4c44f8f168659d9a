"""How the person was told what is written about them: three tiles, for a file is never opened without it."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.components import touchable
from espace_mobile.app.components.text import icon, label, muted, title
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.file.identity import NOTICE_SIGNS
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.theme import GAP, RADIUS, SMALL
from espace_mobile.app.ui import Ui


def notice_tiles(ui: Ui, draft: Draft) -> ft.Control:
    tiles = [_tile(ui, draft, str(code), sign) for code, sign in NOTICE_SIGNS.items()]
    per_row = ui.columns(3)
    rows = [ft.Row(list(tiles[i : i + per_row]), spacing=GAP) for i in range(0, len(tiles), per_row)]
    return ft.Column(
        [
            title(ui, ui.t("notice.title")), muted(ui, ui.t("notice.hint"), SMALL), *rows,
            *error_text(ui, draft, "notice_given"),
        ],
        spacing=GAP,
    )  # fmt: skip


def _tile(ui: Ui, draft: Draft, code: str, sign: ft.IconData) -> ft.Control:
    p, on = ui.palette, draft.get("notice") == code
    ink = p.on_primary if on else p.primary
    words = ui.t(_LABELS[code])

    def choose() -> None:
        draft.errors.pop("notice_given", None)
        draft.set("notice", "" if on else code, redraw=True)

    inside = ft.Column(
        [icon(ui, ft.Icons.CHECK if on else sign, 26, ink), label(ui, words, 15, ink, text_align=ft.TextAlign.CENTER)],
        spacing=4, tight=True, alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )  # fmt: skip
    return touchable(
        ui, inside, identifier=f"notice.{code}", name=words, selected=on, on_tap=choose, expand=1, height=ui.size(88),
        bgcolor=p.primary if on else p.soft, border_radius=RADIUS, alignment=ft.Alignment.CENTER,
        border=ft.Border.all(p.edge, p.line) if p.bold_edges else None, padding=ft.Padding.symmetric(horizontal=4),
    )  # fmt: skip


_LABELS = {"oral": "notice.oral", "paper": "notice.paper", "refused": "notice.refused"}
