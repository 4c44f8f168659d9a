"""The days of the week and the weeks of a month, in words."""

from __future__ import annotations

from datetime import date, timedelta

from espace_mobile.app.ui import Ui

_MONDAY = date(2024, 1, 1)
_WEEKS = {1: "workshop.week_1", 2: "workshop.week_2", 3: "workshop.week_3", 4: "workshop.week_4"}


def weekday_words(ui: Ui, weekday: int) -> str:
    """« jeudi » for 3."""
    return ui.words.day(_MONDAY + timedelta(days=weekday)).split(" ")[0]


def week_words(ui: Ui, week: int) -> str:
    """« 2e », « dernier » for 5."""
    return ui.t(_WEEKS.get(week, "workshop.last_week"))
