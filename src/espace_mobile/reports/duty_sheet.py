"""The register of processing and the impact assessment, on paper: A4 upright, a table a section.

The same document printed at the same instant is the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from espace_mobile.reports import paper
from espace_mobile.reports.paper import AGAIN, GREY, TITLED
from espace_mobile.reports.workbook import Table
from espace_mobile.templates.duties import Duty

if TYPE_CHECKING:
    from espace_mobile.reports.flow import Slice
    from espace_mobile.reports.page import Page

_BOTTOM = 280.0
_NAME = 48  # characters: longer, it is a sentence
_BLANK = "\u00a0" * 24  # room for a pen


@dataclass(frozen=True)
class DutySheet:
    """All in words but `printed_at`. `page` has `{page}` and `{pages}`; `demo`: the watermark, else empty."""

    duty: Duty
    heading: str
    printed: str
    printed_at: datetime
    page: str
    demo: str = ""


def duty_sheet(sheet: DutySheet, fonts: Path) -> bytes:
    """A PDF. `fonts`: the folder of the bundled fonts. Raises `PrinterMissing` where there is nothing to make it."""
    page = paper.blank(fonts, sheet.duty.title, "fr", sheet.printed_at)
    from espace_mobile.reports.flow import pages  # beside `page`: where there is fpdf2

    parts = list(pages(list(_slices(page, sheet.duty)), TITLED, AGAIN, _BOTTOM))
    for n, part in enumerate(parts, 1):
        page.begin(sheet.demo)
        if n == 1:
            page.entry(sheet.duty.title)
            paper.title(page, sheet.heading, sheet.duty.title)
        else:
            paper.again(page, sheet.duty.title, sheet.duty.version)
        for y, one in part:
            one.draw(page, y)
        page.foot(sheet.printed, sheet.page.format(page=n, pages=len(parts)))
    return page.bytes()


def _slices(page: Page, duty: Duty) -> Iterator[Slice]:
    from espace_mobile.reports.flow import grid, pairs, paragraph, space

    yield from paragraph(page, duty.about, 9.5, color=GREY)
    for section in duty.sections:
        yield space(6.0)
        yield from paragraph(page, section.title, 13, bold=True, keep=26.0)
        yield space(1.5)
        if len(section.headings) == 2 and all(row[1] and len(row[0]) <= _NAME for row in section.rows):
            yield from pairs(page, [(row[0], row[1]) for row in section.rows])
        else:
            yield from grid(page, section.headings, [[cell or _BLANK for cell in row] for row in section.rows])


def duty_tables(duty: Duty) -> list[Table]:
    """A sheet a section, to be filled in; what the document is stands on the last."""
    tables = [Table(_sheet_name(s.title), s.headings, s.rows, prose=True) for s in duty.sections]
    about = Table("À lire", ("Ce document",), ((duty.title,), (duty.about,), (duty.version,)), prose=True)
    return [*tables, about]


def _sheet_name(title: str) -> str:
    """As a spreadsheet takes it: 31 characters, none of `[]:*?/\\`."""
    return "".join(c for c in title if c not in "[]:*?/\\")[:31].strip()
