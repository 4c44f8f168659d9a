"""The file of a balance, in one form or another: all say the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time

from espace_mobile.app import clock
from espace_mobile.app.actions import balance as balances
from espace_mobile.app.actions import exports
from espace_mobile.app.screens.programmes.indicators.words import span_words
from espace_mobile.app.screens.programmes.report.paper import sheet_of
from espace_mobile.app.screens.programmes.report.tables import tables
from espace_mobile.app.theme import FONTS, REGULAR, assets_folder
from espace_mobile.app.ui import Ui
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.domain.text import folded
from espace_mobile.reports.archive import archive
from espace_mobile.reports.balance import balance as paper
from espace_mobile.reports.workbook import Table, write_workbook

ENDINGS = {ExportFormat.PDF: "pdf", ExportFormat.XLSX: "xlsx", ExportFormat.CSV: "zip"}


@dataclass(frozen=True)
class Asked:
    """What is to be in it. `left_out`: texts, by id."""

    span: Span
    internal: bool = False
    left_out: frozenset[str] = frozenset()


def made(ui: Ui, programme: Programme, asked: Asked, format: ExportFormat) -> bytes:
    """The file, written down before it is handed over. Work: seconds at most, off the page's thread.

    Raises `InputError` (`record`, `supervisor_only`), `PrinterMissing`, `ImportError` (no workbook on a tablet).
    """
    session = ui.session
    exports.check_may_export(session.replica, session.worker)
    found = balances.gather(session.replica, programme, asked.span, clock.today(), internal=asked.internal,
                            left_out=asked.left_out)  # fmt: skip
    told = tables(ui, found)
    data = _drawn(ui, found, told, format)
    exports.write_down(
        session.replica, ExportSort.BALANCE, format, session.worker, now=clock.now(), programme_id=programme.id,
        span=asked.span, lines=sum(len(table.rows) for table in told), hidden_under=found.hidden_under,
        digest=exports.digest_of(told),
    )  # fmt: skip
    return data


def file_name(programme: Programme, asked: Asked, format: ExportFormat) -> str:
    """« bilan-cepourmoi-2026-01-01-2026-12-31.pdf »; the internal version says so."""
    name = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in folded(programme.name)).split())[:40]
    parts = ("bilan", name, f"{asked.span.since}", f"{asked.span.until}", "interne" if asked.internal else "")
    return "-".join(filter(None, parts)) + f".{ENDINGS[format]}"


def _drawn(ui: Ui, found: balances.Balance, told: list[Table], format: ExportFormat) -> bytes:
    if format == ExportFormat.PDF:
        return paper(sheet_of(ui, found), (assets_folder() / FONTS[REGULAR]).parent)
    if format == ExportFormat.XLSX:
        title = f"{found.programme.name} · {span_words(ui, found.span)}"
        return write_workbook(told, title, datetime.combine(found.today, time.min, UTC))
    return archive({f"{n:02} {table.name}.csv": exports.csv_bytes(table) for n, table in enumerate(told, 1)})
