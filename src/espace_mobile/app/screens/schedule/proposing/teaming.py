"""Whether a team goes out, on which days, and how often at most."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.components import Option, button, chips, sheet, stepper, switch
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.schedule.proposing import values
from espace_mobile.app.screens.weekdays import weekday_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.proposal.request import WEEK, TeamChoice
from espace_mobile.i18n.translator import sentence

_MOST = {"a_week": WEEK, "a_month": 31}


@component
def TeamSheet(draft: Draft, team_id: str, on_close: Callable[[], Any]) -> Any:
    """`team_id`: empty, closed."""
    ui = use_ui()
    ft.use_state(draft)
    found = next(((team, on) for team, on in values.teams_of(ui, draft) if team.id == team_id), None)
    ft.use_dialog(_sheet(ui, draft, *found, on_close) if found else None)
    return ft.Container(visible=False)


def _sheet(ui: Ui, draft: Draft, team: TeamChoice, on: bool, on_close: Callable[[], Any]) -> Any:
    def toggle(code: str) -> None:
        values.tell_team(draft, team.id, days=sorted(team.weekdays ^ {int(code)}))

    days = [Option(str(day), sentence(weekday_words(ui, day))) for day in range(WEEK)]
    goes = switch(
        ui, ui.t("propose.team_on"), on, lambda value: values.tell_team(draft, team.id, off=not value),
        identifier="propose.team_on",
    )  # fmt: skip
    how: list[ft.Control] = [
        muted(ui, ui.t("propose.weekdays"), SMALL),
        chips(ui, days, [str(day) for day in team.weekdays], toggle, identifier="propose.weekday"),
        _bound(ui, draft, team, "a_week", ui.t("propose.most_a_week"), team.a_week),
        _bound(ui, draft, team, "a_month", ui.t("propose.most_a_month"), team.a_month),
    ]
    return sheet(
        ui, team.name, [goes, *(how if on else [])], on_close,
        actions=[button(ui, ui.t("action.done"), on_close, identifier="propose.team.done", primary=True)],
    )  # fmt: skip


def _bound(ui: Ui, draft: Draft, team: TeamChoice, field: str, name: str, now: int | None) -> ft.Control:
    """Below one there is no bound."""

    def tell(count: int | None) -> Any:
        return lambda: values.tell_team(draft, team.id, **{field: count})

    less = None if now is None else tell(now - 1 if now > 1 else None)
    more = tell((now or 0) + 1) if (now or 0) < _MOST[field] else None
    shown = ui.words.number(now) if now is not None else ui.t("propose.no_bound")
    return stepper(ui, name, shown, less=less, more=more, identifier=f"propose.{field}", room=72)
