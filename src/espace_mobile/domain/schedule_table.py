"""Which of somebody's columns is which: in a CSV file, and in each sheet of a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from espace_mobile.domain.csv_table import DELIMITERS, LineError, Row, rows
from espace_mobile.domain.schedule_line import REQUIRED, column_of
from espace_mobile.domain.sheet import HEADER_WITHIN, Sheet, bare
from espace_mobile.domain.text import tidy
from espace_mobile.errors import InputError


class Header(NamedTuple):
    """`columns`: {position: column}; `line`: from 0."""

    line: int
    delimiter: str
    columns: dict[int, str]
    headings: list[str]

    @property
    def missing(self) -> list[str]:
        return [column for column in REQUIRED if column not in self.columns.values()]

    def cells(self, row: Row, day_shift: int = 0) -> dict[str, str] | LineError:
        """{column: text}; an error for what stands beyond the headings."""
        beyond = row.cells[len(self.headings) :]
        if any(cell.strip() for cell in beyond):
            return LineError(row.line, None, "too_many_cells", tidy(beyond[0]))
        cells = {column: bare(row.cells[at]) for at, column in self.columns.items() if at < len(row.cells)}
        if day_shift and re.fullmatch(r"\d{1,5}", cells.get("date", ""), re.ASCII):
            cells["date"] = str(int(cells["date"]) + day_shift)
        return cells

    def errors(self, sheet: str = "") -> Iterator[LineError]:
        """A heading nobody reads is told: a typing error there would silently drop a whole column."""
        for at, heading in enumerate(self.headings):
            if heading and at not in self.columns:
                yield LineError(self.line + 1, None, "unknown_column", heading, sheet)


def csv_header(lines: list[str]) -> Header:
    """The first line that names every required column. Raises `InputError` (`file`, `no_header`, missing)."""
    candidates = [
        header_of(at, next(rows(lines, d, at), None), d)
        for at in range(min(HEADER_WITHIN, len(lines)))
        for d in DELIMITERS
    ]
    return _first(candidates)


def sheet_header(sheet: Sheet) -> Header:
    """Raises like `csv_header`."""
    return _first([header_of(row.line - 1, row, "") for row in sheet.rows[:HEADER_WITHIN]])


def header_of(at: int, row: Row | LineError | None, delimiter: str) -> Header:
    headings = [tidy(cell) for cell in row.cells] if isinstance(row, Row) and row.line == at + 1 else []
    columns: dict[int, str] = {}
    # « Jour » beside « Date » is the day of the week.
    for position, heading in sorted(enumerate(headings), key=lambda each: each[1].casefold() == "jour"):
        column = column_of(heading)
        if column is not None and column not in columns.values():
            columns[position] = column
    return Header(at, delimiter, columns, headings)


def _first(candidates: Sequence[Header]) -> Header:
    for header in candidates:
        if not header.missing:
            return header
    best = max(candidates, key=lambda header: len(set(header.columns.values())), default=None)
    raise InputError("file", "no_header", missing=", ".join(best.missing if best else REQUIRED))
