"""An Excel workbook as text, sheet by sheet: never more of it than an import needs, whatever it claims to hold.

Tablets, which can't write one, read them as well.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from espace_mobile.domain.csv_table import Row
from espace_mobile.domain.sheet import MOST_LINES, Sheet, Tick, no_tick
from espace_mobile.reports.sheet_xml import Area, Kept, Rows, elements, shared_texts

MOST_BYTES = 32 << 20  # unpacked: a year of a schedule takes less than one, ten thousand people ten
MOST_COLUMNS, MOST_SHEETS = 40, 50
_OLE, _ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_SPREADSHEET, _RELATIONS, _FOLDER = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/"
_DAYS_1904 = 1462  # between the two calendars of Excel
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  cells know no time zone
_LEAP = 60  # Excel believes in 29 February 1900
_DAY_MS = 24 * 60 * 60 * 1000
_DATE_FORMATS, _SPAN_FORMAT = frozenset(map(str, (*range(14, 23), 45, 47))), "46"
_NOT_SHOWN = re.compile(r'"[^"]*"|\[(?!h+\]|m+\]|s+\])[^\]]*\]|[\\_].', re.IGNORECASE)
_SPAN = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_TRUTH = {"1": "True", "0": "False"}


class Unreadable(Exception):
    """`reason`: `protected`, `old_excel`, `not_workbook`, `too_big` or `damaged`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def looks_like_workbook(source: bytes) -> bool:
    """Or like any other file of an office: `read_workbook` says which."""
    return source.startswith((_OLE, _ZIP))


def read_workbook(source: bytes, tick: Tick = no_tick) -> list[Sheet]:
    """Dates ISO text, times « 09:30 », numbers without useless zeros.

    Raises `Unreadable`. `tick`: told how many rows were read, now and then; what it raises goes through.
    """
    if source.startswith(_OLE):
        raise Unreadable("protected" if _ENCRYPTED in source else "old_excel")
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
            return list(_sheets(packed, told))
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


def _sheets(packed: zipfile.ZipFile, tick: Tick) -> Iterator[Sheet]:
    relations = {id: (kind, path) for id, kind, path in _relations(packed)}
    named, shift = _named(packed)
    paths = dict(relations.values())
    texts = _opened(packed, paths["sharedStrings"], shared_texts) if "sharedStrings" in paths else []
    cells = _Cells(texts, _formats(packed, paths.get("styles")), shift)
    for name, state, id in named[:MOST_SHEETS]:
        kind, path = relations[id]
        if kind != "worksheet":
            continue
        if state != "visible":
            yield Sheet(name, hidden=True)
            continue
        read = Rows(MOST_LINES, MOST_COLUMNS, tick)
        _opened(packed, path, read.read)
        yield _sheet(name, read, cells, shift)


def _opened(packed: zipfile.ZipFile, path: str, read: Any) -> Any:
    with packed.open(path) as xml:
        return read(xml)


def _relations(packed: zipfile.ZipFile) -> Iterator[tuple[str, str, str]]:
    """(id, what it is, its path in the file)."""
    for name, said in _opened(packed, _RELATIONS, elements):
        if name == "Relationship" and said.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/" + _FOLDER, said["Target"])).lstrip("/")
            yield said["Id"], said["Type"].rpartition("/")[2], path


def _named(packed: zipfile.ZipFile) -> tuple[list[tuple[str, str, str]], int]:
    """(name, state, id of its relation) of each sheet, and by how many days its calendar is late."""
    named, shift = [], 0
    for name, said in _opened(packed, _SPREADSHEET, elements):
        if name == "sheet":
            id = next(value for key, value in said.items() if key.rpartition(":")[2] == "id")
            named.append((said["name"], said.get("state", "visible"), id))
        elif name == "workbookPr" and said.get("date1904") in ("1", "true"):
            shift = _DAYS_1904
    return named, shift


def _formats(packed: zipfile.ZipFile, path: str | None) -> dict[str, str]:
    """{style: « date » or « span »}, of the cells whose numbers are those."""
    own: dict[str, str] = {}
    styles: list[str] = []
    within = False
    for name, said in _opened(packed, path, elements) if path else ():
        if name == "numFmt":
            own[said["numFmtId"]] = _shape(said.get("formatCode", ""))
        elif name in ("cellXfs", "cellStyles", "dxfs"):
            within = name == "cellXfs"
        elif name == "xf" and within:
            id = said.get("numFmtId", "0")
            styles.append(own.get(id, "date" if id in _DATE_FORMATS else "span" if id == _SPAN_FORMAT else ""))
    return {str(at): shape for at, shape in enumerate(styles) if shape}


def _shape(code: str) -> str:
    shown = _NOT_SHOWN.sub("", code.split(";")[0])
    if _SPAN.search(shown):
        return "span"
    return "date" if re.search(r"[dmhys]", shown, re.IGNORECASE) and shown.casefold() != "general" else ""


class _Cells:
    """What the cells of a workbook say. Each number is told once: a register has few days of birth."""

    def __init__(self, texts: list[str], formats: dict[str, str], shift: int) -> None:
        self._texts, self._formats, self._shift = texts, formats, shift
        self._told: dict[tuple[str, str], str] = {}

    def text(self, cell: Kept) -> str:
        if cell.type == "s":
            return self._texts[int(cell.said)]
        if cell.type == "b":
            return _TRUTH.get(cell.said, cell.said)
        if cell.type == "d":
            return cell_text(datetime.fromisoformat(cell.said))
        if cell.type != "n":
            return cell.said
        found = self._told.get((cell.style, cell.said))
        if found is None:
            found = self._told[cell.style, cell.said] = self._number(cell)
        return found

    def _number(self, cell: Kept) -> str:
        shape, number = self._formats.get(cell.style), float(cell.said)
        if not shape:
            return cell_text(int(cell.said) if cell.said.lstrip("-").isdecimal() else number)
        try:
            return cell_text(_moment_of(number, self._shift, span=shape == "span"))
        except OverflowError:
            return "#VALUE!"


def _moment_of(number: float, shift: int, *, span: bool) -> datetime | time | timedelta:
    days, part = divmod(number, 1)
    beyond = timedelta(milliseconds=round(part * _DAY_MS))
    if span:
        return timedelta(days=days) + beyond
    if 0 <= number < 1 and not beyond.days:
        return (_EPOCH + beyond).time()
    epoch = _EPOCH_1904 if shift else _EPOCH
    return epoch + timedelta(days=days + (1 if 0 < number < _LEAP and not shift else 0)) + beyond


def _sheet(name: str, read: Rows, cells: _Cells, shift: int) -> Sheet:
    rows: list[Row] = []
    merged = _Merged([area for area in read.merged if area.left <= MOST_COLUMNS])
    for line, kept in read.rows:
        texts = [""] * kept[-1].column
        for cell in kept:
            if cell.column > len(texts):  # a file that gives its cells in disorder
                texts.extend([""] * (cell.column - len(texts)))
            texts[cell.column - 1] = cells.text(cell)
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            merged.fill(texts, line)
            rows.append(Row(line, texts))
    blank = tuple(sorted(line for line in read.blank if line <= MOST_LINES))
    return Sheet(
        name, rows, day_shift=shift, blank_formulas=blank, cut=read.last > MOST_LINES,
        formulas=frozenset(read.formulas),
    )  # fmt: skip


class _Merged:
    """The merged areas a sheet is in, row after row."""

    def __init__(self, areas: list[Area]) -> None:
        self._coming = sorted(areas, reverse=True)
        self._open: list[tuple[Area, str]] = []

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
