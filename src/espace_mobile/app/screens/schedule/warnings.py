"""What is unwise about a date, where it is planned: a card, a sign on a chip, a line that leads to all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import alerts, schedule_warnings, workers
from espace_mobile.app.components import button, card, line, link, title
from espace_mobile.app.components.text import icon, muted, text
from espace_mobile.app.screens.alerts.reading import use_alerts_ready
from espace_mobile.app.screens.schedule.keeping import keeping, moved_from
from espace_mobile.app.screens.schedule.warning_words import date_words, others_of, warning_words
from espace_mobile.app.screens.wording import place_name
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule_vocabulary import ScheduleRule
from espace_mobile.domain.schedule_warnings import Warning
from espace_mobile.domain.team import Team
from espace_mobile.domain.worker import Worker

# The gravest first: what can't be held, what is missing, what is only good to know.
ORDER = (
    ScheduleRule.MOVED_TWICE, ScheduleRule.TEAM_TWICE, ScheduleRule.VAN_TWICE, ScheduleRule.WORKER_TWICE,
    ScheduleRule.NO_TEAM, ScheduleRule.NO_PERMIT, ScheduleRule.NOT_ITS_DAY, ScheduleRule.PUBLIC_HOLIDAY,
    ScheduleRule.OUT_OF_SEASON, ScheduleRule.SAME_WEEK, ScheduleRule.QPV_NOT_VISITED, ScheduleRule.SCHOOL_HOLIDAY,
)  # fmt: skip
_GRAVE = frozenset(ORDER[:4])
_SIGNS = {
    ScheduleRule.NO_TEAM: ft.Icons.GROUP_OFF_OUTLINED, ScheduleRule.NO_PERMIT: ft.Icons.ASSIGNMENT_LATE_OUTLINED,
    ScheduleRule.NOT_ITS_DAY: ft.Icons.STOREFRONT_OUTLINED, ScheduleRule.PUBLIC_HOLIDAY: ft.Icons.CELEBRATION_OUTLINED,
    ScheduleRule.OUT_OF_SEASON: ft.Icons.AC_UNIT, ScheduleRule.SAME_WEEK: ft.Icons.DATE_RANGE,
    ScheduleRule.QPV_NOT_VISITED: ft.Icons.LOCATION_OFF_OUTLINED, ScheduleRule.SCHOOL_HOLIDAY: ft.Icons.SCHOOL_OUTLINED,
}  # fmt: skip


def in_order(warnings: Sequence[Warning]) -> list[Warning]:
    """The gravest first."""
    place = {rule: at for at, rule in enumerate(ORDER)}
    return sorted(warnings, key=lambda w: (place.get(w.rule, len(ORDER)), w.on, w.outing_id))


def warnings_card(ui: Ui, warnings: Sequence[Warning]) -> list[ft.Control]:
    """Nothing when there is none. Of a date that is saved, or of one that is being made."""
    if not warnings:
        return []
    rows = [_row(ui, warning, n) for n, warning in enumerate(in_order(warnings))]
    shown = card(ui, title(ui, ui.t("warning.title")), *rows, muted(ui, ui.t("warning.hint"), SMALL))
    return [ft.Semantics(identifier="warnings", container=True, content=shown)]


@component
def DateWarnings(outing_id: str) -> Any:
    """The card of a saved date, for those who may change it."""
    ui = use_ui()
    use_records(*schedule_warnings.KINDS, Team.kind, Worker.kind)
    outing = ui.replica.get(Outing, outing_id)
    if outing is None or not workers.may_run(ui.session.worker, outing):
        return ft.Container(visible=False)
    shown = warnings_card(ui, schedule_warnings.of_date(ui.replica, outing_id, clock.today()))
    return shown[0] if shown else ft.Container(visible=False)


def warning_sign(ui: Ui, warnings: Sequence[Warning], size: float = 16) -> ft.Control | None:
    """A small sign for a cell or a chip, whose name says `sign_words`; None when nothing is to be looked at."""
    counted = [w for w in warnings if w.rule != ScheduleRule.SCHOOL_HOLIDAY]
    if not counted:
        return None
    grave = any(w.rule in _GRAVE for w in counted)
    sign = ft.Icons.REPORT_OUTLINED if grave else ft.Icons.WARNING_AMBER
    return icon(ui, sign, size, ui.palette.alert)


def sign_words(ui: Ui, warnings: Sequence[Warning]) -> str:
    """« 2 points à regarder »; empty when there is none."""
    counted = sum(w.rule != ScheduleRule.SCHOOL_HOLIDAY for w in warnings)
    return ui.tn("warning.sign", counted) if counted else ""


def rule_sign(ui: Ui, rule: ScheduleRule) -> ft.Control:
    known = _SIGNS.get(rule, ft.Icons.REPORT_OUTLINED if rule in _GRAVE else ft.Icons.WARNING_AMBER)
    good_to_know = rule == ScheduleRule.SCHOOL_HOLIDAY
    return icon(ui, known, 22, ui.palette.muted if good_to_know else ui.palette.alert)


@component
def WarningsLine() -> Any:
    """How many dates are to be looked at, and how many decisions wait, a tap away from them. For those who plan."""
    ui = use_ui()
    return _Lines() if workers.may_plan(ui.session.worker) else ft.Container(visible=False)


@component
def _Lines() -> Any:
    ui = use_ui()
    use_records(*schedule_warnings.KINDS, late=True)
    ready, set_ready = ft.use_state(schedule_warnings.is_ready(ui.replica))

    async def read() -> None:
        await asyncio.to_thread(schedule_warnings.prepare, ui.replica, clock.today())
        set_ready(True)

    ft.use_effect(read, [])
    count = schedule_warnings.count(ui.replica, clock.today()) if ready else 0
    words = ui.tn("warning.count", count)
    looked = _leading(ui, words, "warnings.open", "/schedule/warnings", ft.Icons.WARNING_AMBER)
    lines: list[ft.Control] = [*([looked] if count else []), _DecisionsLine()]
    if ui.rail and not ui.large:  # the calendar below keeps the height
        return ft.Row([ft.Container(each, expand=True) for each in lines], spacing=ui.gap)
    return ft.Column(lines, spacing=0, tight=True)


@component
def _DecisionsLine() -> Any:
    ui = use_ui()
    if not use_alerts_ready():
        return ft.Container(visible=False)
    waiting = alerts.pending(ui.replica, ui.session.worker, clock.today())
    count = sum(alerts.is_of_schedule(p.alert) for p in waiting)
    if not count:
        return ft.Container(visible=False)
    return _leading(
        ui, ui.tn("warning.alerts", count), "warnings.alerts", "/alerts", ft.Icons.NOTIFICATIONS_ACTIVE_OUTLINED
    )


def _leading(ui: Ui, words: str, identifier: str, where: str, sign: ft.IconData) -> ft.Control:
    return line(
        ui, words, identifier=identifier, rule=False, lead=icon(ui, sign, 22, ui.palette.alert),
        trail=icon(ui, ft.Icons.CHEVRON_RIGHT, 22), on_tap=lambda: ft.context.page.navigate(where),
    )  # fmt: skip


def _row(ui: Ui, warning: Warning, n: int) -> ft.Control:
    said = ft.Row(
        [rule_sign(ui, warning.rule), text(ui, warning_words(ui, warning), expand=True)],
        spacing=12, vertical_alignment=ft.CrossAxisAlignment.START,
    )  # fmt: skip
    others = others_of(ui, warning)
    links = [_to(ui, outing, f"warnings.{n}.{at}", alone=len(others) == 1) for at, outing in enumerate(others)]
    keep = [_keep(ui, warning)] if _may_keep(ui, warning) else []
    beside = [ft.Row([*links, *keep], wrap=True, spacing=GAP, run_spacing=0)] if links or keep else []
    return ft.Column([said, *beside], spacing=0, tight=True)


def _to(ui: Ui, outing: Outing, identifier: str, *, alone: bool) -> ft.Control:
    """Short: the line above says which one."""
    words = ui.t("warning.see_other") if alone else ui.t("warning.see_place", place=place_name(ui, outing))
    go = lambda: ft.context.page.navigate(f"/schedule/{outing.id}")  # noqa: E731
    said = ui.t("warning.see", date=date_words(ui, outing, day=True))
    return link(ui, words, go, identifier=identifier, icon_name=ft.Icons.EAST, description=said)


def _may_keep(ui: Ui, warning: Warning) -> bool:
    return warning.rule == ScheduleRule.MOVED_TWICE and workers.may_plan(ui.session.worker)


def _keep(ui: Ui, warning: Warning) -> ft.Control:
    return button(
        ui, ui.t("warning.keep"), keeping(ui, moved_from(ui, warning), warning.outing_id), identifier="warnings.keep",
        icon_name=ft.Icons.CHECK,
    )  # fmt: skip
