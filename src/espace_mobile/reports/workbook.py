"""Tables as an Excel workbook: real dates and times, a header that stays, and text that no spreadsheet computes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from espace_mobile.domain.text import tidy
from espace_mobile.reports.archive import packed_again

Cell = str | int | Decimal | date | time | None  # a Decimal: an amount, with two digits after the point
_DAY, _HOUR, _AMOUNT = "dd/mm/yyyy", "hh:mm", "#,##0.00"
_HEADER, _TOTAL = "FFDCE6E2", "FFF2F2F2"
_NARROW, _WIDE = 8, 44  # characters
_LONGEST = 32_767  # characters of a cell: a spreadsheet refuses more


@dataclass(frozen=True)
class Table:
    """One sheet. `total`: whether its last row is the sum of the others; `prose`: sentences, on as many lines as they
    take."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    total: bool = False
    prose: bool = False


def write_workbook(tables: Sequence[Table], title: str, made_at: datetime) -> bytes:
    """An .xlsx file: the same tables, the same bytes but for the day. Raises `ImportError` where openpyxl is not
    installed (a tablet)."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = title, "Espace Mobile"
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None)
    for table in tables:
        _write(book.create_sheet(table.name), table)
    data = BytesIO()
    with ZipFile(data, "w", ZIP_STORED) as parts:
        ExcelWriter(book, parts).write_data()  # `book.save` would write the hour of now over `modified`
    return packed_again(data.getvalue())


def _write(sheet: Any, table: Table) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for line, row in enumerate([table.headings, *table.rows], 1):
        for column, value in enumerate(row, 1):
            _put(sheet.cell(line, column), value)
    bold = [1, *([len(table.rows) + 1] if table.total and table.rows else [])]
    for line in bold:
        for cell in sheet[line]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor=_HEADER if line == 1 else _TOTAL)
            cell.alignment = Alignment(vertical="center")
    for row in sheet.iter_rows(min_row=2) if table.prose else ():
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    last = get_column_letter(len(table.headings))
    filtered = len(table.rows) + 1 - (1 if table.total and table.rows else 0)
    sheet.freeze_panes, sheet.auto_filter.ref = "A2", f"A1:{last}{filtered}"
    for column in range(1, len(table.headings) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _width(table, column - 1)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _put(cell: Any, value: Cell) -> None:
    """Text stays text, even when it begins as a formula does, and also once somebody has edited the cell beside it."""
    if isinstance(value, str):
        cell.value = _fitting(tidy(value)) or None
        if cell.value is not None:
            cell.data_type, cell.quotePrefix = "s", True
        return
    cell.value = value
    if isinstance(value, Decimal):
        cell.number_format = _AMOUNT
    elif isinstance(value, date | time):
        cell.number_format = _DAY if isinstance(value, date) else _HOUR


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _width(table: Table, column: int) -> int:
    longest = max(len(_shown(row[column])) for row in [table.headings, *table.rows])
    return min(_WIDE, max(_NARROW, longest + 3))  # the arrow of the filter


def _shown(value: Cell) -> str:
    if isinstance(value, date):
        return "00/00/0000"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return "00:00" if isinstance(value, time) else str(value if value is not None else "")
