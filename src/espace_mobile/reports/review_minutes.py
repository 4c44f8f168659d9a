"""The minutes of a comité de suivi: A4 upright, who was there, and of each case what was decided, by whom, by when.

The same minutes printed at the same instant are the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from espace_mobile.reports import paper
from espace_mobile.reports.paper import AGAIN, GREY, INK, LEFT, RIGHT, RULE, TITLED

if TYPE_CHECKING:
    from espace_mobile.reports.page import Page


@dataclass(frozen=True)
class Row:
    """One case, all in words. `name`: the person's, or their initials; `text`: what was decided besides."""

    name: str
    reason: str = ""
    decision: str = ""
    text: str = ""
    owner: str = ""
    due: str = ""


@dataclass(frozen=True)
class MinutesWords:
    """What the sheet says besides, in its language. `page` has `{page}` and `{pages}`."""

    heading: str
    when: str
    where: str
    present: str
    excused: str
    absent: str
    nobody: str  # instead of a list that is empty
    person: str
    decision: str
    owner: str
    due: str
    no_case: str
    transcribed: str  # why a name has a star
    unwritable: str  # instead of a name that can't be written at all
    page: str
    demo: str


@dataclass(frozen=True)
class MinutesSheet:
    """All in words but `printed_at`. `more`: what is to be known of cases that are not in it; `printed`: at the
    foot."""

    title: str
    when: str
    where: str
    present: str
    excused: str
    absent: str
    rows: tuple[Row, ...]
    more: str
    printed: str
    printed_at: datetime
    words: MinutesWords
    language: str = "fr"
    demo: bool = False


def review_minutes(sheet: MinutesSheet, fonts: Path) -> bytes:
    """A PDF. `fonts`: the folder of the bundled fonts. Raises `PrinterMissing` where there is nothing to make it."""
    page = paper.blank(fonts, sheet.title, sheet.language, sheet.printed_at)
    told = [(label, page.wrapped(value, 11, RIGHT - _FACT)) for label, value in _facts(sheet)]
    drawn = [_Drawn.of(page, row, n) for n, row in enumerate(sheet.rows, 1)]
    parts = list(_pages(drawn, TITLED + sum(_height(lines) for _, lines in told) + 6.0))
    for n, rows in enumerate(parts):
        page.begin(sheet.words.demo if sheet.demo else "")
        top = _head(page, sheet, told) if n == 0 else paper.again(page, sheet.title, sheet.when)
        top = _table(page, sheet, top, rows)
        if n == len(parts) - 1:
            _end(page, sheet, top)
        page.foot(sheet.printed, sheet.words.page.format(page=n + 1, pages=len(parts)) if len(parts) > 1 else "")
    return page.bytes()


# Lengths in mm from the left and the top
_BOTTOM = 270.0
_FACT = LEFT + 26
_NAME, _DECISION, _OWNER, _DUE = LEFT + 8, LEFT + 48, LEFT + 116, LEFT + 147  # where the columns begin
_LINE, _TITLES, _MARGIN = 4.8, 8.0, 3.0


@dataclass(frozen=True)
class _Drawn:
    """A case cut into the lines of its columns."""

    n: int
    row: Row
    reason: Sequence[str]
    decision: Sequence[str]
    text: Sequence[str]
    owner: Sequence[str]

    @classmethod
    def of(cls, page: Page, row: Row, n: int) -> _Drawn:
        return cls(
            n, row, page.wrapped(row.reason, 8, _DECISION - _NAME - 4),
            page.wrapped(row.decision, 11, _OWNER - _DECISION - 4, bold=True),
            page.wrapped(row.text, 10, _OWNER - _DECISION - 4), page.wrapped(row.owner, 10, _DUE - _OWNER - 4),
        )  # fmt: skip

    @property
    def height(self) -> float:
        lines = max(len(self.decision) + len(self.text), len(self.owner), 2 + len(self.reason))
        return lines * _LINE + 2 * _MARGIN


def _pages(rows: Sequence[_Drawn], top: float) -> Iterator[Sequence[_Drawn]]:
    """The cases of each page; one page at least, and no case is cut in two."""
    part: list[_Drawn] = []
    y = top + _TITLES
    for row in rows:
        if part and y + row.height > _BOTTOM:
            yield part
            part, y = [], AGAIN + _TITLES
        part.append(row)
        y += row.height
    yield part


def _facts(sheet: MinutesSheet) -> list[tuple[str, str]]:
    """Who was there is said even of nobody; where and who was missing when there is something to say."""
    words = sheet.words
    told = [
        (words.when, sheet.when), (words.where, sheet.where), (words.present, sheet.present or words.nobody),
        (words.excused, sheet.excused or words.nobody), (words.absent, sheet.absent),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]


def _height(lines: Sequence[str]) -> float:
    return 2.0 + 5.2 * len(lines)


def _head(page: Page, sheet: MinutesSheet, told: Sequence[tuple[str, Sequence[str]]]) -> float:
    """Returns where the table begins."""
    y = paper.title(page, sheet.words.heading, sheet.title)
    for label, lines in told:
        page.write(LEFT, y + 4, label, 10, color=GREY, room=_FACT - LEFT - 2)
        for n, line in enumerate(lines):
            page.write(_FACT, y + 4 + 5.2 * n, line, 11)
        y += _height(lines)
    return y + 6.0


def _table(page: Page, sheet: MinutesSheet, top: float, rows: Sequence[_Drawn]) -> float:
    """Returns where it ends."""
    words = sheet.words
    if not rows:
        page.write(LEFT, top + 5, words.no_case, 11, color=GREY)
        return top + _TITLES
    titles = ((_NAME, words.person), (_DECISION, words.decision), (_OWNER, words.owner), (_DUE, words.due))
    for x, title in titles:
        page.write(x, top + 5, title, 9, bold=True, color=GREY)
    y = top + _TITLES
    page.line(LEFT, y, RIGHT, y, INK, 0.5)
    for drawn in rows:
        _row(page, y, drawn, words)
        y += drawn.height
        page.line(LEFT, y, RIGHT, y, RULE, 0.2)
    return y


def _row(page: Page, y: float, drawn: _Drawn, words: MinutesWords) -> None:
    first = y + _MARGIN + 3.4
    page.write(LEFT + 1, first, str(drawn.n), 9, color=GREY)
    page.name(_NAME, first + 0.4, drawn.row.name, 11, words.unwritable, bold=True, room=_DECISION - _NAME - 4)
    _lines(page, _NAME, first + _LINE + 2.4, drawn.reason, 8, GREY)
    _lines(page, _DECISION, first, drawn.decision, 11, INK, bold=True)
    _lines(page, _DECISION, first + _LINE * len(drawn.decision), drawn.text, 10, INK)
    _lines(page, _OWNER, first, drawn.owner, 10, INK)
    page.write(_DUE, first, drawn.row.due, 10, room=RIGHT - _DUE)


def _lines(
    page: Page, x: float, y: float, lines: Sequence[str], size: float, color: int, *, bold: bool = False
) -> None:
    for n, line in enumerate(lines):
        page.write(x, y + _LINE * n, line, size, bold=bold, color=color)


def _end(page: Page, sheet: MinutesSheet, y: float) -> None:
    if sheet.more:
        page.write(LEFT, y + 6, sheet.more, 9, color=GREY, room=RIGHT - LEFT)
    if page.transcribed:
        page.write(LEFT, y + 11, f"* {sheet.words.transcribed}", 8, color=GREY, room=RIGHT - LEFT)
