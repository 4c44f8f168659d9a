"""When and how often a workshop meets, what it asks of people: mostly by taps."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from espace_mobile.app.components import Option, chips, link, stepper, switch, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import error_text, wide
from espace_mobile.app.screens.programmes.workshops.shape import form_of, phases_in, sessions_in
from espace_mobile.app.screens.sessions import form
from espace_mobile.app.screens.sessions.words import length_words
from espace_mobile.app.screens.weekdays import week_words, weekday_words
from espace_mobile.app.screens.when import hour_choice
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.seating import LEAST, MOST
from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.slots import LAST_WEEK, STANDING
from espace_mobile.domain.workshop_rules import SESSIONS
from espace_mobile.i18n.translator import sentence

OWED = (60, 120, 180, 240)  # minutes a month
BACK_AFTER = (30, 60, 90)  # days
DEFAULT_OWED = 120
_NONE = "none"


def what(ui: Ui, draft: Draft) -> list[ft.Control]:
    forms = [Option(code, ui.words.label(code)) for code in WorkshopForm]
    return [
        wide(text_field(ui, draft, "title", ui.t("workshop.title"), capitalization=ft.TextCapitalization.SENTENCES)),
        muted(ui, ui.t("workshop.form"), SMALL),
        chips(ui, forms, [form_of(draft)], lambda code: draft.set("form", code, redraw=True),
              identifier="workshop.form", field=True),
    ]  # fmt: skip


def phases(ui: Ui, draft: Draft) -> list[ft.Control]:
    """How many sessions, by phase; nothing for a standing slot."""
    shape = form_of(draft)
    if shape in STANDING:
        return []
    count = phases_in(draft)
    rows = [control for n in range(count) for control in _phase(ui, draft, n, alone=count == 1)]
    if not count:
        rows.append(muted(ui, sentence(ui.t("workshop.sessions_open"))))
    acts = _phase_acts(ui, draft, count) if shape == WorkshopForm.SERIES else []
    return [*rows, *error_text(ui, draft, "phases"), *([ft.Row(acts, wrap=True)] if acts else [])]


def _phase_acts(ui: Ui, draft: Draft, count: int) -> list[ft.Control]:
    """One more, or one less; without any, nobody knows yet how many sessions there are."""
    further = ui.t("workshop.phase_add" if count else "workshop.sessions_say")
    away = ui.t("workshop.phase_remove" if count > 1 else "workshop.sessions_later")
    more = link(ui, further, _to(draft, "phases", count + 1), identifier="workshop.phase.add", field=True,
                icon_name=ft.Icons.ADD)  # fmt: skip
    less = link(ui, away, _to(draft, "phases", count - 1), identifier="workshop.phase.remove", field=True)
    return [more, less] if count else [more]


def when(ui: Ui, draft: Draft) -> list[ft.Control]:
    days = [Option(str(n), weekday_words(ui, n)) for n in range(7)]
    parts = [
        muted(ui, ui.t("when.day"), SMALL),
        chips(ui, days, [str(draft.get("weekday", None))], _number(draft, "weekday"), identifier="workshop.weekday",
              field=True),
    ]  # fmt: skip
    if form_of(draft) == WorkshopForm.MONTHLY:
        weeks = [Option(str(n), week_words(ui, n)) for n in range(1, LAST_WEEK + 1)]
        parts.append(
            chips(ui, weeks, [str(draft.get("week_of_month", None))], _number(draft, "week_of_month"),
                  identifier="workshop.week", field=True)
        )  # fmt: skip
    return [*parts, muted(ui, ui.t("when.hour"), SMALL), hour_choice(ui, draft), *form.how_long(ui, draft)]


def seats(ui: Ui, draft: Draft) -> list[ft.Control]:
    programme = ui.replica.get(Programme, draft.get("programme_id"))
    given = draft.get("capacity", None)
    count = int(given) if given is not None else programme.capacity if programme else LEAST
    return [
        stepper(
            ui, ui.t("session.seats"), str(count), less=_to(draft, "capacity", count - 1) if count > LEAST else None,
            more=_to(draft, "capacity", count + 1) if count < MOST else None, identifier="workshop.capacity",
        ),
        *error_text(ui, draft, "capacity"),
    ]  # fmt: skip


def owed(ui: Ui, draft: Draft) -> list[ft.Control]:
    """Of a standing slot: whether everybody enrolled must come, and for how long a month."""
    if form_of(draft) not in STANDING:
        return []
    on = bool(draft.get("compulsory"))

    def change(to: bool) -> None:
        if to and not draft.get("month_minutes", None):
            draft.set("month_minutes", DEFAULT_OWED)
        draft.set("compulsory", to, redraw=True)

    parts = [switch(ui, ui.t("workshop.compulsory"), on, change, identifier="workshop.compulsory",
                    detail=ui.t("workshop.compulsory_hint"))]  # fmt: skip
    if on:
        minutes = int(draft.get("month_minutes", 0) or 0)
        options = [Option(str(m), length_words(m)) for m in sorted({*OWED, minutes} - {0})]
        parts.append(muted(ui, ui.t("workshop.month_minutes"), SMALL))
        parts.append(chips(ui, options, [str(minutes)], _number(draft, "month_minutes"), identifier="workshop.owed",
                           field=True))  # fmt: skip
    return [*parts, *error_text(ui, draft, "month_minutes")]


def afterwards(ui: Ui, draft: Draft) -> list[ft.Control]:
    """Of a series or cycle: when everybody who came is invited back."""
    if form_of(draft) in STANDING:
        return []
    given = draft.get("back", None)
    known = sorted({*BACK_AFTER, *([given] if given else [])})
    options = [Option(_NONE, ui.t("session.post_none")), *(Option(str(n), ui.tn("workshop.days", n)) for n in known)]

    def choose(code: str) -> None:
        draft.set("back", None if code == _NONE else int(code), redraw=True)

    return [
        muted(ui, ui.t("workshop.back_after"), SMALL),
        chips(ui, options, [_NONE if given is None else str(given)], choose, identifier="workshop.back", field=True),
        *error_text(ui, draft, "back_after_days"),
    ]  # fmt: skip


def _phase(ui: Ui, draft: Draft, n: int, *, alone: bool) -> list[ft.Control]:
    count, field = sessions_in(draft, n), f"phase.{n}.sessions"
    cycle = form_of(draft) == WorkshopForm.CYCLE
    name = ui.t("workshop.half_days_count" if cycle else "workshop.sessions_count")
    if not alone:
        name = f"{ui.t('workshop.phase', n=n + 1)}, {name}"
    name = sentence(name)
    counted = stepper(
        ui, name, str(count), less=_to(draft, field, count - 1) if count else None,
        more=_to(draft, field, count + 1) if count < SESSIONS[1] else None, identifier=f"workshop.phase.{n}",
    )  # fmt: skip
    if alone:
        return [counted]
    label = ui.t("workshop.phase_title", n=n + 1)
    return [wide(text_field(ui, draft, f"phase.{n}.title", label)), counted]


def _to(draft: Draft, field: str, value: int) -> Callable[[], None]:
    def step() -> None:
        if "phases" in draft.errors:
            del draft.errors["phases"]
        draft.set(field, value, redraw=True)

    return step


def _number(draft: Draft, field: str) -> Callable[[str], None]:
    """Chosen, or no longer."""
    return lambda code: draft.set(field, None if str(draft.get(field, None)) == code else int(code), redraw=True)
