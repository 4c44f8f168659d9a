"""A month of the schedule on one page, A4 or A3 on its side: seven columns, a date in its day.

The same month printed at the same instant is the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from espace_mobile.reports import address_code, paper
from espace_mobile.reports.paper import GREY, INK, RULE

if TYPE_CHECKING:
    from espace_mobile.reports.page import Page

_LEFT, _TOP, _GRID, _WIDE = 12.0, 14.0, 37.0, 297 - 24.0
_BOTTOM = 194.0
_CODE = 24.0
_PALE, _DIM = 0xF4F1EA, 0xB9B2A5
_LINE = 3.9  # mm, of a line in a day


@dataclass(frozen=True)
class MonthDate:
    """`head`: hours, in words; `lines`: place, commune, team; `off`: it does not take place, and why in `head`."""

    on: date
    head: str
    lines: tuple[str, ...]
    off: bool = False


@dataclass(frozen=True)
class MonthSheet:
    """`weeks`: rows of seven days, some of the months beside; `holidays`: days and their names; `weekdays`: seven
    words. `more` has `{n}`."""

    title: str
    month: str
    first: date
    weeks: tuple[tuple[date, ...], ...]
    weekdays: tuple[str, ...]
    dates: tuple[MonthDate, ...]
    holidays: tuple[tuple[date, str], ...]
    more: str
    address: str
    contact: str
    printed: str
    printed_at: datetime
    size: str = "A4"
    language: str = "fr"
    demo: str = ""


def month_sheet(sheet: MonthSheet, fonts: Path) -> bytes:
    """A PDF. `fonts`: the folder of the bundled fonts. Raises `PrinterMissing` where there is nothing to make it."""
    page = paper.blank(fonts, f"{sheet.title} – {sheet.month}", sheet.language, sheet.printed_at, sheet.size, wide=True)
    page.begin(sheet.demo)
    _head(page, sheet)
    _grid(page, sheet)
    page.foot(sheet.printed, sheet.contact)
    return page.bytes()


def _head(page: Page, sheet: MonthSheet) -> None:
    room = _WIDE - (_CODE + 60 if sheet.address else 0)
    page.write(_LEFT, _TOP + 8, sheet.month, 28, bold=True, room=room)
    page.write(_LEFT, _TOP + 15.5, sheet.title, 12, color=GREY, room=room)
    if sheet.address:
        x = _LEFT + _WIDE - _CODE
        address_code.draw(page, x, 7, _CODE, sheet.address)
        width = min(page.text_width(sheet.address, 10), 80.0)
        page.write(x - width - 2, _TOP + 15.5, sheet.address, 10, color=GREY, room=80)


def _grid(page: Page, sheet: MonthSheet) -> None:
    wide, tall = _WIDE / 7, (_BOTTOM - _GRID) / len(sheet.weeks)
    for column, word in enumerate(sheet.weekdays):
        page.write(_LEFT + column * wide + 1.5, _GRID - 2, word, 10, bold=True, color=GREY, room=wide - 3)
    for n, week in enumerate(sheet.weeks):
        for column, day in enumerate(week):
            _day(page, sheet, day, _LEFT + column * wide, _GRID + n * tall, wide, tall)


def _day(page: Page, sheet: MonthSheet, day: date, x: float, y: float, wide: float, tall: float) -> None:
    inside = day.month == sheet.first.month
    name = next((name for on, name in sheet.holidays if on == day), "")
    page.box(x + 0.4, y + 0.4, wide - 0.8, tall - 0.8, edge=RULE, fill=_PALE if name or not inside else 0xFFFFFF)
    page.write(x + 2, y + 5, str(day.day), 11, bold=True, color=INK if inside else _DIM)
    if not inside:
        return
    if name:
        page.write(x + 9, y + 5, name, 8, color=GREY, room=wide - 11)
    _told(page, sheet.more, [told for told in sheet.dates if told.on == day], x + 2, y + 10, wide - 4, y + tall - 2)


def _told(page: Page, more: str, dates: Sequence[MonthDate], x: float, y: float, room: float, bottom: float) -> None:
    """As much of each as there is room for: all its lines, its place on one, or how many more there are."""
    whole = sum(map(_height, dates)) <= bottom - y + _LINE
    for n, told in enumerate(dates):
        left, color = len(dates) - n, GREY if told.off else INK
        if y > bottom - (_LINE if left > 1 and not whole else 0):
            page.write(x, y, more.format(n=left), 8, color=GREY, room=room)
            return
        if not whole:
            page.write(x, y, " · ".join([told.head, *told.lines[:1]]), 9, bold=True, color=color, room=room)
            y += _LINE + 0.6
            continue
        page.write(x, y, told.head, 9, bold=True, color=color, room=room)
        for k, line in enumerate(told.lines, 1):
            page.write(x, y + k * _LINE, line, 9, color=color, room=room)
        y += _height(told)


def _height(told: MonthDate) -> float:
    return _LINE * (1 + len(told.lines)) + 1
