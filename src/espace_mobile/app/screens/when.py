"""A day and an hour in three taps: the next days, or any other from a calendar; the hour, then the quarter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import Option, chips, day_picker, segments
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.busy import busy_lines
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.errors import InputError
from espace_mobile.i18n.translator import sentence

NEAR, YEARS = 6, 2
HOURS = range(8, 20)
QUARTERS = (0, 15, 30, 45)
_OTHER, _SUNDAY = "other", 6


def when_of(draft: Draft) -> datetime | None:
    """The instant chosen, None when neither day nor hour is. Raises `InputError` (`day` or `hour`, `required`)."""
    day, hour = draft.get("day"), draft.get("hour")
    if not day and not hour:
        return None
    if not day or not hour:
        raise InputError("hour" if day else "day", "required")
    return clock.instant(date.fromisoformat(day), time.fromisoformat(hour))


@component
def When(draft: Draft, busy: Callable[[datetime], Sequence[str]] | None = None, since: date | None = None) -> Any:
    """Sets `day` (ISO) and `hour` (HH:MM) of the draft. `busy`: what is to be said of that instant beside the hour.
    `since`: the first day of the calendar, today unless said."""
    ui = use_ui()
    ft.use_state(draft)
    picking, pick = ft.use_state(False)
    today = clock.today()

    def picked(day: date) -> None:
        pick(False)
        draft.set("day", day.isoformat(), redraw=True)

    ft.use_dialog(
        day_picker(ui, picked, lambda: pick(False), first=since or today, last=today + timedelta(days=366 * YEARS))
        if picking
        else None
    )
    return ft.Column(
        [
            muted(ui, ui.t("when.day"), SMALL), _days(ui, draft, today, lambda: pick(True)),
            *error_text(ui, draft, "day"),
            muted(ui, ui.t("when.hour"), SMALL), hour_choice(ui, draft), *error_text(ui, draft, "hour", "starts_at"),
            *_busy(ui, draft, busy),
        ],
        spacing=GAP,
    )  # fmt: skip


def _busy(ui: Ui, draft: Draft, busy: Callable[[datetime], Sequence[str]] | None) -> list[ft.Control]:
    if busy is None or not (draft.get("day") and draft.get("hour")):
        return []
    starts_at = when_of(draft)
    return busy_lines(ui, busy(starts_at)) if starts_at else []


def _days(ui: Ui, draft: Draft, today: date, pick: Any) -> ft.Control:
    days = [d for d in (today + timedelta(days=n) for n in range(NEAR + 2)) if d.weekday() != _SUNDAY][:NEAR]
    chosen = date.fromisoformat(draft.get("day")) if draft.get("day") else None
    if chosen and chosen not in days:
        days.append(chosen)
    options = [Option(d.isoformat(), sentence(_short(ui, d, today))) for d in days]
    options.append(Option(_OTHER, ui.t("when.other_day"), ft.Icons.CALENDAR_MONTH))

    def choose(code: str) -> None:
        if code == _OTHER:
            pick()
        else:
            draft.set("day", "" if code == draft.get("day") else code, redraw=True)

    return chips(ui, options, [draft.get("day")], choose, identifier="when.day", field=True)


def _short(ui: Ui, day: date, today: date) -> str:
    """In the days to come the weekday and its number say enough: « mardi 24 »."""
    words = day_words(ui, day)
    if day == today or (day - today).days not in range(2, NEAR + 3):
        return words
    return " ".join(words.split(" ")[:2])


def hour_choice(ui: Ui, draft: Draft) -> ft.Control:
    at = time.fromisoformat(draft.get("hour")) if draft.get("hour") else None

    def set_hour(code: str) -> None:
        same = at is not None and str(at.hour) == code
        draft.set("hour", "" if same else time(int(code), at.minute if at else 0).isoformat("minutes"), redraw=True)

    def set_quarter(code: str) -> None:
        draft.set("hour", time(at.hour if at else HOURS[1], int(code)).isoformat("minutes"), redraw=True)

    hours = [Option(str(h), ui.words.clock(time(h))) for h in HOURS]
    quarters = [Option(str(m), f"{m:02d}") for m in QUARTERS]
    rows: list[ft.Control] = [
        chips(ui, hours, [str(at.hour)] if at else [], set_hour, identifier="when.hour", field=True)
    ]
    if at is not None:
        rows.append(
            segments(ui, quarters, str(at.minute), set_quarter, identifier="when.quarter", name=ui.t("when.minutes"))
        )
    return ft.Column(rows, spacing=GAP)
