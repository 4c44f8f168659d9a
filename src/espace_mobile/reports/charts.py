"""Charts as lines and shapes, each figure written beside its shape. Lengths in mm; a share is of the full length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from espace_mobile.reports.flow import WIDE, Draw, Slice
from espace_mobile.reports.paper import GREY, INK, LEFT, RULE

if TYPE_CHECKING:
    from espace_mobile.reports.page import Page

PRIMARY, TRACK = 0x0B5D5E, 0xE4DED3
_NAME, _VALUE, _MOST_VALUE, _TICK = 64.0, 30.0, 90.0, 0.7
_TOGETHER = 50.0  # a short chart is not cut at the foot of a page


@dataclass(frozen=True)
class Bar:
    """`value` in words; `share` 0 to 1 of a full bar, None where nobody may or can say how many."""

    name: str
    value: str
    share: float | None = None


def bars(page: Page, rows: Sequence[Bar], *, tracks: bool = False, name_room: float = _NAME) -> Iterator[Slice]:
    """Lying, one a row. `tracks`: what a full one would be shows behind it, as of a rate or a target."""
    beside = _room(page, rows, 9)
    cut = [page.wrapped(row.name, 9, name_room - 4) for row in rows]
    heights = [max(5.6, 4.0 * len(names) + 1.6) for names in cut]
    for n, (row, names) in enumerate(zip(rows, cut, strict=True)):
        keep = min(_TOGETHER, sum(heights[1:])) if n == 0 else heights[n + 1] if n == len(rows) - 2 else 0.0
        yield Slice(heights[n], _bar(row, names, tracks, name_room, beside), keep)


def funnel(page: Page, rows: Sequence[Bar]) -> Iterator[Slice]:
    """Steps in the middle, one under the other, each as wide as its share; its words at both sides."""
    cut = [page.wrapped(row.name, 9.5, _NAME - 4) for row in rows]
    heights = [max(8.4, 4.2 * len(names) + 2) for names in cut]
    for n, (row, names) in enumerate(zip(rows, cut, strict=True)):
        yield Slice(heights[n], _step(row, names), keep=sum(heights[n + 1 :]))


def strip(page: Page, rows: Sequence[Bar], height: float = 24.0, keep: float = 0.0) -> Slice:
    """Standing bars side by side, as of months: the value over each, its name under it. Twelve at most. `keep`: room
    left under it."""
    step = WIDE / 12

    def draw(page: Page, y: float) -> None:
        foot = y + 5 + height
        page.line(LEFT, foot, LEFT + step * len(rows), foot, RULE, 0.3)
        for n, row in enumerate(rows):
            x, tall = LEFT + step * n, height * (row.share or 0)
            if tall:
                page.fill(x + step * 0.22, foot - tall, step * 0.56, tall, PRIMARY)
            size = 8 if page.text_width(row.value, 8) <= step - 1 else 6.5
            width = page.text_width(row.value, size, bold=True)
            page.write(x + (step - width) / 2, foot - tall - 1.2, row.value, size, bold=True)
            width = page.text_width(row.name, 8)
            page.write(x + (step - width) / 2, foot + 4, row.name, 8, color=GREY)

    return Slice(height + 12, draw, keep)


def boxes(page: Page, rows: Sequence[tuple[str, str, str]]) -> Iterator[Slice]:
    """Large numbers: the number, what it is, what stands beside it. None stands alone in a row of many."""
    across = 4 if len(rows) % 4 == 0 or len(rows) == 7 else 3
    for at in range(0, len(rows), across):
        shown = rows[at : at + across]
        width = (WIDE - 4.0 * (across - 1)) / across
        cut = [(n, page.wrapped(name, 9.5, width - 8, bold=True), page.wrapped(more, 8.5, width - 8))
               for n, name, more in shown]  # fmt: skip
        height = 17.5 + max(4.4 * len(names) + 4.0 * len(more) for _, names, more in cut)
        yield Slice(height + 4, _boxes(cut, width, height))


def _boxes(cut: Sequence[tuple[str, Sequence[str], Sequence[str]]], width: float, height: float) -> Draw:
    def draw(page: Page, y: float) -> None:
        for n, (number, names, more) in enumerate(cut):
            x = LEFT + n * (width + 4)
            page.box(x, y, width, height, edge=RULE)
            page.fill(x, y + 2.5, 1.1, height - 5, PRIMARY)
            counted = any(c.isdigit() for c in number)  # else it says why there is no number
            size = 25 if counted and page.text_width(number, 25, bold=True) <= width - 8 else 15
            page.write(x + 5, y + 11.5, number, size, bold=True, color=PRIMARY if counted else GREY, room=width - 8)
            for k, line in enumerate(names):
                page.write(x + 5, y + 17.2 + 4.4 * k, line, 9.5, bold=True)
            for k, line in enumerate(more):
                page.write(x + 5, y + 17.2 + 4.4 * len(names) + 4 * k, line, 8.5, color=GREY)

    return draw


def _room(page: Page, rows: Sequence[Bar], size: float) -> float:
    """What the widest value takes at the right of a full bar."""
    widest = max((page.text_width(row.value, size, bold=True) for row in rows), default=0.0)
    return min(_MOST_VALUE, max(_VALUE, widest + 4))


def _bar(row: Bar, names: Sequence[str], tracks: bool, name_room: float, value_room: float) -> Draw:
    room = WIDE - name_room - value_room

    def draw(page: Page, y: float) -> None:
        for n, line in enumerate(names):
            page.write(LEFT, y + 4 + 4.0 * n, line, 9)
        x, value = LEFT + name_room, row.value
        if tracks and row.share is not None:
            page.fill(x, y + 1.2, room, 3.4, TRACK)
        if row.share:
            page.fill(x, y + 1.2, max(_TICK, room * min(1.0, row.share)), 3.4, PRIMARY)
        beside = room if tracks else room * min(1.0, row.share or 0)
        page.write(x + beside + 2.5, y + 4, value, 9, bold=True, room=LEFT + WIDE - x - beside - 2.5)

    return draw


def _step(row: Bar, names: Sequence[str]) -> Draw:
    room = WIDE - _NAME - _VALUE
    middle = LEFT + _NAME + room / 2

    def draw(page: Page, y: float) -> None:
        for n, line in enumerate(names):
            page.write(LEFT, y + 5 + 4.2 * n, line, 9.5)
        half = max(_TICK, room * min(1.0, row.share or 0)) / 2
        if row.share is not None:
            page.fill(middle - half, y + 0.8, 2 * half, 6.2, PRIMARY)
        page.write(LEFT + WIDE - _VALUE + 4, y + 5.4, row.value, 11, bold=True, color=INK, room=_VALUE - 4)

    return draw
