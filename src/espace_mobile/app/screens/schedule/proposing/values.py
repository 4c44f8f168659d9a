"""What the form of the generator holds, in a draft, and what it asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions import proposing
from espace_mobile.app.actions.proposing import Asked, Generated
from espace_mobile.app.actions.schedule_settings import settings
from espace_mobile.app.drafts import Draft
from espace_mobile.app.ui import Ui
from espace_mobile.domain.proposal.changing import moved, without
from espace_mobile.domain.proposal.plan import ProposedDate
from espace_mobile.domain.proposal.request import MOST_DATES, TeamChoice
from espace_mobile.domain.schedule import target

NAME = "schedule.propose"
NEXT_YEAR, YEAR_AHEAD, CHOSEN = "next_year", "year_ahead", "chosen"


def ask(draft: Draft, field: str, value: Any) -> None:
    """What was changed in an earlier proposal is of that proposal alone."""
    draft.set("changes", [])
    draft.set(field, value, redraw=True)


def choose_period(draft: Draft, code: str) -> None:
    draft.set("wanted", None)
    ask(draft, "period", code)


def period_of(draft: Draft, today: date) -> tuple[date, date]:
    """(first, last) day; of a period that is being chosen, next year’s until both are."""
    kind, next_year = draft.get("period", NEXT_YEAR), today.year + 1
    if kind == YEAR_AHEAD:
        first = today + timedelta(days=1)
        return first, _year_after(first)
    if kind == CHOSEN and draft.get("first", "") and draft.get("last", ""):
        return date.fromisoformat(draft.get("first")), date.fromisoformat(draft.get("last"))
    return date(next_year, 1, 1), date(next_year, 12, 31)


def _year_after(first: date) -> date:
    return first + timedelta(days=364)


def wanted_of(ui: Ui, draft: Draft) -> int:
    """As many as typed, else the share of a year’s dates that the period is."""
    typed = draft.get("wanted", None)
    if typed is not None:
        return int(typed)
    first, last = period_of(draft, clock.today())
    return max(0, min(MOST_DATES, target(first, last, settings(ui.replica).dates_a_year)))


def without_of(ui: Ui, draft: Draft) -> frozenset[str]:
    chosen = draft.get("without", None)
    return proposing.left_out_at_first(ui.replica) if chosen is None else frozenset(chosen)


def teams_of(ui: Ui, draft: Draft) -> list[tuple[TeamChoice, bool]]:
    """Every team, as the form has it, and whether it goes out."""
    told: dict[str, dict[str, Any]] = dict(draft.get("teams", None) or {})
    return [
        (_told(team, told.get(team.id, {})), not told.get(team.id, {}).get("off", False))
        for team in proposing.offered_teams(ui.replica)
    ]


def _told(team: TeamChoice, said: dict[str, Any]) -> TeamChoice:
    days = said.get("days")
    return replace(
        team, weekdays=team.weekdays if days is None else frozenset(days), a_week=said.get("a_week"),
        a_month=said.get("a_month"),
    )  # fmt: skip


def tell_team(draft: Draft, team_id: str, **said: Any) -> None:
    told: dict[str, dict[str, Any]] = dict(draft.get("teams", None) or {})
    ask(draft, "teams", {**told, team_id: {**told.get(team_id, {}), **said}})


def asked_of(ui: Ui, draft: Draft) -> Asked:
    first, last = period_of(draft, clock.today())
    return Asked(
        first, last, wanted_of(ui, draft), without_of(ui, draft), dict(draft.get("quotas", None) or {}),
        tuple(team for team, on in teams_of(ui, draft) if on), sundays_off=draft.get("sundays", True),
        public_holidays_off=draft.get("holidays", True), school_holidays_off=draft.get("school", False),
        august_off=draft.get("august", False),
        days_off=frozenset(date.fromisoformat(day) for day in draft.get("days", ())),
        once_a_week=draft.get("once", True), typed_too=draft.get("typed", False),
    )  # fmt: skip


def leave_out(draft: Draft, generated: Generated, one: ProposedDate) -> Generated:
    _note(draft, [one.on.isoformat(), one.place_id, None])
    return replace(generated, proposal=without(generated.proposal, one))


def put_on(draft: Draft, generated: Generated, one: ProposedDate, day: date) -> Generated:
    _note(draft, [one.on.isoformat(), one.place_id, day.isoformat()])
    return replace(generated, proposal=moved(generated.proposal, one, day))


def _note(draft: Draft, change: list[str | None]) -> None:
    draft.set("changes", [*draft.get("changes", ()), change])


def with_changes(draft: Draft, generated: Generated) -> Generated:
    """As it was left: the dates left out and put on another day, again."""
    for on, place_id, day in draft.get("changes", ()):
        one = next((d for d in generated.proposal.dates if (d.on.isoformat(), d.place_id) == (on, place_id)), None)
        if one is not None:
            changed = (
                moved(generated.proposal, one, date.fromisoformat(day)) if day else without(generated.proposal, one)
            )
            generated = replace(generated, proposal=changed)
    return generated
