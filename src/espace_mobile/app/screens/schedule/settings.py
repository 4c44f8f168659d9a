"""What the schedule of the association goes by: its zone of school holidays, how many dates it wants a year."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import schedule_settings
from espace_mobile.app.actions.school_calendar import school_calendar
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, card, chips, header, link, page_body, stepper, switch, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.noting import note
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.schedule_settings import ScheduleSettings
from espace_mobile.domain.schedule_vocabulary import SchoolZone

_STEP = 5  # dates
_TOLD = {
    SchoolZone.A: "schedule_settings.a", SchoolZone.B: "schedule_settings.b", SchoolZone.C: "schedule_settings.c",
    SchoolZone.CORSICA: "schedule_settings.corsica",
}  # fmt: skip
_NONE = "none"


@component
def ScheduleSettingsScreen() -> Any:
    ui = use_ui()
    use_records(ScheduleSettings.kind)
    now = schedule_settings.settings(ui.replica)
    head = header(ui, ui.t("schedule_settings.title"), back="/schedule", trail=[SyncPill()])
    return page_body(ui, head, _zone(ui, now), _target(ui, now), _day_sheet(ui, now))


def _zone(ui: Ui, now: ScheduleSettings) -> ft.Control:
    session = ui.session

    def choose(code: str) -> None:
        zone = None if code == _NONE else SchoolZone(code)
        if zone != now.school_zone:
            note(ui, lambda: schedule_settings.choose_zone(session.replica, zone, session.worker),
                 ui.t("schedule_settings.done"))  # fmt: skip

    options = [Option(zone, ui.words.label(zone)) for zone in SchoolZone]
    options.append(Option(_NONE, ui.t("schedule_settings.none")))
    known = school_calendar(now.school_zone)
    told = [ui.t(_TOLD[now.school_zone])] if now.school_zone in _TOLD else []
    until = ui.t("schedule_settings.until", day=ui.words.short_day(known.until, year=True)) if known else ""
    return card(
        ui, title(ui, ui.t("schedule_settings.zone")), muted(ui, ui.t("schedule_settings.zone_hint")),
        chips(ui, options, [now.school_zone or _NONE], choose, identifier="settings.zone"),
        *(muted(ui, words, SMALL) for words in (*told, until) if words),
    )  # fmt: skip


def _target(ui: Ui, now: ScheduleSettings) -> ft.Control:
    session, dates = ui.session, now.dates_a_year

    def want(count: int) -> Any:
        if count not in schedule_settings.DATES:
            return None
        return lambda: attempt(ui, lambda: schedule_settings.want_dates(session.replica, count, session.worker))

    less, more = (dates - 1) // _STEP * _STEP, dates // _STEP * _STEP + _STEP
    return card(
        ui,
        stepper(ui, ui.t("schedule_settings.target"), ui.words.number(dates), less=want(less), more=want(more),
                identifier="settings.dates", room=64),
        muted(ui, ui.t("schedule_settings.target_hint"), SMALL),
    )  # fmt: skip


def _day_sheet(ui: Ui, now: ScheduleSettings) -> ft.Control:
    """What the sheet of a day shows: what to load, the weather."""
    session = ui.session

    def turn(on: bool) -> None:
        attempt(ui, lambda: schedule_settings.ask_forecasts(session.replica, on, session.worker))

    edit = lambda: ft.context.page.navigate("/schedule/equipment")  # noqa: E731
    return card(
        ui, title(ui, ui.t("day_sheet.title")),
        switch(ui, ui.t("schedule_settings.forecast"), now.forecast, turn, identifier="settings.forecast",
               detail=ui.t("forecast.told")),
        ft.Row([link(ui, ui.t("day_sheet.edit_list"), edit, identifier="settings.equipment",
                     icon_name=ft.Icons.CHECKLIST)], wrap=True),
    )  # fmt: skip
