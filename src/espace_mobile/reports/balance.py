"""The balance of a programme on paper, for those who fund it: A4 upright, a cover band, charts with their figures in
words, a closing page of definitions.

The same balance printed at the same instant is the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from espace_mobile.reports import paper
from espace_mobile.reports.balance_sheet import BalanceSheet, Block, Chart, Grid, Numbers, Rows, Said
from espace_mobile.reports.paper import GREY, INK, LEFT, RIGHT, RULE, TOP

if TYPE_CHECKING:
    from espace_mobile.reports.flow import Slice
    from espace_mobile.reports.page import Page


def balance(sheet: BalanceSheet, fonts: Path) -> bytes:
    """A PDF. `fonts`: the folder of the bundled fonts. Raises `PrinterMissing` where there is nothing to make it."""
    page = _drawn(sheet, fonts, "")
    written = page.bytes()
    # Whether some text was respelt is known once all is written; a note kept room for in vain would be an empty page.
    return _drawn(sheet, fonts, sheet.respelt).bytes() if page.respelt else written


def _drawn(sheet: BalanceSheet, fonts: Path, note: str) -> Page:
    page = paper.blank(fonts, f"{sheet.kind} · {sheet.title} · {sheet.period}", sheet.language, sheet.printed_at)
    from espace_mobile.reports.flow import pages  # beside `page`: where there is fpdf2

    slices = list(_slices(page, sheet, note))
    parts = list(pages(slices, _band_height(page, sheet) + 7, _AGAIN, _BOTTOM))
    for n, part in enumerate(parts):
        page.begin(sheet.demo)
        _cover(page, sheet) if n == 0 else _again(page, sheet)
        for y, one in part:
            one.draw(page, y)
        page.foot(sheet.printed, sheet.page.format(page=n + 1, pages=len(parts)))
    return page


# Lengths in mm from the top
_AGAIN, _BOTTOM = TOP + 12, 280.0
_WHITE, _ALERT, _PALE = 0xFFFFFF, 0xA8321B, 0xDDEDEA
_BAND_PAD, _KIND, _TITLE_SIZE, _PERIOD = 13.0, 7.0, 25.0, 13.0
_ABOUT = LEFT + 34


def _titles(page: Page, sheet: BalanceSheet) -> Sequence[str]:
    return page.wrapped(sheet.title, _TITLE_SIZE, RIGHT - LEFT, bold=True)


def _facts(page: Page, sheet: BalanceSheet) -> list[tuple[str, str]]:
    """The rows of the cover, a name to the first line of each."""
    cut = ((name, page.wrapped(value, 10, RIGHT - _ABOUT)) for name, value in sheet.about)
    return [(name if n == 0 else "", line) for name, lines in cut for n, line in enumerate(lines)]


def _band_height(page: Page, sheet: BalanceSheet) -> float:
    warned = 7.0 if sheet.warning else 0.0
    return (
        _BAND_PAD + _KIND + 10.5 * len(_titles(page, sheet)) + _PERIOD + 5.2 * len(_facts(page, sheet)) + 5.0 + warned
    )  # fmt: skip


def _cover(page: Page, sheet: BalanceSheet) -> None:
    from espace_mobile.reports.charts import PRIMARY

    height = _band_height(page, sheet)
    page.fill(0, 0, page.width, height, PRIMARY)
    y = _BAND_PAD + 3
    page.entry(f"{sheet.kind} · {sheet.title}")
    page.write(LEFT, y, sheet.kind.upper(), 10, bold=True, color=_PALE)
    y += _KIND + 3.5
    for line in _titles(page, sheet):
        page.write(LEFT, y, line, _TITLE_SIZE, bold=True, color=_WHITE)
        y += 10.5
    page.write(LEFT, y, sheet.period, 13, color=_WHITE, room=RIGHT - LEFT)
    y += _PERIOD - 3.5
    for name, line in _facts(page, sheet):
        page.write(LEFT, y, name, 9, color=_PALE, room=_ABOUT - LEFT - 3)
        page.write(_ABOUT, y, line, 10, color=_WHITE)
        y += 5.2
    if sheet.warning:
        page.fill(0, height - 8, page.width, 8, _ALERT)
        page.write(LEFT, height - 2.7, sheet.warning, 10, bold=True, color=_WHITE, room=RIGHT - LEFT)


def _again(page: Page, sheet: BalanceSheet) -> None:
    page.write(LEFT, TOP, f"{sheet.title} · {sheet.period}", 9, bold=True, color=GREY, room=RIGHT - LEFT)
    if sheet.warning:
        page.write(LEFT, TOP + 5, sheet.warning, 9, bold=True, color=_ALERT, room=RIGHT - LEFT)
    page.line(LEFT, TOP + 6.6, RIGHT, TOP + 6.6, RULE, 0.2)


def _slices(page: Page, sheet: BalanceSheet, note: str) -> Iterator[Slice]:
    """`note`: said last, unless empty."""
    from espace_mobile.reports.flow import pairs, paragraph, space

    yield from _block(page, sheet.keys)
    for section in sheet.sections:
        yield from _heading(page, section.title)
        for block, then in zip_longest(section.blocks, section.blocks[1:]):
            goes_on = isinstance(then, Chart) and then.months and not then.title
            yield from _block(page, block, _ROW if goes_on else 0.0)
    yield from _heading(page, sheet.definitions_title)
    for each in sheet.notes:
        yield from paragraph(page, each, 9.5)
        yield space(1.5)
    yield space(2.0)
    yield from pairs(page, sheet.definitions, 58.0, 9)
    if note:
        yield space(2.0)
        yield from paragraph(page, note, 8.5, color=GREY)


def _heading(page: Page, title: str) -> Iterator[Slice]:
    from espace_mobile.reports.charts import PRIMARY
    from espace_mobile.reports.flow import Slice

    lines = page.wrapped(title, 16, RIGHT - LEFT, bold=True)

    def draw(page: Page, y: float) -> None:
        page.entry(title)
        for n, line in enumerate(lines):
            page.write(LEFT, y + 11 + 7 * n, line, 16, bold=True, color=PRIMARY)
        page.line(LEFT, y + 6.8 + 7 * len(lines), LEFT + 18, y + 6.8 + 7 * len(lines), PRIMARY, 0.8)

    yield Slice(10.5 + 7 * len(lines), draw, keep=22.0)


_ROW = 36.0 + 8.0  # a year of months, and what it is of


def _room_under(block: Block) -> float:
    """How much of a block its title must not be parted from."""
    if isinstance(block, Chart):
        return 36.0 if block.months else 8.4 * len(block.bars) if block.funnel else min(50.0, 5.6 * len(block.bars))
    return 42.0 if isinstance(block, Numbers) else 16.0


def _block(page: Page, block: Block, after: float = 0.0) -> Iterator[Slice]:
    """`after`: room for what must not be parted from it, as the second year of a chart."""
    from espace_mobile.reports.charts import bars, boxes, funnel, strip
    from espace_mobile.reports.flow import grid, pairs, paragraph, space

    title = block.heading if isinstance(block, Said) else "" if isinstance(block, Rows) else block.title
    if title:
        yield space(2.5)
        keep = _room_under(block) + after
        yield from paragraph(page, title, 11, bold=True, color=INK, keep=keep)
        yield space(1.2)
    match block:
        case Said():
            yield from paragraph(page, block.text, 9 if block.quiet else 10, color=GREY if block.quiet else INK)
        case Rows():
            yield from pairs(page, block.rows)
        case Grid():
            yield from grid(page, block.headings, block.rows, total=block.total, right=block.right)
        case Numbers():
            yield from boxes(page, block.boxes)
        case Chart(months=True):
            yield strip(page, block.bars, keep=after)
        case Chart():
            made = funnel(page, block.bars) if block.funnel else bars(page, block.bars, tracks=block.tracks)
            yield from made
    if isinstance(block, Chart) and block.note:
        yield from paragraph(page, block.note, 8.5, color=GREY)
    yield space(2.0)
