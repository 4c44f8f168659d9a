from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from espace_mobile.reports.sheet_xml import Rows, area_of, number_of, shared_texts
from espace_mobile.reports.workbook_reading import cell_text, read_workbook

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1, max_size=12)
DAYS = st.dates(date(1901, 1, 1), date(2100, 1, 1))
MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(microsecond=0))  # noqa: DTZ001
CELLS = st.one_of(st.none(), TEXTS, st.integers(-(10**9), 10**9), st.booleans(), DAYS, MOMENTS, st.floats(-1e6, 1e6))


def rows(xml: str) -> Rows:
    read = Rows(100, 40, lambda _: None)
    read.read(BytesIO(xml.encode()))
    return read


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), min_size=1, max_size=6))
def test_cells_say_what_the_library_that_wrote_them_reads(lines: list[list[Any]]) -> None:
    book, data = Workbook(), BytesIO()
    for line in lines:
        book.active.append([f"\u2022{cell}" if isinstance(cell, str) else cell for cell in line])
    book.save(data)
    expected = [
        [cell_text(value) for value in row]
        for row in load_workbook(BytesIO(data.getvalue()), data_only=True).active.iter_rows(values_only=True)
    ]
    found = {row.line: row.cells for row in read_workbook(data.getvalue())[0].rows}
    for at, cells in enumerate(expected, 1):
        while cells and not cells[-1]:
            cells.pop()
        assert found.get(at, []) == cells


def test_names_may_have_a_prefix_and_references_may_be_missing() -> None:
    read = rows('<x:sheetData xmlns:x="u"><x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData>')
    assert [(line, [(cell.column, cell.said) for cell in cells]) for line, cells in read.rows] == [
        (1, [(1, "1"), (2, "2")])
    ]


def test_computed_cells_are_told_with_those_never_computed() -> None:
    read = rows('<d><row r="3"><c r="B3"><f>A1</f><v>5</v></c><c r="C3"><f>A2</f></c></row></d>')
    assert (read.formulas, read.blank) == ({(3, 2), (3, 3)}, {3})


def test_how_a_text_is_pronounced_is_no_part_of_it() -> None:
    xml = "<sst><si><r><t>Cha</t></r><r><t>ton</t></r><rPh><t>shaton</t></rPh></si><si><t/></si></sst>"
    assert shared_texts(BytesIO(xml.encode())) == ["Chaton", ""]


def test_references_are_counted_from_one() -> None:
    assert (number_of("AA"), area_of("B2:C10"), area_of("B2")) == (27, (2, 10, 2, 3), None)
