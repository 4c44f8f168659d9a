"""The figures as a file: which, what will be hidden and why, then one tap. Nobody is in it."""

from __future__ import annotations

import asyncio
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import dashboard, exports, indicator_files, schedule_export
from espace_mobile.app.actions.indicator_files import Outlook
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import (
    Option,
    banner,
    button,
    card,
    header,
    heading,
    link,
    loading,
    page_body,
    segments,
    title,
)
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.reading_beside import use_reading_beside
from espace_mobile.app.saving import save_bytes
from espace_mobile.app.screens.dashboard.asked import EXPORT, PATH, use_asked
from espace_mobile.app.screens.dashboard.words import by_words, days_words, value_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.dashboard import By, Filters
from espace_mobile.domain.report_settings import THRESHOLDS, ReportSettings
from espace_mobile.domain.report_vocabulary import ExportFormat
from espace_mobile.errors import EspaceError

_HINTS = {
    ExportFormat.XLSX: "figures_export.xlsx_hint", ExportFormat.CSV: "figures_export.csv_hint",
    ExportFormat.JSON: "figures_export.json_hint",
}  # fmt: skip


@component
def ExportFigures() -> Any:
    """Tests: `figures_export.format.{xlsx|csv|json}`, `figures_export.under.{5|11}`, `figures_export.hidden`,
    `figures_export.refused`, `figures_export.save`, `figures_export.log`."""
    ui = use_ui()
    asked = use_asked(ui.session.worker, EXPORT)
    excel = schedule_export.can_write_workbook()
    form, choose = use_value((ExportFormat.XLSX if excel else ExportFormat.CSV).value)
    making, set_making = use_value(False)
    refusal, refuse = use_value("")
    found = use_outlook(asked.filters, asked.query)

    async def save() -> None:
        refuse("")
        set_making(True)
        demo = ui.t("indicator_file.demo") if ui.state.installation.demo else ""
        try:
            data = await asyncio.to_thread(
                indicator_files.file, ui.replica, asked.filters, ExportFormat(form), ui.session.worker, ui.words,
                clock.now(), demo=demo,
            )  # fmt: skip
        except EspaceError as e:
            refuse(ui.error(e))
        else:
            span, mark = asked.filters.span, "demo-" if demo else ""
            await save_bytes(ui, f"{mark}{ui.t('figures_export.file')}-{span.since}-{span.until}.{form}", data)
        finally:
            set_making(False)

    may = save if found and not found.refused and not making else None
    log = link(ui, ui.t("exports.title"), lambda: ft.context.page.navigate("/exports"), identifier="figures_export.log")
    return page_body(
        ui, header(ui, ui.t("figures_export.title"), back="?".join([PATH, asked.query])),
        _what(ui, asked.filters), _forms(ui, form, choose, excel), _hiding(ui, found),
        *([banner(ui, refusal, identifier="figures_export.refused")] if refusal else []),
        loading(ui, ui.t("figures_export.making")) if making else
        button(ui, ui.t("figures_export.save"), may, identifier="figures_export.save", primary=True,
               icon_name=ft.Icons.FILE_DOWNLOAD_OUTLINED),
        muted(ui, ui.t("figures_export.leaves"), SMALL), ft.Row([log]),
    )  # fmt: skip


def use_outlook(filters: Filters, query: str) -> Outlook | None:
    """Of these filters; None while it is counted, on another thread."""
    ui = use_ui()
    changes = use_records(*dashboard.KINDS, late=True) + use_records(ReportSettings.kind)
    return use_reading_beside(query, changes, lambda: indicator_files.outlook(ui.replica, filters))


def _what(ui: Ui, filters: Filters) -> ft.Control:
    against = filters.against
    labels = {by: dashboard.labels(ui.replica, ui.words, by) for by in By if filters.only.get(by)}
    compared = [muted(ui, ui.t("figures_export.against", days=days_words(ui, against)))] if against else []
    only = [
        muted(ui, ui.t("indicator_file.only", what=by_words(ui, by)) + " — " + ui.words.listing(
            sorted(value_words(ui, labels, by, value) for value in filters.only[by])))
        for by in labels
    ]  # fmt: skip
    return card(ui, label(ui, days_words(ui, filters.span)), *compared, *only)


def _forms(ui: Ui, chosen: str, choose: Any, excel: bool) -> ft.Control:
    options = [
        *([Option(ExportFormat.XLSX.value, ui.t("dates_export.xlsx"))] if excel else []),
        Option(ExportFormat.CSV.value, ui.words.label(ExportFormat.CSV)),
        Option(ExportFormat.JSON.value, ui.t("figures_export.json")),
    ]
    return card(
        ui, title(ui, ui.t("dates_export.format")),
        segments(ui, options, chosen, choose, identifier="figures_export.format", name=ui.t("dates_export.format")),
        muted(ui, ui.t(_HINTS[ExportFormat(chosen)]), SMALL),
        *([] if excel else [muted(ui, ui.t("dates_export.no_excel"), SMALL)]),
    )  # fmt: skip


def _hiding(ui: Ui, found: Outlook | None) -> ft.Control:
    under = exports.settings(ui.replica).hidden_under
    choose = lambda code: attempt(ui, lambda: exports.hide_under(ui.replica, int(code), ui.session.worker))  # noqa: E731
    options = [Option(str(n), ui.t("figures_export.fewer", n=n)) for n in THRESHOLDS]
    name = ui.t("figures_export.under")
    return card(
        ui, title(ui, name),
        segments(ui, options, str(under), choose, identifier="figures_export.under", name=name),
        loading(ui, ui.t("figures_export.counting")) if found is None else _told(ui, found),
        muted(ui, ui.t("figures_export.why"), SMALL),
    )  # fmt: skip


def _told(ui: Ui, found: Outlook) -> ft.Control:
    if found.refused:
        return banner(ui, ui.t("input.filters.too_few", under=found.under), identifier="figures_export.too_few")
    words = ui.tn("figures_export.hidden", found.hidden, of=ui.words.number(found.numbers))
    return ft.Semantics(
        identifier="figures_export.hidden", live_region=True, container=True,
        content=heading(ui, words if found.hidden else ui.t("figures_export.none_hidden"), 2),
    )  # fmt: skip
