from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from espace_mobile.domain.text import tidy
from espace_mobile.reports.workbook import Table, write_workbook
from espace_mobile.reports.workbook_reading import read_workbook

MADE = datetime(2026, 11, 21, tzinfo=UTC)
TABLE = Table(
    "Planning", ["Date", "Début", "Lieu", "Dates"],
    [[date(2027, 1, 14), time(9), "=1+1", 3], [date(2027, 1, 15), None, "Gare", 4], [None, None, "Total", 7]],
    total=True,
)  # fmt: skip


def test_dates_are_dates_and_the_header_stays() -> None:
    book = load_workbook(BytesIO(write_workbook([TABLE, Table("Vide", ["A"], [])], "Dates", MADE)))
    sheet, day = book["Planning"], datetime.fromisoformat("2027-01-14")  # a cell knows no time zone
    assert (sheet["A2"].value, sheet["A2"].is_date, sheet["B2"].value) == (day, True, time(9))
    assert (sheet["A2"].number_format, sheet["B2"].number_format) == ("dd/mm/yyyy", "hh:mm")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D3")  # the total is not filtered away
    assert sheet["A1"].font.bold
    assert sheet["C4"].font.bold
    assert sheet.column_dimensions["A"].width >= 10
    assert book.sheetnames == ["Planning", "Vide"]


def test_text_is_never_a_formula() -> None:
    for said in ("=1+1", "+33", "-x", "@SUM(A1)", '=HYPERLINK("http://exemple.invalid")'):
        data = write_workbook([Table("T", ["A"], [[said]])], "T", MADE)
        cell = load_workbook(BytesIO(data)).active["A2"]
        assert (cell.value, cell.data_type, cell.quotePrefix) == (said, "s", True)


@settings(max_examples=30)
@given(st.lists(st.text(max_size=20), max_size=6))
def test_what_is_written_is_read_back(cells: list[str]) -> None:
    (sheet,) = read_workbook(write_workbook([Table("T", ["A"], [[cell] for cell in cells])], "T", MADE))
    assert [row.cells[0] for row in sheet.rows[1:]] == [tidy(cell) for cell in cells if tidy(cell)]


def test_a_text_that_is_too_long_for_a_cell_is_cut_and_says_so() -> None:
    data = write_workbook([Table("T", ["A"], [["a" * 40_000]])], "T", MADE)
    said = load_workbook(BytesIO(data)).active["A2"].value
    assert (len(said), said[-2:]) == (32_767, "a…")


@pytest.mark.parametrize("hidden", ["\uffff", "\ufffe", "\x00", "\x0b", "\u202e"])
def test_a_character_that_is_none_leaves_the_workbook_readable(hidden: str) -> None:
    data = write_workbook([Table("T", ["A"], [[f"a{hidden}b"]])], "T", MADE)
    assert load_workbook(BytesIO(data)).active["A2"].value in ("ab", "a b")


def test_amounts_are_numbers_and_the_same_tables_of_the_same_day_are_the_same_bytes() -> None:
    tables = [TABLE, Table("Budget", ["Montant"], [[Decimal("3950.50")]])]
    data = write_workbook(tables, "Dates", MADE)
    cell = load_workbook(BytesIO(data))["Budget"]["A2"]
    assert (cell.value, cell.number_format) == (3950.5, "#,##0.00")
    assert data == write_workbook(tables, "Dates", MADE)
    assert data != write_workbook(tables, "Dates", MADE.replace(day=22))
    with ZipFile(BytesIO(data)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
