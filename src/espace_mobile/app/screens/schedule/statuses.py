"""How the state of a date shows: an icon, a word, a tone; never colour alone."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.components import pill
from espace_mobile.app.components.text import icon
from espace_mobile.app.ui import Ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import OutingStatus

SIGNS = {
    OutingStatus.PLANNED: (ft.Icons.EVENT_OUTLINED, "ink"),
    OutingStatus.CONFIRMED: (ft.Icons.EVENT_AVAILABLE_OUTLINED, "primary"),
    OutingStatus.HELD: (ft.Icons.CHECK_CIRCLE_OUTLINE, "ok"),
    OutingStatus.CANCELLED: (ft.Icons.EVENT_BUSY_OUTLINED, "alert"),
    OutingStatus.MOVED: (ft.Icons.EAST, "muted"),
}


def status_sign(ui: Ui, outing: Outing) -> ft.Control:
    """Where the word already stands beside it."""
    sign, tone = SIGNS.get(outing.status, (ft.Icons.HELP_OUTLINE, "ink"))
    return ft.Container(icon(ui, sign, 22, getattr(ui.palette, tone)), padding=ft.Padding.only(right=8))


def status_pill(ui: Ui, outing: Outing) -> ft.Control:
    sign, tone = SIGNS.get(outing.status, (ft.Icons.HELP_OUTLINE, "ink"))
    return pill(ui, sign, ui.words.label(outing.status), tone)
