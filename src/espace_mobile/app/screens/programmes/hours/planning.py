"""Planning somebody's hours: of which promise, on which days, how long; nothing typed but a name that is searched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import hours, hours_shifts
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components import banner, button, line, sheet, stepper, switch
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.enrolments.noting import part
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.person_choice import PersonChoice
from espace_mobile.app.screens.programmes.hours.week import week_choice
from espace_mobile.app.screens.programmes.hours.words import amount, host_name, left_words
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.hours_bank import LONGEST, STEP, USUAL
from espace_mobile.domain.periods import monday
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift

ROOM = 80  # px for « 3 h 30 »


@component
def Planning(programme_id: str, person_id: str, open_now: bool, on_close: Callable[[], None]) -> Any:
    """`person_id` empty: who is asked first. `programme_id` empty: of any programme."""
    ui = use_ui()
    chosen, choose = use_value("")
    who = person_id or chosen

    def close() -> None:
        choose("")
        on_close()

    asking = PersonChoice(ui.t("hours.who"), open_now and not who, lambda person: choose(person.id), close)
    planning = [ft.Container(PlanSheet(programme_id, who, close), key=who)] if open_now and who else []
    return ft.Column([asking, *planning], spacing=0, visible=open_now)


@component
def PlanSheet(programme_id: str, person_id: str, on_close: Callable[[], None]) -> Any:
    """Tests: `plan.of.{n}`, `plan.chosen`, `week.{ISO day}`, `plan.minutes.plus`, `plan.done`, `plan.save`."""
    ui = use_ui()
    use_records(WorkAllocation.kind, WorkShift.kind, "merge")
    draft = use_draft(f"hours.plan.{programme_id}.{person_id}")
    ft.use_state(draft)
    person = person_of(ui.replica, person_id)
    if person is None:
        return ft.Container(visible=False)
    offered = _offered(ui, programme_id)
    allocation = next((a for a in offered if a.id == draft.get("of")), offered[0] if len(offered) == 1 else None)
    session, today = ui.session, clock.today()
    days, minutes = _days(draft), _minutes(ui, draft, person)
    done = bool(draft.get("done")) and all(day <= today for day in days)

    def act() -> Done[WorkShift]:
        return hours_shifts.plan(
            session.replica, allocation, person, days, minutes, session.worker, today=today, done=done,
            anyway=bool(draft.get("anyway")),
        )  # fmt: skip

    def save() -> None:
        said = ui.t("hours.noted" if done else "hours.now_planned", hours=amount(ui, minutes * len(days)))
        note(ui, act, said, draft=draft, on_close=on_close)
        if "minutes" in draft.errors and _doubted(ui, allocation, person, days, minutes):
            draft.set("anyway", True, redraw=True)  # asked once; the same tap again means it

    words = ui.t("hours.anyway" if draft.get("anyway") else "hours.note_done" if done else "hours.save")
    ft.use_dialog(
        sheet(
            ui, ui.t("hours.plan_for", name=person_name(ui, person)),
            [
                _which(ui, draft, offered, allocation), _when(ui, draft, person, days), _how_long(ui, draft, minutes),
                *_told(ui, draft, allocation, person, days, minutes), *_done(ui, draft, days, done),
            ],
            on_close,
            actions=[
                button(ui, words, save, identifier="plan.save", primary=True, field=True),
                button(ui, ui.t("action.cancel"), on_close, identifier="plan.cancel", field=True),
            ],
        )
    )  # fmt: skip
    return ft.Container(visible=False)


def _offered(ui: Ui, programme_id: str) -> list[WorkAllocation]:
    """Of this programme, or of all that are there."""
    programmes = [programme_id] if programme_id else [p.id for p in ui.replica.all(Programme) if p.active]
    found = [a for id in programmes for a in hours.allocations_of(ui.replica, id)]
    return [a for a in found if hours.is_open(a, clock.today())]


def _days(draft: Draft) -> list[date]:
    return sorted(date.fromisoformat(day) for day in draft.get("days", []))


def _minutes(ui: Ui, draft: Draft, person: Person) -> int:
    """As long as the person's last shift, until it is said."""
    said = draft.get("minutes", 0)
    if said:
        return int(said)
    known = hours_shifts.hours_of(ui.replica, person.id, clock.today()).shifts
    return known[0].minutes if known else USUAL


def _set(draft: Draft, field: str, value: Any) -> None:
    """What was asked of another number of hours is asked again."""
    draft.set("anyway", False)
    draft.errors = {}
    draft.set(field, value, redraw=True)


