"""The recovery sheet on paper: A4 upright, one page, for a safe. Its four lines are to be typed by somebody who is in
trouble: large, a place for each character."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from espace_mobile.reports import address_code, paper
from espace_mobile.reports.paper import GREY, INK, LEFT, RIGHT, RULE

if TYPE_CHECKING:
    from espace_mobile.reports.page import Page

_SIZE, _PITCH, _LINE = 24, 8.6, 15.0  # points; mm from one character to the next, and from a line to the next
_CODE = 46.0
_GAP = 4.5  # mm between the two halves of a line
_PALE = 0xF6F2EA


@dataclass(frozen=True)
class RecoverySheet:
    """All in words but `lines` (four of eight characters) and `code` (what the square says).

    `facts`: (what, its value), as the address; `parts`: (title, lines) below; `by_hand`: what is filled in by pen.
    """

    heading: str
    title: str
    why: str
    lines: tuple[str, ...]
    code: str
    scan: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    by_hand: tuple[str, ...]
    printed: str
    printed_at: datetime
    language: str = "fr"
    demo: str = ""


def recovery_sheet(sheet: RecoverySheet, fonts: Path) -> bytes:
    """A PDF. `fonts`: the folder of the bundled fonts. Raises `PrinterMissing` where there is nothing to make it."""
    page = paper.blank(fonts, sheet.heading, sheet.language, sheet.printed_at)
    page.begin(sheet.demo)
    y = paper.title(page, sheet.heading, sheet.title)
    y = _paragraph(page, y, sheet.why, 12)
    y = _secret(page, y + 3, sheet)
    y = _facts(page, y + 11, sheet.facts)
    for title, lines in sheet.parts:
        y = _part(page, y + 5, title, lines)
    _by_hand(page, y + 8, sheet.by_hand)
    page.foot(sheet.printed, "")
    return page.bytes()


def _secret(page: Page, y: float, sheet: RecoverySheet) -> float:
    height = _LINE * len(sheet.lines) + 8
    page.box(LEFT, y, RIGHT - LEFT, height, edge=RULE, fill=_PALE)
    for n, line in enumerate(sheet.lines):
        base = y + 14 + n * _LINE
        page.write(LEFT + 6, base, str(n + 1), 12, color=GREY)
        for place, letter in enumerate(line):
            x = LEFT + 16 + place * _PITCH + (_GAP if place >= len(line) // 2 else 0)
            page.write(x, base, letter, _SIZE, bold=True)
    try:
        address_code.draw(page, RIGHT - _CODE - 6, y + 5, _CODE, sheet.code)
    except ImportError:  # a paper without its square is as good to type from
        return y + height
    for n, words in enumerate(page.wrapped(sheet.scan, 8, _CODE)[:2]):
        page.write(RIGHT - _CODE - 6, y + 5 + _CODE + 4.5 + n * 3.6, words, 8, color=GREY)
    return y + height


def _facts(page: Page, y: float, facts: tuple[tuple[str, str], ...]) -> float:
    for n, (what, value) in enumerate(facts):
        page.write(LEFT, y + n * 8, what, 11, color=GREY, room=46)
        page.write(LEFT + 48, y + n * 8, value, 14, bold=True, room=RIGHT - LEFT - 48)
    return y + len(facts) * 8


def _part(page: Page, y: float, title: str, lines: tuple[str, ...]) -> float:
    page.write(LEFT, y + 4, title, 13, bold=True, room=RIGHT - LEFT)
    y += 6
    for line in lines:
        y = _paragraph(page, y, line, 11)
    return y


def _paragraph(page: Page, y: float, words: str, size: float) -> float:
    step = size * 0.48
    for line in page.wrapped(words, size, RIGHT - LEFT):
        y += step
        page.write(LEFT, y, line, size, color=INK)
    return y + 1.5


def _by_hand(page: Page, y: float, lines: tuple[str, ...]) -> None:
    for n, words in enumerate(lines):
        base = y + n * 10
        page.write(LEFT, base, words, 11, color=GREY)
        page.line(LEFT + page.text_width(words, 11) + 3, base + 1, RIGHT, base + 1, RULE, 0.2)
