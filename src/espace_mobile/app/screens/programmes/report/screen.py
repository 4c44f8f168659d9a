"""The balance of a programme: over which days, for whom, with which texts; then a file, by one tap."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import balance, exports, schedule_export
from espace_mobile.app.actions.indicator_facts import KINDS
from espace_mobile.app.components import (
    Option,
    button,
    card,
    chips,
    empty_state,
    header,
    link,
    loading,
    notify,
    page_body,
    segments,
    switch,
    title,
)
from espace_mobile.app.components.text import label, muted, text
from espace_mobile.app.reading_beside import use_reading_beside
from espace_mobile.app.saving import save_bytes
from espace_mobile.app.screens.programmes.indicators.words import span_words
from espace_mobile.app.screens.programmes.report.making import Asked, file_name, made
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import ProgrammeText
from espace_mobile.domain.report_settings import ReportSettings
from espace_mobile.domain.report_vocabulary import ExportFormat
from espace_mobile.errors import EspaceError

_SHARED, _INTERNAL = "shared", "internal"
_PERIODS = {
    balance.THIS_YEAR: "indicators.this_year", balance.LAST_YEAR: "indicators.last_year",
    balance.OWN_YEAR: "indicators.own_year", balance.WHOLE: "balance.whole",
}  # fmt: skip
_SHOWN = 400  # characters of a text before it is opened on the sheet


@component
def Report() -> Any:
    """Tests: `report.period.{code}`, `report.version.{shared|internal}`, `report.hidden`, `report.text.{n}`,
    `report.texts`, `report.pdf`, `report.xlsx`, `report.csv`."""
    ui, today = use_ui(), clock.today()
    id = ft.use_route_params().get("id", "")
    use_records(Programme.kind, ProgrammeText.kind)
    period, set_period = use_value(balance.THIS_YEAR)
    version, set_version = use_value(_SHARED)
    left_out, leave_out = use_value(frozenset[str]())
    making, set_making = use_value("")
    programme = ui.replica.get(Programme, id)
    spans = balance.periods(programme, today) if programme else {}
    span = spans.get(period) or spans.get(balance.THIS_YEAR)
    asked = Asked(span, version == _INTERNAL, left_out) if span else None
    hidden = use_hidden(programme, asked)
    if programme is None or asked is None:
        said = empty_state(ui, ft.Icons.HUB_OUTLINED, ui.t("programme.gone"), ui.t("file.gone_hint"))
        return page_body(ui, header(ui, ui.t("balance.kind"), back="/programmes"), said)

    def saver(format: ExportFormat) -> Callable[[], Coroutine[Any, Any, None]]:
        async def save() -> None:
            set_making(format.value)
            try:
                data = await asyncio.to_thread(made, ui, programme, asked, format)
                await save_bytes(ui, file_name(programme, asked, format), data)
            except EspaceError as e:
                notify(ui, ui.error(e))
            finally:
                set_making("")

        return save

    return page_body(
        ui, header(ui, ui.t("balance.title"), above=programme.name, back=f"/programmes/{id}"),
        card(ui, title(ui, ui.t("sheet.period")),
             chips(ui, [Option(code, ui.t(_PERIODS[code])) for code in spans], [period], set_period,
                   identifier="report.period"),
             label(ui, span_words(ui, asked.span))),
        _version(ui, version, set_version, hidden),
        _texts(ui, programme, asked, leave_out),
        loading(ui, ui.t("balance.making")) if making else _files(ui, saver),
        muted(ui, ui.t("balance.leaves"), SMALL),
    )  # fmt: skip


def use_hidden(programme: Programme | None, asked: Asked | None) -> int | None:
    """How many values the shared version will not tell; None while that is counted, on another thread."""
    ui, today = use_ui(), clock.today()
    changes = use_records(*KINDS, ReportSettings.kind, late=True)

    def count() -> int:
        if programme is None or asked is None:
            return 0
        under = exports.settings(ui.replica).hidden_under
        return balance.counts(ui.replica, programme, asked.span, today, under).hidden

    return use_reading_beside((programme and programme.id, asked and asked.span), changes, count)


def _version(ui: Ui, version: str, choose: Callable[[str], None], hidden: int | None) -> ft.Control:
    options = [Option(_SHARED, ui.t("balance.shared")), Option(_INTERNAL, ui.t("balance.internal"))]
    under = exports.settings(ui.replica).hidden_under
    if version == _INTERNAL:
        said = ui.t("balance.internal_why")
    elif hidden is None:
        said = ui.t("indicators.counting")
    else:
        said = ui.tn("balance.will_hide", hidden, under=under) if hidden else ui.t("balance.hides_none", under=under)
    told = ft.Semantics(identifier="report.hidden", live_region=True, container=True, content=text(ui, said))
    name = ui.t("balance.version")
    return card(
        ui, title(ui, name), segments(ui, options, version, choose, identifier="report.version", name=name), told
    )  # fmt: skip


def _texts(ui: Ui, programme: Programme, asked: Asked, leave_out: Callable[[frozenset[str]], None]) -> ft.Control:
    """Each may be left out: whoever writes of a group may write of somebody."""
    found = balance.texts(ui.replica, programme.id, asked.span)

    def toggler(id: str) -> Callable[[bool], None]:
        return lambda taken: leave_out(asked.left_out - {id} if taken else asked.left_out | {id})

    drawn: list[ft.Control] = []
    for n, t in enumerate(found):
        name = ui.t("balance.written_on", sort=ui.words.label(t.sort), day=ui.words.short_day(t.on, year=True))
        drawn.append(switch(ui, name, t.id not in asked.left_out, toggler(t.id), identifier=f"report.text.{n}"))
        drawn.append(text(ui, _short(t.text or "")))
    nothing = [] if drawn else [muted(ui, ui.t("balance.no_text"))]
    write = link(
        ui, ui.t("balance.write"), lambda: ft.context.page.navigate(f"/programmes/{programme.id}/sheet"),
        identifier="report.texts", icon_name=ft.Icons.EDIT_OUTLINED,
    )  # fmt: skip
    hint = [muted(ui, ui.t("balance.names_nobody"), SMALL)] if drawn else []
    return card(ui, title(ui, ui.t("balance.texts")), *drawn, *nothing, *hint, ft.Row([write], wrap=True))


def _short(said: str) -> str:
    return said if len(said) <= _SHOWN else said[:_SHOWN].rsplit(" ", 1)[0] + "…"


def _files(ui: Ui, saver: Callable[[ExportFormat], Callable[[], Coroutine[Any, Any, None]]]) -> ft.Control:
    pdf = button(ui, ui.t("balance.pdf"), saver(ExportFormat.PDF), identifier="report.pdf", primary=True,
                 icon_name=ft.Icons.PICTURE_AS_PDF_OUTLINED)  # fmt: skip
    more = {ExportFormat.XLSX: ("balance.xlsx", ft.Icons.TABLE_CHART_OUTLINED),
            ExportFormat.CSV: ("balance.csv", ft.Icons.FOLDER_ZIP_OUTLINED)}  # fmt: skip
    if not schedule_export.can_write_workbook():
        del more[ExportFormat.XLSX]
    others = [
        button(ui, ui.t(key), saver(format), identifier=f"report.{format}", icon_name=sign)
        for format, (key, sign) in more.items()
    ]
    return ft.Column([pdf, *others], spacing=GAP)