def _which(ui: Ui, draft: Draft, offered: list[WorkAllocation], chosen: WorkAllocation | None) -> ft.Control:
    """A line each, with what is left of it; once one is chosen, that one alone, and a tap for another."""

    def choose(id: str) -> Callable[[], None]:
        return lambda: _set(draft, "of", id)

    if chosen is not None:
        again = choose("") if len(offered) > 1 else None
        row = _one(ui, chosen, "plan.chosen", again, True)
        return part(ui, ui.t("hours.which"), row, draft)
    rows = [_one(ui, a, f"plan.of.{n}", choose(a.id), False) for n, a in enumerate(offered)]
    return part(ui, ui.t("hours.which"), ft.Column(rows, spacing=0, tight=True), draft, "allocation_id")


def _one(ui: Ui, allocation: WorkAllocation, key: str, tapped: Callable[[], None] | None, on: bool) -> ft.Control:
    left = left_words(ui, hours.balance_of(ui.replica, allocation))
    detail = " · ".join(filter(None, [left, host_name(ui, allocation)]))
    more = icon(ui, ft.Icons.UNFOLD_MORE, 22, ui.palette.muted) if on and tapped else None
    return line(
        ui, allocation.task or ui.t("kind.work_allocation"), detail, identifier=key, on_tap=tapped, selected=on,
        trail=more,
    )  # fmt: skip


def _when(ui: Ui, draft: Draft, person: Person, days: list[date]) -> ft.Control:
    shown = date.fromisoformat(draft.get("week")) if draft.get("week") else monday(clock.today())
    there = {s.on for s in hours_shifts.hours_of(ui.replica, person.id, clock.today()).shifts}

    def toggle(day: date) -> None:
        now = [d for d in days if d != day] if day in days else [*days, day]
        _set(draft, "days", [d.isoformat() for d in now])

    strip = week_choice(
        ui, shown, days, there, toggle, lambda week: draft.set("week", week.isoformat(), redraw=True)
    )  # fmt: skip
    week = {shown + timedelta(days=n) for n in range(7)}
    away = ui.tn("hours.other_days", len(set(days) - week)) if set(days) - week else ""
    return part(ui, ui.t("hours.days"), strip, draft, "shift_days", hint=away)


def _how_long(ui: Ui, draft: Draft, minutes: int) -> ft.Control:
    less = (lambda: _set(draft, "minutes", max(STEP, minutes - STEP))) if minutes > STEP else None
    more = (lambda: _set(draft, "minutes", min(LONGEST, minutes + STEP))) if minutes < LONGEST else None
    return stepper(
        ui, ui.t("hours.a_day"), amount(ui, minutes), less=less, more=more, identifier="plan.minutes", room=ROOM
    )  # fmt: skip


def _doubted(ui: Ui, allocation: WorkAllocation | None, person: Person, days: list[date], minutes: int) -> bool:
    if allocation is None:
        return False
    return bool(hours_shifts.doubts(ui.replica, allocation, person.id, days, minutes, clock.today()))


def _told(
    ui: Ui, draft: Draft, allocation: WorkAllocation | None, person: Person, days: list[date], minutes: int
) -> list[ft.Control]:
    """What it comes to and what will be left; a warning as soon as it is more than there is."""
    if allocation is None or not days:
        return error_text(ui, draft, "minutes")
    found = hours_shifts.doubts(ui.replica, allocation, person.id, days, minutes, clock.today())
    asked = minutes * len(days)
    comes_to = ui.tn("hours.comes_to", len(days), hours=amount(ui, minutes), total=amount(ui, asked))
    shown: list[ft.Control] = [label(ui, comes_to)]
    if found.beyond:
        words = ui.t("hours.beyond", left=amount(ui, max(0, found.left)), more=amount(ui, found.beyond))
        shown.append(banner(ui, words, identifier="plan.beyond"))
    else:
        shown.append(muted(ui, ui.t("hours.will_be_left", hours=amount(ui, found.left - asked)), SMALL))
    if found.firms:
        words = ui.t("hours.beyond_firms", more=amount(ui, found.firms))
        shown.append(banner(ui, words, identifier="plan.firms"))
    return [*shown, *error_text(ui, draft, "minutes")]


def _done(ui: Ui, draft: Draft, days: list[date], done: bool) -> list[ft.Control]:
    """Of days that are past: hours may be noted after they were worked."""
    if not days or any(day > clock.today() for day in days):
        return []
    flip = lambda on: draft.set("done", on, redraw=True)  # noqa: E731
    return [switch(ui, ui.t("hours.already"), done, flip, identifier="plan.done", detail=ui.t("hours.already_hint"))]
