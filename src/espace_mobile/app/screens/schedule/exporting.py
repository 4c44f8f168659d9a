"""The dates as a file: for a spreadsheet, or for another calendar. Nobody's name is in it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import exports, schedule_export
from espace_mobile.app.actions.schedule_export import Period
from espace_mobile.app.components import Option, button, card, chips, header, heading, loading, page_body, segments
from espace_mobile.app.components.text import muted
from espace_mobile.app.saving import save_bytes
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.domain.team import Team

XLSX, ICS, CSV = "xlsx", "ics", "csv"
_HINTS = {XLSX: "dates_export.xlsx_hint", ICS: "dates_export.ics_hint", CSV: "dates_export.csv_hint"}


@component
def ExportSchedule() -> Any:
    ui = use_ui()
    use_records("outing", "team")
    excel = schedule_export.can_write_workbook()
    period, set_period = use_value(str(Period.TO_COME))
    team, set_team = use_value("")
    form, set_form = use_value(XLSX if excel else ICS)
    making, set_making = use_value(False)
    dates = schedule_export.chosen(ui.replica, Period(period), clock.today(), team)

    async def save() -> None:
        set_making(True)
        try:
            data, digest = await asyncio.to_thread(_file, ui, form, dates)
        finally:
            set_making(False)
        exports.write_down(
            ui.replica, ExportSort.SCHEDULE, ExportFormat(form), ui.session.worker, now=clock.now(),
            span=Span(dates[0].on, dates[-1].on), lines=len(dates), digest=digest,
        )  # fmt: skip
        await save_bytes(ui, f"dates-{dates[0].on}-{dates[-1].on}.{form}", data)

    act = save if dates and not making else None
    return page_body(
        ui, header(ui, ui.t("dates_export.title"), back="/schedule"),
        card(ui, muted(ui, ui.t("dates_export.period"), SMALL), _periods(ui, period, set_period)),
        *_teams(ui, team, set_team),
        card(ui, muted(ui, ui.t("dates_export.format"), SMALL), *_forms(ui, form, set_form, excel)),
        ft.Semantics(
            identifier="dates_export.count", live_region=True, container=True,
            content=heading(ui, ui.tn("dates_export.count", len(dates)) if dates else ui.t("dates_export.none"), 2),
        ),
        loading(ui, ui.t("dates_export.making")) if making else
        button(ui, ui.t("dates_export.save"), act, identifier="dates_export.save", primary=True, field=True,
               icon_name=ft.Icons.FILE_DOWNLOAD_OUTLINED),
        muted(ui, ui.t("dates_export.nobody"), SMALL),
    )  # fmt: skip


def _file(ui: Ui, form: str, dates: Sequence[Outing]) -> tuple[bytes, str]:
    """With the fingerprint of the dates, whatever the form."""
    digest = exports.digest_of([schedule_export.table(ui.replica, dates, ui.words)])
    if form == XLSX:
        return schedule_export.workbook(ui.replica, dates, ui.words, clock.today()), digest
    make = schedule_export.calendar_file if form == ICS else schedule_export.csv_file
    return make(ui.replica, dates, ui.words), digest


def _periods(ui: Ui, chosen: str, choose: Any) -> ft.Control:
    year = clock.today().year
    options = [
        Option(Period.TO_COME, ui.t("dates_export.to_come")),
        Option(Period.THIS_YEAR, ui.t("dates_export.this_year", year=year)),
        Option(Period.NEXT_YEAR, ui.t("dates_export.next_year", year=year + 1)),
        Option(Period.ALL, ui.t("dates_export.all")),
    ]
    return segments(ui, options, chosen, choose, identifier="dates_export.period", name=ui.t("dates_export.period"))


def _teams(ui: Ui, chosen: str, choose: Any) -> list[ft.Control]:
    """Nothing to choose where there is one team."""
    teams = sorted((t for t in ui.replica.all(Team) if t.active), key=lambda t: t.name)
    if len(teams) < 2:
        return []
    options = [Option("", ui.t("dates_export.every_team")), *(Option(t.id, t.name) for t in teams)]
    return [
        card(ui, muted(ui, ui.t("dates_export.team"), SMALL),
             chips(ui, options, [chosen], choose, identifier="dates_export.team"))
    ]  # fmt: skip


def _forms(ui: Ui, chosen: str, choose: Any, excel: bool) -> list[ft.Control]:
    options = [
        *([Option(XLSX, ui.t("dates_export.xlsx"))] if excel else []),
        Option(ICS, ui.t("dates_export.ics")),
        Option(CSV, ui.t("dates_export.csv")),
    ]
    return [
        segments(ui, options, chosen, choose, identifier="dates_export.format", name=ui.t("dates_export.format")),
        muted(ui, ui.t(_HINTS[chosen]), SMALL),
        *([] if excel else [muted(ui, ui.t("dates_export.no_excel"), SMALL)]),
    ]
