"""Text and tables that flow over as many pages as they take. Millimetres on A4 upright; everything is in words.

What is drawn is cut into slices, none taller than a page: nothing is ever lost at the foot of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from espace_mobile.reports.paper import GREY, INK, LEFT, RIGHT, RULE

if TYPE_CHECKING:
    from espace_mobile.reports.page import Page

WIDE = RIGHT - LEFT
Draw = Callable[["Page", float], None]  # at the y of its top
Placed = Sequence[tuple[float, "Slice"]]


@dataclass(frozen=True)
class Slice:
    """`keep`: room that must be left under it on the page; `head`: drawn again above it at the top of a page; `blank`:
    nothing but room, which begins no page."""

    height: float
    draw: Draw
    keep: float = 0.0
    head: Slice | None = None
    blank: bool = False


def space(height: float) -> Slice:
    return Slice(height, lambda page, y: None, blank=True)


def pages(slices: Sequence[Slice], first: float, again: float, bottom: float) -> Iterator[Placed]:
    """The slices of each page and where each begins; one page at least."""
    part: list[tuple[float, Slice]] = []
    y = first
    for one in slices:
        if part and y + one.height + one.keep > bottom:
            if one.blank:
                continue
            yield part
            part, y = [], again
            if one.head is not None:
                part.append((y, one.head))
                y += one.head.height
        part.append((y, one))
        y += one.height
    yield part


def paragraph(
    page: Page, text: str, size: float = 10, *, color: int = INK, bold: bool = False, x: float = LEFT,
    room: float = WIDE, keep: float = 0.0,
) -> Iterator[Slice]:  # fmt: skip
    """`keep`: room left under its last line."""
    height, lines = _line(size), page.wrapped(text, size, room, bold=bold)
    for n, line in enumerate(lines):
        last = n == len(lines) - 1
        yield Slice(height, _text(x, height, line, size, bold, color), keep if last else height if n == 0 else 0.0)


def pairs(page: Page, rows: Sequence[tuple[str, str]], name_room: float = 52.0, size: float = 10) -> Iterator[Slice]:
    """A name in grey, then its value beside it."""
    height, small = _line(size), size - 1
    for name, value in rows:
        names = page.wrapped(name, small, name_room - 4)
        values = page.wrapped(value, size, WIDE - name_room)
        for n in range(deep := max(len(names), len(values))):
            draws = [
                *([_text(LEFT, height, names[n], small, False, GREY)] if n < len(names) else []),
                *([_text(LEFT + name_room, height, values[n], size, False, INK)] if n < len(values) else []),
            ]
            yield Slice(height, _all(draws), height if n == 0 and deep > 1 else 0.0)
        yield space(1.2)


_SIZE, _STEP, _GUTTER = 8.5, 4.1, 4.0


def grid(
    page: Page, headings: Sequence[str], rows: Sequence[Sequence[str]], *, total: bool = False,
    right: frozenset[int] = frozenset(),
) -> Iterator[Slice]:  # fmt: skip
    """A table whose headings are said again on each page; a row may go on to the next page. `total`: its last row is
    one; `right`: the columns of numbers."""
    widths = _widths(page, headings, rows)
    lefts = [LEFT + sum(widths[:n]) for n in range(len(widths))]

    def cells(texts: Sequence[str], bold: bool) -> list[list[str]]:
        return [page.wrapped(t, _SIZE, w - _GUTTER, bold=bold) for t, w in zip(texts, widths, strict=True)]

    def lined(cut: Sequence[Sequence[str]], n: int, bold: bool, color: int, drop: float) -> Draw:
        def draw(page: Page, y: float) -> None:
            for k, lines in enumerate(cut):
                if n < len(lines):
                    edge = RIGHT if k == len(widths) - 1 else lefts[k] + widths[k] - _GUTTER
                    end = edge - page.text_width(lines[n], _SIZE, bold=bold)
                    x = end if k in right else lefts[k]
                    page.write(x, y + drop, lines[n], _SIZE, bold=bold, color=color)

        return draw

    titles = cells(headings, True)
    most = max(len(t) for t in titles)
    head = Slice(
        most * _STEP + 2.6,
        _all([*(_down(lined(titles, n, True, GREY, 3.2), n * _STEP) for n in range(most)),
              _rule(most * _STEP + 1.4, INK, 0.4)]), keep=2 * _STEP,
    )  # fmt: skip
    yield head
    for number, row in enumerate(rows):
        bold = total and number == len(rows) - 1
        cut = cells(row, bold)
        deep = max(1, *(len(lines) for lines in cut))
        for n in range(deep):
            last = n == deep - 1
            draws = [lined(cut, n, bold, INK, 4.0)]
            if last:
                draws.append(_rule(_STEP + 1.9, RULE, 0.2))
            keep = _STEP if n == 0 and not last else 0.0
            yield Slice(_STEP + (2.1 if last else 0.0), _all(draws), keep, head)


def _widths(page: Page, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Columns take what they need when that fits; else the long ones share what is left."""
    columns = [[heading, *(row[n] for row in rows)] for n, heading in enumerate(headings)]
    least = [min(38.0, max(_word(page, text) for text in column)) + _GUTTER for column in columns]
    natural = [min(150.0, max(page.text_width(t[:200], _SIZE, bold=True) for t in column)) + _GUTTER
               for column in columns]  # fmt: skip
    wanted = [max(low, need) for low, need in zip(least, natural, strict=True)]
    if sum(wanted) <= WIDE:
        wanted[max(range(len(wanted)), key=lambda n: wanted[n])] += WIDE - sum(wanted)
        return wanted
    spare, over = WIDE - sum(least), sum(w - low for w, low in zip(wanted, least, strict=True))
    if spare <= 0:
        return [low * WIDE / sum(least) for low in least]
    return [low + (w - low) * spare / over for w, low in zip(wanted, least, strict=True)]


def _word(page: Page, text: str) -> float:
    """How wide its widest word is."""
    words = sorted(text.split(), key=len, reverse=True)[:4]
    return max((page.text_width(word, _SIZE, bold=True) for word in words), default=0.0)


def _line(size: float) -> float:
    return size * 0.48


def _text(x: float, height: float, text: str, size: float, bold: bool, color: int) -> Draw:
    return lambda page, y: page.write(x, y + height * 0.78, text, size, bold=bold, color=color)


def _rule(down: float, color: int, width: float) -> Draw:
    return lambda page, y: page.line(LEFT, y + down, RIGHT, y + down, color, width)


def _down(draw: Draw, by: float) -> Draw:
    return lambda page, y: draw(page, y + by)


def _all(draws: Sequence[Draw]) -> Draw:
    def draw(page: Page, y: float) -> None:
        for each in draws:
            each(page, y)

    return draw
