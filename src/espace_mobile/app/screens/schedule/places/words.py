"""What is said of a place in a line: where it is, when its market stands, whether one may stand there."""

from __future__ import annotations

from datetime import date

import flet as ft

from espace_mobile.app.screens.weekdays import weekday_words
from espace_mobile.app.ui import Ui
from espace_mobile.domain.outing_place import permit_ends_before
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_vocabulary import Permit
from espace_mobile.domain.vocabulary import PlaceType
from espace_mobile.i18n.translator import sentence

_TYPES = {PlaceType.MARKET: ft.Icons.STOREFRONT_OUTLINED, PlaceType.EVENT: ft.Icons.CELEBRATION_OUTLINED}
_PERMITS = {
    Permit.GRANTED: (ft.Icons.VERIFIED_OUTLINED, "ok"),
    Permit.ASKED: (ft.Icons.HOURGLASS_EMPTY, "ink"),
    Permit.TO_ASK: (ft.Icons.WARNING_AMBER, "alert"),
    Permit.REFUSED: (ft.Icons.BLOCK, "alert"),
}
_ALL_MONTHS = 12


def type_sign(place: Place) -> ft.IconData:
    return _TYPES.get(place.type, ft.Icons.PLACE_OUTLINED)


def where_words(place: Place) -> str:
    """« Les Essais, Exempleville »."""
    return ", ".join(filter(None, [place.neighbourhood, place.commune_name]))


def market_words(ui: Ui, place: Place) -> str:
    """« Le mardi, 8 h – 13 h »; empty when it says neither."""
    day = ui.t("place.on_weekday", day=weekday_words(ui, place.weekday)) if place.weekday is not None else ""
    hours = ui.words.hours(place.opens, place.closes)
    return sentence(", ".join(filter(None, [day, hours])))


def season_words(ui: Ui, place: Place) -> str:
    """« En avril, mai et juin »; empty all year round."""
    if not place.months or len(place.months) == _ALL_MONTHS:
        return ""
    return ui.t("place.season", months=ui.words.listing([month_words(ui, m) for m in place.months]))


def month_words(ui: Ui, month: int) -> str:
    """« avril » for 4."""
    return ui.words.month(date(2024, month, 1)).split(" ")[0]


def permit_words(ui: Ui, place: Place, next_on: date | None = None) -> tuple[str, ft.IconData, str]:
    """(words, sign, tone of the palette). `next_on`: the next date there, told when the permit ends before it."""
    if place.permit is None:
        market = place.type == PlaceType.MARKET
        return (ui.t("place.permit_unsaid"), ft.Icons.WARNING_AMBER, "alert") if market else ("", ft.Icons.INFO, "ink")
    sign, tone = _PERMITS.get(place.permit, (ft.Icons.INFO_OUTLINE, "ink"))
    until = place.permit_until
    if place.permit != Permit.GRANTED or until is None:
        state = ui.words.label(place.permit)
        return ui.t("place.permit_is", state=state[:1].lower() + state[1:]), sign, tone
    day = ui.words.short_day(until, year=True)
    if next_on is not None and permit_ends_before(place, next_on):
        return (
            ui.t("place.permit_too_short", day=day, next=ui.words.short_day(next_on)),
            ft.Icons.WARNING_AMBER,
            "alert",
        )
    return ui.t("place.permit_until_day", day=day), sign, tone
