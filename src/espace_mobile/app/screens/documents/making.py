"""The papers as files: filled in with what the register knows of the association."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from espace_mobile.app.actions.association import association_name, contact_lines
from espace_mobile.app.theme import FONTS, REGULAR, assets_folder
from espace_mobile.app.ui import Ui
from espace_mobile.reports.duty_sheet import DutySheet, duty_sheet, duty_tables
from espace_mobile.reports.notice_sheet import NoticeSheets, notice_sheets
from espace_mobile.reports.paper import PrinterMissing
from espace_mobile.reports.workbook import write_workbook
from espace_mobile.templates import duties, notices

NAMES = {"register": "registre-des-traitements", "dpia": "analyse-d-impact"}


def notices_pdf(ui: Ui, languages: tuple[str, ...], now: datetime) -> bytes:
    """Raises `PrinterMissing` on a tablet."""
    name, contact = association_name(ui.replica, ui.session.membership.org_name), contact_lines(ui.replica)
    told = tuple(notices.notice(language).filled(name, contact) for language in languages)
    return notice_sheets(NoticeSheets(told, ui.t("documents.notices"), now, _demo(ui)), _fonts())


def duty_pdf(ui: Ui, code: str, now: datetime) -> bytes:
    """Raises `PrinterMissing` on a tablet."""
    printed = ui.t("documents.printed", day=ui.words.day(now.date(), year=True))
    heading = ui.t("documents.to_fill_in", version=duties.VERSION)
    sheet = DutySheet(_duty(ui, code), heading, printed, now, ui.t("documents.page"), _demo(ui))
    return duty_sheet(sheet, _fonts())


def duty_workbook(ui: Ui, code: str, now: datetime) -> bytes:
    """To be filled in. Raises `PrinterMissing` on a tablet."""
    told = _duty(ui, code)
    try:
        return write_workbook(duty_tables(told), told.title, now)
    except ImportError as e:
        raise PrinterMissing() from e


def _duty(ui: Ui, code: str) -> duties.Duty:
    name = association_name(ui.replica, ui.session.membership.org_name)
    return duties.duty(code, {"association": name, "contact": " · ".join(contact_lines(ui.replica))})


def _demo(ui: Ui) -> str:
    return ui.t("sheet.demo") if ui.state.installation.demo else ""


def _fonts() -> Path:
    return (assets_folder() / FONTS[REGULAR]).parent
