"""The sign-in sheet of a session: A4 upright, who was there and what they signed, drawn as they drew it.

The same sheet printed at the same instant is the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from espace_mobile.domain import strokes
from espace_mobile.domain.strokes import Drawing
from espace_mobile.reports import paper
from espace_mobile.reports.paper import AGAIN, GREY, INK, LEFT, RIGHT, RULE, TOP

if TYPE_CHECKING:
    from espace_mobile.reports.page import Page


@dataclass(frozen=True)
class Row:
    """One person. `status`: in words, or empty. `signed_at`: in words. `away`: nobody is to sign here."""

    name: str
    status: str = ""
    drawing: Drawing = ()
    signed_at: str = ""
    away: bool = False


@dataclass(frozen=True)
class Words:
    """What the sheet says besides, in its language. `page` has `{page}` and `{pages}`."""

    heading: str  # what kind of sheet this is
    programme: str
    when: str
    where: str
    led_by: str
    name: str
    status: str
    signature: str
    facilitator: str  # the line a facilitator signs on, on paper
    transcribed: str  # why a name has a star
    unwritable: str  # instead of a name that can't be written at all
    page: str
    demo: str


@dataclass(frozen=True)
class Sheet:
    """All in words but `printed_at`. `facilitators`: names, each with a line to sign on. `counted`, `printed`: the
    sentences at the foot."""

    title: str
    when: str
    where: str
    programme: str
    facilitators: tuple[str, ...]
    rows: tuple[Row, ...]
    counted: str
    printed: str
    printed_at: datetime
    words: Words
    language: str = "fr"
    demo: bool = False


def attendance_sheet(sheet: Sheet, fonts: Path) -> bytes:
    """A PDF. `fonts`: the folder of the bundled fonts. Raises `PrinterMissing` where there is nothing to make it."""
    page = paper.blank(fonts, sheet.title, sheet.language, sheet.printed_at)
    parts = list(_pages(sheet))
    for n, rows in enumerate(parts):
        page.begin(sheet.words.demo if sheet.demo else "")
        top = _head(page, sheet) if n == 0 else paper.again(page, sheet.title, sheet.when)
        top = _table(page, sheet, top, rows, sum(len(part) for part in parts[:n]) + 1)
        if n == len(parts) - 1:
            _end(page, sheet, top)
        page.foot(sheet.printed, sheet.words.page.format(page=n + 1, pages=len(parts)) if len(parts) > 1 else "")
    return page.bytes()


# Lengths in mm from the left and the top
_BOTTOM = 278.0
_ROW, _TITLES = 16.0, 8.0
_NAME, _STATUS, _BOX = LEFT + 9, LEFT + 76, LEFT + 112  # where the columns begin
_PALE = 0xF3F0EA


def _head_height(sheet: Sheet) -> float:
    return 24.0 + 7.0 * len(_facts(sheet)) + 6.0


def _end_height(sheet: Sheet) -> float:
    return 10.0 + (_ROW * len(sheet.facilitators) + 4.0) + (6.0 if sheet.words.transcribed else 0.0)


def _pages(sheet: Sheet) -> Iterator[Sequence[Row]]:
    """The rows of each page; the last has room for what ends the sheet. One page at least."""
    rows, top = list(sheet.rows), TOP + _head_height(sheet)
    while True:
        room = _BOTTOM - top - _TITLES
        fit = int(room / _ROW)
        if len(rows) * _ROW + _end_height(sheet) <= room:
            yield rows
            return
        part = rows[: max(1, min(fit, len(rows) - 1))]  # one row at least goes with the end
        yield part
        rows, top = rows[len(part) :], AGAIN


def _facts(sheet: Sheet) -> list[tuple[str, str]]:
    words = sheet.words
    told = [
        (words.programme, sheet.programme), (words.when, sheet.when), (words.where, sheet.where),
        (words.led_by, ", ".join(sheet.facilitators)),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]


def _head(page: Page, sheet: Sheet) -> float:
    """Returns where the table begins."""
    y = paper.title(page, sheet.words.heading, sheet.title)
    for label, value in _facts(sheet):
        page.write(LEFT, y + 4, label, 10, color=GREY)
        page.write(LEFT + 32, y + 4, value, 11, room=RIGHT - LEFT - 32)
        y += 7.0
    return y + 6.0


def _table(page: Page, sheet: Sheet, top: float, rows: Sequence[Row], first: int) -> float:
    """Returns where it ends."""
    words = sheet.words
    for x, title in ((_NAME, words.name), (_STATUS, words.status), (_BOX + 2, words.signature)):
        page.write(x, top + 5, title, 9, bold=True, color=GREY)
    y = top + _TITLES
    page.line(LEFT, y, RIGHT, y, INK, 0.5)
    for n, row in enumerate(rows, first):
        _row(page, y, n, row, words)
        y += _ROW
        page.line(LEFT, y, RIGHT, y, RULE, 0.2)
    return y


def _row(page: Page, y: float, n: int, row: Row, words: Words) -> None:
    middle = y + _ROW / 2 + 1.5
    page.write(LEFT + 1, middle, str(n), 9, color=GREY)
    page.name(_NAME, middle, row.name, 12, words.unwritable, bold=True, room=_STATUS - _NAME - 3)
    page.write(_STATUS, middle - (2 if row.signed_at else 0), row.status, 10, room=_BOX - _STATUS - 3)
    page.write(_STATUS, middle + 3.2, row.signed_at, 8, color=GREY, room=_BOX - _STATUS - 3)
    box = (_BOX, y + 1.2, RIGHT - _BOX, _ROW - 2.4)
    if row.away:
        page.box(*box, fill=_PALE)
        return
    page.box(*box, edge=RULE)
    across, down = 3.0, 1.2
    lines = strokes.fitted(row.drawing, box[2] - 2 * across, box[3] - 2 * down)
    page.draw([[(box[0] + across + dx, box[1] + down + dy) for dx, dy in line] for line in lines], INK)


def _end(page: Page, sheet: Sheet, y: float) -> None:
    page.write(LEFT, y + 7, sheet.counted, 11, bold=True, room=RIGHT - LEFT)
    y += 10.0
    for name in sheet.facilitators:
        page.name(LEFT, y + _ROW / 2 + 1.5, name, 11, sheet.words.unwritable, bold=False, room=_STATUS - LEFT - 3)
        page.write(_STATUS, y + _ROW / 2 + 1.5, sheet.words.facilitator, 9, color=GREY, room=_BOX - _STATUS - 3)
        page.box(_BOX, y + 1.2, RIGHT - _BOX, _ROW - 2.4, edge=RULE)
        y += _ROW
    if page.transcribed:
        page.write(LEFT, y + 8, f"* {sheet.words.transcribed}", 8, color=GREY, room=RIGHT - LEFT)
