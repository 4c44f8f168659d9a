"""An Excel workbook as text, sheet by sheet: never more of it than a schedule needs, whatever it claims to hold."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from importlib.util import find_spec
from io import BytesIO
from typing import Any, NamedTuple

from espace_mobile.domain.csv_table import Row
from espace_mobile.domain.schedule_sources import MOST_LINES
from espace_mobile.domain.schedule_table import Sheet

MOST_BYTES = 32 << 20  # unpacked: a year of a schedule takes less than one
MOST_COLUMNS, MOST_SHEETS = 40, 50
_STEP = 500  # rows between two ticks
_OLE, _ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_SPREADSHEET = "xl/workbook.xml"
_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_DAYS_1904 = 1462  # between the two calendars of Excel
Tick = Callable[[int], object]


class Unreadable(Exception):
    """`reason`: `protected`, `old_excel`, `not_workbook`, `too_big`, `damaged`, or `no_excel` (the library is not on
    this device)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Area(NamedTuple):
    """Rows and columns, from 1, both ends included."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass
class _Marks:
    """What openpyxl doesn't say while it streams. `blank`: the rows of formulas without a value."""

    merged: list[_Area] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)


def looks_like_workbook(source: bytes) -> bool:
    """Or like any other file of an office: `read_workbook` says which."""
    return source.startswith((_OLE, _ZIP))


def can_read() -> bool:
    """Tablets don't carry the library."""
    return find_spec("openpyxl") is not None


def read_workbook(source: bytes, tick: Tick = lambda _: None) -> list[Sheet]:
    """Dates ISO text, times « 09:30 », numbers without useless zeros.

    Raises `Unreadable`. `tick`: told how many rows were read, now and then; what it raises goes through.
    """
    if source.startswith(_OLE):
        raise Unreadable("protected" if _ENCRYPTED in source else "old_excel")
    if not can_read():
        raise Unreadable("no_excel")
    stopped: list[Exception] = []

    def told(n: int) -> None:
        try:
            tick(n)
        except Exception as e:
            stopped.append(e)
            raise

    try:
        with zipfile.ZipFile(BytesIO(source)) as packed:
            _check(packed)
            return list(_sheets(source, packed, told))
    except Exception as e:  # whatever a damaged file does to the libraries, a dozen sorts of it
        if isinstance(e, Unreadable) or e in stopped:
            raise
        raise Unreadable("damaged") from None  # its text may quote a cell


def _check(packed: zipfile.ZipFile) -> None:
    names = set(packed.namelist())
    if _SPREADSHEET not in names:
        raise Unreadable("not_workbook")
    # The sizes written there bound what is unpacked: zipfile reads no further.
    if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
        raise Unreadable("too_big")


def _sheets(source: bytes, packed: zipfile.ZipFile, tick: Tick) -> Iterator[Sheet]:
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import MAC_EPOCH

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and features nobody reads here
        book = load_workbook(BytesIO(source), read_only=True, data_only=True, keep_links=False)
        shift = _DAYS_1904 if book.epoch == MAC_EPOCH else 0
        for sheet in book.worksheets[:MOST_SHEETS]:
            if sheet.sheet_state != "visible":
                yield Sheet(sheet.title, hidden=True)
                continue
            with packed.open(sheet._worksheet_path) as xml:
                marks = _marks(xml)
            yield _sheet(sheet, marks, shift, tick)
        book.close()


def _sheet(sheet: Any, marks: _Marks, shift: int, tick: Tick) -> Sheet:
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    rows: list[Row] = []
    merged, last = _Merged(marks.merged), 0
    for line, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
        if line > MOST_LINES:
            break
        last = line
        if line % _STEP == 0:
            tick(line)
        cells = [cell_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        merged.fill(cells, line)
        rows.append(Row(line, cells))
    cut = last == MOST_LINES
    return Sheet(sheet.title, rows, day_shift=shift, blank_formulas=tuple(marks.blank), cut=cut)


class _Merged:
    """The merged areas a sheet is in, row after row."""

    def __init__(self, areas: list[_Area]) -> None:
        self._coming = sorted(areas, reverse=True)
        self._open: list[tuple[_Area, str]] = []

    def fill(self, cells: list[str], line: int) -> None:
        """Give the cells of a merged area what its first one says."""
        self._open = [(area, said) for area, said in self._open if area.bottom >= line]
        while self._coming and self._coming[-1].top <= line:
            area = self._coming.pop()
            if area.top == line and area.left <= len(cells) and cells[area.left - 1]:
                self._open.append((area, cells[area.left - 1]))
        for area, said in self._open:
            right = min(area.right, MOST_COLUMNS)
            cells.extend([""] * (right - len(cells)))
            cells[area.left - 1 : right] = [said] * (right - area.left + 1)


def _marks(xml: Any) -> _Marks:
    """Read as a stream, the rows forgotten one by one: a sheet of styled empty rows is huge."""
    from openpyxl.xml.functions import iterparse

    marks, formula, value, rows = _Marks(), False, False, None
    for event, element in iterparse(xml, ("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            rows = element if tag == "sheetData" else rows
        elif tag == "f":
            formula = True
        elif tag in ("v", "is"):
            value = bool(element.text) or tag == "is"
        elif tag == "c":
            if formula and not value and (found := _REF.fullmatch(element.get("r", ""))):
                marks.blank.append(int(found[2]))
            formula = value = False
        elif tag == "mergeCell" and (area := _area(element.get("ref", ""))):
            marks.merged.append(area)
        elif tag == "row" and rows is not None:
            rows.clear()
    marks.blank = sorted(set(marks.blank))
    return marks


def _area(ref: str) -> _Area | None:
    first, _, last = ref.partition(":")
    a, b = _REF.fullmatch(first), _REF.fullmatch(last)
    if a is None or b is None:
        return None
    area = _Area(int(a[2]), int(b[2]), _column(a[1]), _column(b[1]))
    return area if area.left <= MOST_COLUMNS else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cell_text(value: Any) -> str:
    """One form for each: « 2026-05-14 », « 2026-05-14 09:30 », « 09:30 », « 35238 », « 0.375 »."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value.hour:02}:{value.minute:02}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60) % (24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _moment(value: datetime) -> str:
    rounded = value + timedelta(seconds=30)  # Excel counts in fractions of a day: 9 h may be 8:59:59.999
    if value.year < 1910:  # a time alone, in a cell formatted as a date
        return f"{rounded:%H:%M}"
    at = rounded.time()
    return rounded.date().isoformat() if (at.hour, at.minute) == (0, 0) else f"{rounded:%Y-%m-%d %H:%M}"
