"""How a right is said: its sign, until when, and how it stands today."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.ui import Ui
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.rights import RightState, state
from espace_mobile.domain.sheet_vocabulary import RightSort

SIGNS = {
    RightSort.EPICERIE: ft.Icons.SHOPPING_BASKET_OUTLINED, RightSort.CARTE_SORTIR: ft.Icons.CARD_MEMBERSHIP,
}  # fmt: skip


class Look(NamedTuple):
    """`tone`: a colour of the palette."""

    sign: ft.IconData
    key: str
    tone: str


STATES = {
    RightState.VALID: Look(ft.Icons.CHECK_CIRCLE_OUTLINE, "right.valid", "ok"),
    RightState.ENDING: Look(ft.Icons.HOURGLASS_BOTTOM, "right.ending", "alert"),
    RightState.EXPIRED: Look(ft.Icons.EVENT_BUSY_OUTLINED, "right.is_expired", "muted"),
    RightState.COMING: Look(ft.Icons.SCHEDULE, "right.coming", "ink"),
}


def until_words(ui: Ui, right: PersonRight) -> str:
    """« jusqu’au 14 novembre », « terminé le 3 mai », « à partir du 1er juin », « sans date de fin »."""
    stands = state(right, clock.today())
    if stands == RightState.COMING and right.since:
        return ui.t("right.from", day=_day(ui, right.since))
    if right.until is None:
        return ui.t("right.no_end").lower()
    return ui.t("right.expired" if stands == RightState.EXPIRED else "right.until", day=_day(ui, right.until))


def _day(ui: Ui, day: date) -> str:
    return ui.words.short_day(day, year=day.year != clock.today().year)
