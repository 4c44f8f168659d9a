"""What the sheets share: the day in one tap, one choice among chips, saving and leaving."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import Option, button, chips, day_picker
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.code import Code
from espace_mobile.domain.spells import AHEAD
from espace_mobile.i18n.translator import sentence

ON = "on"  # the day, in every draft of this room
_FIRST = date(2015, 1, 1)
_OTHER = "other"
_NEAR = {"today": 0, "yesterday": 1}


def chosen_day(draft: Draft) -> date:
    """Today, unless another day was touched."""
    said = draft.get(ON)
    return date.fromisoformat(said) if said else clock.today()


@component
def Day(draft: Draft, name: str, errors: tuple[str, ...] = (ON,), ahead: bool = False) -> Any:
    """Today, yesterday, or any other from a calendar; `ahead`: also days to come. Tests: `day.today`, `day.other`…"""
    ui = use_ui()
    ft.use_state(draft)
    picking, pick = ft.use_state(False)
    today = clock.today()

    def picked(day: date) -> None:
        pick(False)
        _set(draft, day, errors)

    last = today + AHEAD if ahead else today
    calendar = day_picker(ui, picked, lambda: pick(False), first=_FIRST, last=last, at=min(chosen_day(draft), last))
    ft.use_dialog(calendar if picking else None)
    days = {code: today - timedelta(days=back) for code, back in _NEAR.items()}
    chosen = chosen_day(draft)
    if chosen not in days.values():
        days[chosen.isoformat()] = chosen
    options = [Option(code, sentence(day_words(ui, day))) for code, day in days.items()]
    options.append(Option(_OTHER, ui.t("when.other_day"), ft.Icons.CALENDAR_MONTH))

    def choose(code: str) -> None:
        if code == _OTHER:
            pick(True)
        else:
            _set(draft, days[code], errors)

    on = [code for code, day in days.items() if day == chosen]
    return part(ui, name, chips(ui, options, on, choose, identifier="day", field=True), draft, *errors)


def _set(draft: Draft, day: date, errors: Iterable[str]) -> None:
    for field in errors:
        draft.errors.pop(field, None)
    draft.set(ON, day.isoformat(), redraw=True)


def one_of(
    ui: Ui, draft: Draft, field: str, name: str, codes: Iterable[Code], *, identifier: str = "", hint: str = ""
) -> ft.Control:
    """One of a list, or none: a second tap takes it back. Tests: `{identifier or field}.{code}`."""

    def choose(code: str) -> None:
        draft.set(field, "" if draft.get(field) == code else code, redraw=True)

    options = [Option(code, ui.words.label(code)) for code in codes]
    shown = chips(ui, options, [draft.get(field)], choose, identifier=identifier or field, field=True)
    return part(ui, name, shown, draft, field, hint=hint)


def part(ui: Ui, name: str, content: ft.Control, draft: Draft, *errors: str, hint: str = "") -> ft.Control:
    """What a sheet asks: its name, what is touched, its errors."""
    said = [muted(ui, words, SMALL) for words in (name, hint) if words]
    return ft.Column([*said, content, *error_text(ui, draft, *errors)], spacing=GAP, tight=True)


def actions(ui: Ui, save: Callable[[], None], on_close: Callable[[], None], words: str = "") -> list[ft.Control]:
    return [
        button(ui, words or ui.t("action.save"), save, identifier="enrolment.save", primary=True, field=True),
        button(ui, ui.t("action.cancel"), on_close, identifier="enrolment.cancel", field=True),
    ]
