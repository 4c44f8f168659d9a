"""From which day, how often, until when, at what hour: the choices behind the dates proposed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import workshop_planning, workshops
from espace_mobile.app.actions.workshop_planning import Asked
from espace_mobile.app.components import Option, chips, link, stepper
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.when import hour_choice
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain import slots
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.domain.slots import Choice
from espace_mobile.domain.workshop import Workshop
from espace_mobile.domain.workshop_rules import SESSIONS
from espace_mobile.i18n.translator import sentence

NEAR, AHEAD = 3, timedelta(days=366 * 2)  # first days offered by a tap; what the calendar allows
UNTIL = (1, 3, 6, 12)  # months
USUAL_UNTIL, USUAL_SESSIONS = 3, 4
EVERY = {7: "workshop.every_7", 14: "workshop.every_14", 1: "workshop.every_1"}  # days
USUAL_EVERY = 7


def first_values(ui: Ui, workshop: Workshop) -> dict[str, Any]:
    """The next day there may be, with those who led the last session."""
    today = clock.today()
    last = next((s for s in reversed(workshops.sessions_of(ui.replica, workshop)) if not s.informal), None)
    return {
        "first": workshop_planning.first_day(ui.replica, workshop, today).isoformat(), "until": USUAL_UNTIL,
        "every": USUAL_EVERY, "hour": workshop.starts.isoformat("minutes") if workshop.starts else "",
        "programme_id": workshop.programme_id, "skipped": [], "holidays": [],
        "facilitators": list(last.facilitator_ids) if last else [ui.session.worker.id],
        "organisations": list(last.organisation_ids) if last and not workshop.phases else [],
    }  # fmt: skip


def choice_of(draft: Draft) -> Choice | None:
    """None until there is a first day."""
    first = day_of(draft, "first")
    if first is None:
        return None
    until = months_after(first, int(draft.get("until", USUAL_UNTIL)))
    skipped, holidays = (frozenset(map(date.fromisoformat, draft.get(f, ()))) for f in ("skipped", "holidays"))
    sessions = int(draft.get("sessions", USUAL_SESSIONS))
    return Choice(first, until, int(draft.get("every", USUAL_EVERY)), sessions, skipped, holidays)


def asked_of(draft: Draft) -> Asked:
    """The first day is today when none is chosen: nothing is proposed then."""
    hour = draft.get("hour")
    return Asked(
        choice_of(draft) or Choice(clock.today()), time.fromisoformat(hour) if hour else None,
        tuple(draft.get("facilitators", ())), tuple(draft.get("organisations", ())), draft.get("guests") or None,
        int(draft.get("volunteers", 0) or 0),
    )  # fmt: skip


def first_day(ui: Ui, draft: Draft, workshop: Workshop) -> ft.Control:
    today = clock.today()
    days = [workshop_planning.first_day(ui.replica, workshop, today)]
    while len(days) < NEAR:
        days.append(slots.next_first(workshop, days[-1]))
    chosen = DayChoice(draft, "first", ui.t("workshop.first_day"), days, today, today + AHEAD, "plan.first")
    return ft.Container(chosen)


def how_often(ui: Ui, draft: Draft, workshop: Workshop) -> list[ft.Control]:
    """Of a standing slot until when; of a series or cycle how far apart."""
    if slots.is_standing(workshop):
        field, name = "until", ui.t("workshop.until")
        options = [Option(str(n), ui.tn("workshop.months", n)) for n in UNTIL]
    else:
        field, name = "every", ui.t("workshop.every")
        options = [Option(str(n), ui.t(words)) for n, words in EVERY.items()]
    chosen = str(draft.get(field, None))
    set_it = lambda code: draft.set(field, int(code), redraw=True)  # noqa: E731
    open_count = not slots.is_standing(workshop) and not workshop.phases
    return [
        *([_how_many(ui, draft)] if open_count else []),
        muted(ui, name, SMALL), chips(ui, options, [chosen], set_it, identifier=f"plan.{field}", field=True),
        *error_text(ui, draft, "until"),
    ]  # fmt: skip


def _how_many(ui: Ui, draft: Draft) -> ft.Control:
    """Of a series that does not say it."""
    count = int(draft.get("sessions", USUAL_SESSIONS))

    def to(number: int) -> Callable[[], None] | None:
        inside = SESSIONS[0] <= number <= SESSIONS[1]
        return (lambda: draft.set("sessions", number, redraw=True)) if inside else None

    name = sentence(ui.t("workshop.sessions_count"))
    return stepper(ui, name, str(count), less=to(count - 1), more=to(count + 1), identifier="plan.sessions")


def hour(ui: Ui, draft: Draft, opened: bool, unfold: Callable[[], None]) -> list[ft.Control]:
    """Folded when it is known."""
    chosen = draft.get("hour")
    if chosen and not opened:
        words = ui.t("workshop.hour_is", hour=ui.words.clock(time.fromisoformat(chosen)))
        folded = link(ui, words, unfold, identifier="plan.hour", field=True, icon_name=ft.Icons.SCHEDULE)
        return [ft.Row([folded], wrap=True)]
    return [muted(ui, ui.t("when.hour"), SMALL), hour_choice(ui, draft), *error_text(ui, draft, "starts")]
