"""A CSV file from anybody's spreadsheet, as rows with their line numbers. A bad line never costs its neighbours."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass

from espace_mobile.errors import InputError

DELIMITERS = (";", ",", "\t")
_LONGEST_ROW = 20  # lines; a quote that is still open then was never closed
_SHOWN = 80  # characters of a bad line


@dataclass(frozen=True, slots=True)
class LineError:
    """`line` counts from 1, in the file. `column`: the column at fault, None for the line as a whole.

    `reason`: stable code. `value`: what stands there; to be shown to who imports, never logged. `sheet`: of a workbook.
    Of a calendar, `line` counts its events.
    """

    line: int
    column: str | None
    reason: str
    value: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: list[str]


def decode(source: bytes | str) -> str:
    """UTF-8, UTF-16 when a mark says so, else Windows-1252. Line ends become « \\n ».

    Raises `InputError`: (`file`, `not_text`) or (`file`, `empty`).
    """
    text = source if isinstance(source, str) else _decoded(source)
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise InputError("file", "not_text")
    if not text.strip():
        raise InputError("file", "empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def rows(lines: list[str], delimiter: str, first: int = 0) -> Iterator[Row | LineError]:
    """From `lines[first]` on; empty rows are skipped."""
    at = first
    while at < len(lines):
        used = 1
        if '"' not in lines[at]:
            cells = lines[at].split(delimiter)
        else:
            try:
                cells, used = _quoted(lines[at : at + _LONGEST_ROW], delimiter)
            except csv.Error:
                yield LineError(at + 1, None, "quotes", lines[at][:_SHOWN])
                cells = []
        if any(cell.strip() for cell in cells):
            yield Row(at + 1, cells)
        at += used


def _decoded(source: bytes) -> str:
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return source.decode("utf-16", errors="replace")
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError:
        # Five bytes are undefined in Windows-1252; a file with one of them is still worth reading.
        return source.decode("cp1252", errors="replace")


def _quoted(lines: list[str], delimiter: str) -> tuple[list[str], int]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, skipinitialspace=True, strict=True)
    return next(reader), reader.line_num
