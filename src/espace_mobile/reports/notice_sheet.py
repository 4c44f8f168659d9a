"""The information notice on paper: one sheet of A4, both sides, large, a drawing beside each part; one language after
the other.

The same notices printed at the same instant are the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from espace_mobile.reports import paper
from espace_mobile.reports.notice_signs import SIGNS
from espace_mobile.reports.paper import GREY, INK, LEFT, RIGHT, TOP
from espace_mobile.templates.notices import Notice

if TYPE_CHECKING:
    from espace_mobile.reports.page import Page

_PRIMARY = 0x0B5D5E
_SIGN, _BESIDE = 9.0, 13.0  # mm: a drawing, and where the words beside it begin
_ROOM = RIGHT - LEFT - _BESIDE
_BOTTOM = 282.0
_SIZES = (16.0, 15.0, 14.0, 13.0)  # points: the largest with which a notice is a sheet
_TITLE = 24.0
_BACK = "choice"  # what the person decides is on the back


@dataclass(frozen=True)
class NoticeSheets:
    """`notices` filled in; `title`: of the file; `demo`: the watermark, else empty."""

    notices: tuple[Notice, ...]
    title: str
    printed_at: datetime
    demo: str = ""


@dataclass(frozen=True)
class _Line:
    """`sign`: drawn beside it; `down`: room before it; `step`: its own."""

    text: str
    size: float
    down: float
    bold: bool = False
    color: int = INK
    sign: str = ""
    beside: bool = True

    @property
    def step(self) -> float:
        return self.size * 0.46


def notice_sheets(sheets: NoticeSheets, fonts: Path) -> bytes:
    """A PDF. `fonts`: the folder of the bundled fonts. Raises `PrinterMissing` where there is nothing to make it."""
    language = sheets.notices[0].language if len(sheets.notices) == 1 else "fr"
    page = paper.blank(fonts, sheets.title, language, sheets.printed_at)
    for notice in sheets.notices:
        page.rightward = notice.rightward
        _notice(page, notice, sheets.demo)
    return page.bytes()


def _notice(page: Page, notice: Notice, demo: str) -> None:
    fitting = (sides for size in _SIZES if len(sides := _sides(page, notice, size)) <= 2)
    sides = next(fitting, _sides(page, notice, _SIZES[-1]))
    for n, lines in enumerate(sides, 1):
        page.begin(demo)
        if n == 1:
            page.entry(notice.name)
        y = TOP
        for line in lines:
            y += line.down + line.step
            _draw(page, notice, line, y)
        _foot(page, notice, f"{n}/{len(sides)}")


def _lines(page: Page, notice: Notice, size: float) -> Iterator[_Line]:
    for line in page.wrapped(notice.title, _TITLE, RIGHT - LEFT, bold=True):
        yield _Line(line, _TITLE, 1.0, True, beside=False)
    for n, said in enumerate(notice.intro):
        for m, line in enumerate(page.wrapped(said, size, RIGHT - LEFT)):
            yield _Line(line, size, 6.0 if n == m == 0 else 2.0 if m == 0 else 0.6, beside=False)
    for part in notice.parts:
        for n, line in enumerate(page.wrapped(part.title, size + 2, _ROOM, bold=True)):
            yield _Line(line, size + 2, 9.0 if n == 0 else 0.6, True, _PRIMARY, part.code if n == 0 else "")
        for said in part.lines:
            for n, line in enumerate(page.wrapped(said, size, _ROOM)):
                yield _Line(line, size, 2.6 if n == 0 else 0.6)


def _sides(page: Page, notice: Notice, size: float) -> list[list[_Line]]:
    sides, y = [list[_Line]()], TOP
    for line in _lines(page, notice, size):
        if line.sign == _BACK or y + line.down + line.step + (16.0 if line.sign else 0.0) > _BOTTOM:
            sides.append([])
            y = TOP
        sides[-1].append(line)
        y += line.down + line.step
    return sides


def _draw(page: Page, notice: Notice, line: _Line, y: float) -> None:
    width = page.text_width(line.text, line.size, bold=line.bold)
    inset = _BESIDE if line.beside else 0.0
    x = LEFT + inset if notice.rightward else RIGHT - inset - width
    page.write(x, y, line.text, line.size, bold=line.bold, color=line.color)
    if line.sign:
        left, top = (LEFT if notice.rightward else RIGHT - _SIGN), y - line.step * 0.85
        strokes = [[(left + px * _SIGN, top + py * _SIGN) for px, py in stroke] for stroke in SIGNS[line.sign]]
        page.draw(strokes, _PRIMARY, 0.6)


def _foot(page: Page, notice: Notice, at: str) -> None:
    rightward, page.rightward = page.rightward, True
    said = f"{notice.name} · {notice.version}"
    page.write(LEFT, 291, said, 9, color=GREY)
    page.write(RIGHT - page.text_width(at, 9), 291, at, 9, color=GREY)
    page.rightward = rightward
