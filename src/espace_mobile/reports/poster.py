"""A poster of the dates to come, for shops, town halls and waiting rooms: A4 or A3 upright, on one page.

The same dates printed at the same instant are the same bytes. Nobody is named on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from espace_mobile.reports import address_code, paper
from espace_mobile.reports.paper import GREY, INK, LEFT, RIGHT, RULE

if TYPE_CHECKING:
    from espace_mobile.reports.page import Page

_BAND, _BLUE, _PALE = 62.0, 0x1F4E79, 0xFFFFFF
_FOOT, _END = 237.0, 282.0  # where the band with the code begins; the lowest line where there is none
_CODE = 40.0
_TALLEST, _LOWEST = 26.0, 9.6  # mm of a line


@dataclass(frozen=True)
class PosterDate:
    """All in words."""

    day: str
    hours: str
    place: str
    where: str = ""


@dataclass(frozen=True)
class Poster:
    """`more`: how many dates did not find room, in words with `{n}`; `scan`: beside the code; `contact`: lines."""

    title: str
    intro: str
    heading: str
    dates: tuple[PosterDate, ...]
    more: str
    nothing: str
    scan: str
    address: str
    contact: tuple[str, ...]
    printed: str
    printed_at: datetime
    size: str = "A4"
    language: str = "fr"
    demo: str = ""


def poster(sheet: Poster, fonts: Path) -> bytes:
    """A PDF. `fonts`: the folder of the bundled fonts. Raises `PrinterMissing` where there is nothing to make it."""
    page = paper.blank(fonts, sheet.title, sheet.language, sheet.printed_at, sheet.size)
    page.begin(sheet.demo)
    top = _head(page, sheet)
    _dates(page, sheet, top)
    _foot(page, sheet)
    page.foot(sheet.printed, "")
    return page.bytes()


def _head(page: Page, sheet: Poster) -> float:
    intro = page.wrapped(sheet.intro, 14, RIGHT - LEFT)[:3]
    height = _BAND - 7 * (3 - len(intro))
    page.box(0, -2, page.width, height + 2, fill=_BLUE)
    page.write(LEFT, 31, sheet.title, 44, bold=True, color=_PALE, room=RIGHT - LEFT)
    for n, line in enumerate(intro):
        page.write(LEFT, 42 + 7 * n, line, 14, color=_PALE)
    page.write(LEFT, height + 13, sheet.heading, 17, bold=True, color=_BLUE, room=RIGHT - LEFT)
    return height + 19


def _dates(page: Page, sheet: Poster, top: float) -> None:
    """As large as their number allows; what finds no room is counted."""
    if not sheet.dates:
        page.write(LEFT, top + 12, sheet.nothing, 15, color=GREY, room=RIGHT - LEFT)
        return
    room = (_FOOT - 5 if sheet.address or sheet.contact else _END) - top
    fitting = int((room - 7) / _LOWEST) if len(sheet.dates) * _LOWEST > room else len(sheet.dates)
    shown = sheet.dates[:fitting]
    step = min(_TALLEST, (room - (7 if len(shown) < len(sheet.dates) else 0)) / len(shown))
    for n, told in enumerate(shown):
        _date(page, told, top + n * step, step)
    if left := len(sheet.dates) - len(shown):
        page.write(LEFT, top + len(shown) * step + 5, sheet.more.format(n=left), 11, color=GREY)


def _date(page: Page, told: PosterDate, y: float, step: float) -> None:
    size = min(20.0, step * 1.25)
    middle = y + step / 2
    line, below = middle - size * 0.035, middle + size * 0.29
    page.write(LEFT, line, told.day, size, bold=True, room=70)
    page.write(LEFT, below, told.hours, size * 0.72, color=GREY, room=70)
    page.write(LEFT + 76, line, told.place, size, bold=True, room=RIGHT - LEFT - 76)
    page.write(LEFT + 76, below, told.where, size * 0.72, color=GREY, room=RIGHT - LEFT - 76)
    page.line(LEFT, y + step, RIGHT, y + step, RULE, 0.2)


def _foot(page: Page, sheet: Poster) -> None:
    """The code with its address, and whom to call."""
    text = LEFT
    if sheet.address:
        address_code.draw(page, LEFT - 2, _FOOT, _CODE, sheet.address)
        text = LEFT + _CODE + 6
    lines: Sequence[tuple[str, float, bool]] = [
        *([(sheet.scan, 13, True), (sheet.address, 11, False)] if sheet.address else []),
        *((line, 13, False) for line in sheet.contact),
    ]
    for n, (line, size, bold) in enumerate(lines[:5]):
        page.write(text, _FOOT + 9 + n * 7.5, line, size, bold=bold, color=INK, room=RIGHT - text)
