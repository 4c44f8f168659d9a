"""A date that comes back: how often, until when, and which of its days are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app.actions import planning
from espace_mobile.app.actions.schedule_settings import settings
from espace_mobile.app.actions.school_calendar import school_calendar
from espace_mobile.app.components import Option, card, chips
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.repeating import repeated
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.domain.slots import MOST_DAYS, Slot
from espace_mobile.i18n.translator import sentence

USUAL, OFFERED = 3, (1, 3, 6)  # months
_ONCE = "0"


def slots_of(ui: Ui, draft: Draft) -> list[Slot]:
    """The days of a date that comes back, kept or not; none of one that does not."""
    first, until, weeks = day_of(draft, "on"), day_of(draft, "until"), int(draft.get("weeks") or 0)
    if first is None or until is None or not weeks:
        return []
    skipped, kept = ([date.fromisoformat(d) for d in draft.get(field, None) or ()] for field in ("skipped", "kept"))
    place_id = draft.get("place_id")
    return repeated(first, weeks, until, skipped=skipped, kept=kept, taken=planning.days_at(ui.replica, place_id))


def days_of(ui: Ui, draft: Draft) -> list[date]:
    """On which the date is to be: its day, or those that are kept."""
    if int(draft.get("weeks") or 0):
        return [slot.on for slot in slots_of(ui, draft) if slot.kept]
    day = day_of(draft, "on")
    return [day] if day else []


@component
def Repeating(draft: Draft) -> Any:
    """Tests: `repeat.0`, `repeat.1`, `repeat.2`, `repeat.until.{ISO day}`, `repeat.day.{ISO day}`."""
    ui = use_ui()
    ft.use_state(draft)
    use_records(Outing.kind)
    first = day_of(draft, "on")
    weeks = str(draft.get("weeks") or _ONCE)

    def choose(code: str) -> None:
        if code != _ONCE and first and not draft.get("until"):
            draft.set("until", months_after(first, USUAL).isoformat())
        draft.set("weeks", "" if code == _ONCE else code, redraw=True)

    often = [
        Option(_ONCE, ui.t("repeat.once")),
        Option("1", ui.t("repeat.weekly")),
        Option("2", ui.t("repeat.fortnightly")),
    ]
    parts: list[ft.Control] = [
        muted(ui, ui.t("repeat.how_often"), SMALL),
        chips(ui, often, [weeks], choose, identifier="repeat", field=True),
    ]  # fmt: skip
    if weeks != _ONCE:
        parts += _until(ui, draft, first)
    return card(ui, *parts)


def _until(ui: Ui, draft: Draft, first: date | None) -> list[ft.Control]:
    if first is None:
        return [muted(ui, ui.t("repeat.first_a_day"))]
    ends = [months_after(first, n) for n in OFFERED]
    choice = DayChoice(draft, "until", ui.t("repeat.until"), ends, first, first + MOST_DAYS, "repeat.until")
    slots = slots_of(ui, draft)
    if not slots:
        return [ft.Container(choice, key=f"until-{first}")]
    kept = [slot for slot in slots if slot.kept]
    return [
        ft.Container(choice, key=f"until-{first}"), label(ui, ui.tn("repeat.count", len(kept))),
        _days(ui, draft, slots, kept), *error_text(ui, draft, "days"), muted(ui, ui.t("repeat.hint"), SMALL),
    ]  # fmt: skip


def _days(ui: Ui, draft: Draft, slots: Sequence[Slot], kept: Sequence[Slot]) -> ft.Control:
    """A tap leaves a day out, or keeps a holiday; what makes a day special is said on it."""
    taken = planning.days_at(ui.replica, draft.get("place_id"))
    school = school_calendar(settings(ui.replica).school_zone)
    special = {slot.on.isoformat() for slot in slots if slot.holiday or slot.on in taken}

    def why(slot: Slot) -> str:
        if slot.holiday:
            return ui.t("repeat.holiday")
        if slot.on in taken:
            return ui.t("repeat.taken")
        return ui.t("repeat.school") if school is not None and school.on(slot.on) else ""

    def toggle(day: str) -> None:
        field = "kept" if day in special else "skipped"
        now: list[str] = list(draft.get(field, None) or ())
        draft.set(field, [d for d in now if d != day] if day in now else [*now, day], redraw=True)

    options = [
        Option(slot.on.isoformat(), ", ".join(filter(None, [sentence(ui.words.brief_day(slot.on)), why(slot)])),
               ft.Icons.EVENT_BUSY_OUTLINED if slot.on.isoformat() in special else None)
        for slot in slots
    ]  # fmt: skip
    return chips(ui, options, [slot.on.isoformat() for slot in kept], toggle, identifier="repeat.day")
