"""Everything kept about one person, on paper for them: A4 upright, a section for each sort of thing, all in words.

The same file printed at the same instant is the same bytes.
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
class Entry:
    """One thing that was noted: when or what, then (what it is called, what it says)."""

    heading: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class PersonFileSheet:
    """All in words but `printed_at`. `heading`: what this paper is; `title`: whose; `intro`: paragraphs before all.

    `page` has `{page}` and `{pages}`; `demo`: the watermark, empty for real data.
    """

    heading: str
    title: str
    intro: tuple[str, ...]
    sections: tuple[Section, ...]
    printed: str
    printed_at: datetime
    page: str
    demo: str = ""
    language: str = "fr"


def person_file(sheet: PersonFileSheet, fonts: Path) -> bytes:
    """A PDF. `fonts`: the folder of the bundled fonts. Raises `PrinterMissing` where there is nothing to make it."""
    page = paper.blank(fonts, sheet.heading, sheet.language, sheet.printed_at)
    parts = list(_pages(list(_lines(page, sheet))))
    for n, lines in enumerate(parts, 1):
        page.begin(sheet.demo)
        y = paper.title(page, sheet.heading, sheet.title) if n == 1 else _again(page, sheet)
        for line in lines:
            line.draw(page, y)
            y += line.height
        page.foot(sheet.printed, sheet.page.format(page=n, pages=len(parts)))
    return page.bytes()


# Lengths in mm from the left and the top
_BOTTOM = 276.0
_VALUE = LEFT + 58
_TITLE, _HEADING, _LINE, _AFTER = 13.0, 7.6, 4.9, 2.4
_WITH_NEXT = 16.0  # a title or a heading is not left alone at the foot of a page


@dataclass(frozen=True)
class _Line:
    """What stands on one line, and how much room it takes; `keep`: it goes with what follows."""

    height: float
    text: str = ""
    label: str = ""
    size: float = 10
    bold: bool = False
    ruled: bool = False
    keep: bool = False
    wide: bool = False  # from the left edge

    def draw(self, page: Page, y: float) -> None:
        base = y + self.height - 1.4
        if self.ruled:
            page.line(LEFT, base + 2, RIGHT, base + 2, RULE, 0.3)
        if self.label:
            page.write(LEFT + 4, base, self.label, 9, color=GREY, room=_VALUE - LEFT - 6)
        if self.text:
            page.write(LEFT if self.wide else _VALUE, base, self.text, self.size, bold=self.bold, color=INK)


def _lines(page: Page, sheet: PersonFileSheet) -> Iterator[_Line]:
    for paragraph in sheet.intro:
        yield from (_Line(_LINE + 0.4, line, wide=True) for line in page.wrapped(paragraph, 10, RIGHT - LEFT))
        yield _Line(_AFTER)
    for section in sheet.sections:
        titles = page.wrapped(section.title, 14, RIGHT - LEFT, bold=True)
        for line in titles:
            yield _Line(_TITLE, line, size=14, bold=True, wide=True, keep=True, ruled=line is titles[-1])
        for entry in section.entries:
            yield from _entry(page, entry)


def _entry(page: Page, entry: Entry) -> Iterator[_Line]:
    yield _Line(_AFTER)
    for line in page.wrapped(entry.heading, 11, RIGHT - LEFT, bold=True):
        yield _Line(_HEADING, line, size=11, bold=True, wide=True, keep=True)
    for label, value in entry.rows:
        for n, line in enumerate(page.wrapped(value, 10, RIGHT - _VALUE) or [""]):
            yield _Line(_LINE, line, label if n == 0 else "")


def _pages(lines: Sequence[_Line]) -> Iterator[Sequence[_Line]]:
    """The lines of each page; one page at least."""
    part: list[_Line] = []
    y = TITLED
    for line in lines:
        if part and y + line.height + (_WITH_NEXT if line.keep else 0) > _BOTTOM:
            yield part
            part, y = [], AGAIN
        part.append(line)
        y += line.height
    yield part


def _again(page: Page, sheet: PersonFileSheet) -> float:
    return paper.again(page, sheet.heading, sheet.title)
