"""What the generator is asked: a period, how many dates, and the rest as it usually is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import proposing
from espace_mobile.app.components import Option, button, card, line, link, segments, stepper, title
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.day_choice import DayChoice
from espace_mobile.app.screens.schedule.proposing import values
from espace_mobile.app.screens.schedule.proposing.excluding import excluding
from espace_mobile.app.screens.schedule.proposing.placing import PlacesSheet, places_words
from espace_mobile.app.screens.schedule.proposing.teaming import TeamSheet
from espace_mobile.app.screens.schedule.proposing.words import team_words, trouble_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.proposal.checks import before
from espace_mobile.domain.proposal.openings import Openings
from espace_mobile.domain.proposal.plan import Finding
from espace_mobile.domain.proposal.request import MOST_DATES, Request
from espace_mobile.domain.schedule_settings import ScheduleSettings

STEP = 5  # dates
_YEARS = timedelta(days=3 * 366)


@component
def Asking(draft: Draft, go: Callable[[], Any]) -> Any:
    ui = use_ui()
    ft.use_state(draft)
    use_records("outing", "place", "team", "vehicle", ScheduleSettings.kind)
    choosing, choose = use_value(False)
    team, show_team = use_value("")
    request = proposing.request_of(ui.replica, values.asked_of(ui, draft), clock.today())
    return ft.Column(
        [
            _period(ui, draft), _number(ui, draft, request), _places(ui, draft, lambda: choose(True)),
            _teams(ui, draft, show_team), excluding(ui, draft), *troubles(ui, before(Openings(request)), request),
            button(ui, ui.t("propose.go"), go if request.places else None, identifier="propose.go", primary=True,
                   field=True, icon_name=ft.Icons.AUTO_AWESOME_OUTLINED),
            PlacesSheet(draft, choosing, lambda: choose(False)), TeamSheet(draft, team, lambda: show_team("")),
        ],
        spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def troubles(ui: Ui, findings: tuple[Finding, ...], request: Request) -> list[ft.Control]:
    """All of it at once; nothing is refused."""
    if not findings:
        return []
    rows = [
        ft.Row([icon(ui, ft.Icons.WARNING_AMBER, 20, ui.palette.alert),
                text(ui, trouble_words(ui, finding, request), 15, expand=True)],
               spacing=12, vertical_alignment=ft.CrossAxisAlignment.START)
        for finding in findings
    ]  # fmt: skip
    return [
        ft.Semantics(
            identifier="propose.troubles", live_region=True, container=True,
            content=card(ui, title(ui, ui.t("propose.troubles")), *rows, muted(ui, ui.t("propose.anyway"), SMALL)),
        )
    ]  # fmt: skip


def _period(ui: Ui, draft: Draft) -> ft.Control:
    today = clock.today()
    first, last = values.period_of(draft, today)
    chosen = draft.get("period", values.NEXT_YEAR)
    options = [
        Option(values.NEXT_YEAR, str(today.year + 1)), Option(values.YEAR_AHEAD, ui.t("propose.year_ahead")),
        Option(values.CHOSEN, ui.t("propose.choose")),
    ]  # fmt: skip
    own: list[ft.Control] = []
    if chosen == values.CHOSEN:
        near = [today + timedelta(days=1), date(today.year + 1, 1, 1)]
        ends = [date(today.year, 12, 31), date(today.year + 1, 12, 31)]
        until = today + _YEARS
        own = [
            DayChoice(draft, "first", ui.t("propose.first"), near, today, until, "propose.first"),
            DayChoice(draft, "last", ui.t("propose.last"), ends, today, until, "propose.last"),
        ]
    said = ui.t("propose.from_to", first=ui.words.day(first, year=True), last=ui.words.day(last, year=True))
    return card(
        ui, title(ui, ui.t("propose.period")),
        segments(ui, options, chosen, lambda code: values.choose_period(draft, code), identifier="propose.period",
                 name=ui.t("propose.period")),
        *own, muted(ui, said, SMALL),
    )  # fmt: skip


def _number(ui: Ui, draft: Draft, request: Request) -> ft.Control:
    wanted, there = request.wanted, len(request.kept_within)
    less, more = (wanted - 1) // STEP * STEP, wanted // STEP * STEP + STEP

    def want(count: int) -> Any:
        return (lambda: values.ask(draft, "wanted", count)) if 0 < count <= MOST_DATES else None

    said = [ui.tn("propose.there", there), ui.tn("propose.to_propose", request.missing)] if there else []
    return card(
        ui,
        stepper(ui, ui.t("propose.wanted"), ui.words.number(wanted), less=want(less), more=want(more),
                identifier="propose.wanted", room=64),
        *([muted(ui, " ".join(said), SMALL)] if said else []),
    )  # fmt: skip


def _places(ui: Ui, draft: Draft, choose: Callable[[], Any]) -> ft.Control:
    return card(
        ui, title(ui, ui.t("propose.places")), label(ui, places_words(ui, draft)),
        ft.Row([link(ui, ui.t("propose.choose_places"), choose, identifier="propose.places",
                     icon_name=ft.Icons.PLACE_OUTLINED)], wrap=True),
    )  # fmt: skip


def _teams(ui: Ui, draft: Draft, show: Callable[[str], Any]) -> ft.Control:
    def opener(id: str) -> Callable[[], Any]:
        return lambda: show(id)

    rows = [
        line(ui, team.name, team_words(ui, team) if on else ui.t("propose.team_off"),
             identifier=f"propose.team.{team.id}", on_tap=opener(team.id),
             trail=icon(ui, ft.Icons.TUNE, 22, ui.palette.muted))
        for team, on in values.teams_of(ui, draft)
    ]  # fmt: skip
    nobody = [] if rows else [muted(ui, ui.t("propose.no_team_hint"))]
    return card(ui, title(ui, ui.t("propose.teams")), ft.Column([*rows, *nobody], spacing=0))
