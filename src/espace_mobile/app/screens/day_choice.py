"""A day in one tap: a few near ones, or any other from a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import Option, chips, day_picker
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_ui, use_value
from espace_mobile.i18n.translator import sentence

_OTHER = "other"
_WEEK = range(2, 8)  # days ahead, in which the weekday and its number say enough


def day_of(draft: Draft, field: str) -> date | None:
    chosen = draft.get(field)
    return date.fromisoformat(chosen) if chosen else None


@component
def DayChoice(
    draft: Draft, field: str, name: str, days: Sequence[date], first: date, last: date, identifier: str
) -> Any:
    """Sets `field` of the draft (ISO), its error under it. `days`: those offered by a chip; `first` to `last`: what the
    calendar allows. Tests: `{identifier}.{ISO day}`, `{identifier}.other`."""
    ui = use_ui()
    ft.use_state(draft)
    picking, pick = use_value(False)
    chosen = day_of(draft, field)

    def picked(day: date) -> None:
        pick(False)
        draft.set(field, day.isoformat(), redraw=True)

    def choose(code: str) -> None:
        if code == _OTHER:
            pick(True)
        else:
            draft.set(field, "" if code == draft.get(field) else code, redraw=True)

    ft.use_dialog(day_picker(ui, picked, lambda: pick(False), first=first, last=last, at=chosen) if picking else None)
    offered = [*days, *([chosen] if chosen and chosen not in days else [])]
    options = [Option(day.isoformat(), sentence(_words(ui, day))) for day in offered]
    options.append(Option(_OTHER, ui.t("when.other_day"), ft.Icons.CALENDAR_MONTH))
    row = chips(ui, options, [draft.get(field)], choose, identifier=identifier, field=True)
    return ft.Column([muted(ui, name, SMALL), row, *error_text(ui, draft, field)], spacing=GAP)


def _words(ui: Ui, day: date) -> str:
    """« Demain », « mardi 24 », « lundi 8 juin »."""
    words = day_words(ui, day)
    return " ".join(words.split(" ")[:2]) if (day - clock.today()).days in _WEEK else words
