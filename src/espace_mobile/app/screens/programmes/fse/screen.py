"""`/programmes/:id/fse`: the participants of some days, what is missing, the indicators, and the file of them."""

from __future__ import annotations

import asyncio
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import fse, schedule_export
from espace_mobile.app.actions.fse import KINDS, Reading
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import (
    Option,
    button,
    card,
    empty_state,
    header,
    heading,
    loading,
    page_body,
    segments,
    title,
    two_panes,
)
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.reading_beside import use_reading_beside
from espace_mobile.app.saving import save_bytes
from espace_mobile.app.screens.programmes.fse.columns import ColumnsLine, ColumnsSheet, columns_now
from espace_mobile.app.screens.programmes.fse.lists import MissingCard, indicators_card
from espace_mobile.app.screens.programmes.fse.words import others_words, withheld_words
from espace_mobile.app.screens.programmes.indicators.period import PeriodChoice, chosen
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.fse import named
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_vocabulary import ExportFormat
from espace_mobile.errors import EspaceError

ENTERED, PRESENT = "entered", "present"


@component
def FseParticipants() -> Any:
    """Tests: `fse.which.{entered|present}`, `fse.count`; those of `PeriodChoice`, `FileCard`, `MissingCard`."""
    ui = use_ui()
    id = ft.use_route_params().get("id", "")
    use_records(Programme.kind)
    draft = use_draft(f"fse.{id}")
    ft.use_state(draft)
    programme = ui.replica.get(Programme, id)
    span = chosen(programme, draft, clock.today()) if programme else None
    present = draft.get("which") == PRESENT
    found = use_reading(id, span, present=present)
    if programme is None:
        return _nothing(ui, "/programmes", ui.t("programme.gone"), ui.t("file.gone_hint"))
    if not programme.fse:
        return _nothing(ui, f"/programmes/{id}", ui.t("fse.off"), ui.t("fse.off_hint"))
    head = header(
        ui, ui.t("fse.title"), above=programme.name, back=f"/programmes/{id}", trail=[SyncPill()], stacked=True
    )
    left: list[ft.Control] = [head, *_count(ui, found), PeriodChoice(programme, draft), _which(ui, draft, present)]
    if span is None:
        return page_body(ui, *left)
    if found is None:
        return page_body(ui, *left, loading(ui, ui.t("fse.reading")))
    left.append(FileCard(id, span, present, len(found.participants)))
    right = [ft.Container(MissingCard(found), key="missing"), indicators_card(ui, found)]
    shown: list[ft.Control] = right if found.participants else []
    if ui.panes:
        return two_panes(ui, left, shown or [_nobody(ui)], shares=(1, 1))
    return page_body(ui, *left, *(shown or [_nobody(ui)]))


def use_reading(programme_id: str, span: Span | None, *, present: bool) -> Reading | None:
    """None while these days are read for the first time; then the last reading stays while another is made."""
    ui, today = use_ui(), clock.today()
    changes = use_records(*KINDS, late=True)
    read = lambda: fse.read(ui.replica, programme_id, span, today, present=present) if span else None  # noqa: E731
    return use_reading_beside((programme_id, span, present, today), changes, read)


def _count(ui: Ui, found: Reading | None) -> list[ft.Control]:
    if found is None:
        return []
    said = ui.tn("fse.count", len(found.participants)) if found.participants else ui.t("fse.nobody")
    others, withheld = others_words(ui, found), withheld_words(ui, found)
    return [
        ft.Semantics(identifier="fse.count", container=True, live_region=True, content=heading(ui, said, 2)),
        *([muted(ui, others, SMALL)] if others else []), *([muted(ui, withheld, SMALL)] if withheld else []),
    ]  # fmt: skip


def _which(ui: Ui, draft: Draft, present: bool) -> ft.Control:
    options = [Option(ENTERED, ui.t("fse.entered")), Option(PRESENT, ui.t("fse.present"))]
    pick = lambda code: draft.set("which", code, redraw=True)  # noqa: E731
    return segments(
        ui, options, PRESENT if present else ENTERED, pick, identifier="fse.which", name=ui.t("fse.which")
    )  # fmt: skip


@component
def FileCard(programme_id: str, span: Span, present: bool, lines: int) -> Any:
    """Tests: `fse.form.{xlsx|csv}`, `fse.columns`, `fse.save`."""
    ui = use_ui()
    excel = schedule_export.can_write_workbook()
    form, set_form = use_value(ExportFormat.XLSX.value if excel else ExportFormat.CSV.value)
    making, set_making = use_value(False)
    editing, edit = use_value(False)

    async def save() -> None:
        session, data = ui.session, b""
        set_making(True)
        try:
            data = await asyncio.to_thread(
                fse.file, session.replica, programme_id, span, ExportFormat(form), session.worker, clock.now(),
                present=present,
            )  # fmt: skip
        except EspaceError as error:
            _refuse(ui, error)
        finally:
            set_making(False)
        if data:
            demo = "demo-" if ui.state.installation.demo else ""
            await save_bytes(ui, f"{demo}fse-{span.since}-{span.until}.{form}", data)

    forms = [Option(ExportFormat.CSV.value, "CSV")]
    forms = [Option(ExportFormat.XLSX.value, ui.t("dates_export.xlsx")), *forms] if excel else forms
    names = named(columns_now(ui))
    return card(
        ui, title(ui, ui.t("fse.file")), muted(ui, ui.t("fse.names" if names else "fse.no_names"), SMALL),
        ColumnsLine(lambda: edit(True)),
        segments(ui, forms, form, set_form, identifier="fse.form", name=ui.t("fse.form")),
        loading(ui, ui.t("fse.making")) if making else
        button(ui, ui.t("fse.save"), save if lines else None, identifier="fse.save", primary=True,
               icon_name=ft.Icons.FILE_DOWNLOAD_OUTLINED),
        *([ColumnsSheet(lambda: edit(False))] if editing else []),
    )  # fmt: skip


def _refuse(ui: Ui, error: EspaceError) -> None:
    def act() -> None:
        raise error

    attempt(ui, act)


def _nobody(ui: Ui) -> ft.Control:
    return empty_state(ui, ft.Icons.PEOPLE_OUTLINE, ui.t("fse.nobody"), ui.t("fse.nobody_hint"))


def _nothing(ui: Ui, back: str, what: str, hint: str) -> ft.Control:
    return page_body(ui, header(ui, ui.t("fse.title"), back=back), empty_state(ui, ft.Icons.EURO, what, hint))
