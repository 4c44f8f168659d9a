"""A board as it may leave the office: nobody can be told apart in it.

Of each code the card, the months and every cut tell of one total: they are hidden each by itself while the total is
told, and all of them with it when it can't be. A cut whose rows overlap (a person met in two places) is treated as if
its rows added up, which leaves somebody who doesn't know of the overlap no less in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from espace_mobile.domain.dashboard.board import Board, Card, Cut, Trend
from espace_mobile.domain.dashboard.counted import takes
from espace_mobile.domain.dashboard.filters import By, Filters
from espace_mobile.domain.indicators.figure import Of
from espace_mobile.domain.indicators.sharing import About, about
from espace_mobile.domain.suppression import hidden_parts, hidden_step, is_small

_BY_COUNT = (By.PLACE, By.PROGRAMME, By.CHANNEL)  # whose rows stand by how many: where one stands would tell


def shared(board: Board, under: int) -> Board:
    """Counts of 1 to `under` - 1 people are None, and whatever else would give them away; `before` too. A board that
    asks for some people only, and finds fewer than `under` at every step, is hidden whole."""
    return _Board(board, under).shared()


def is_whole_hidden(board: Board, under: int) -> bool:
    """Whether a filter leaves too few to tell anything of."""
    asked = [by for by, values in board.filters.only.items() if values]
    people = (card for card in (*board.funnel, *board.activity) if about(card.of) == About.PEOPLE)
    counts = [card.value or 0 for card in people if all(takes(card.of, by) for by in asked)]
    return bool(asked) and max(counts, default=0) < under


def overlapping(filters: Filters) -> bool:
    """Whether the days share some with those they are compared with: the difference is then of the other days."""
    span, against = filters.span, filters.against
    return against is not None and against.since <= span.until and span.since <= against.until


class _Board:
    def __init__(self, board: Board, under: int) -> None:
        self.board, self.under, self.whole = board, under, is_whole_hidden(board, under)
        self.told = {of for of in self._codes() if about(of) == About.THINGS and not self.whole}
        self.out = {of for of in self._codes() if of not in self.told and (self.whole or self._total_out(of))}

    def shared(self) -> Board:
        board = self.board
        return replace(
            board, funnel=tuple(map(self._card, board.funnel)), activity=tuple(map(self._card, board.activity)),
            trends=tuple(map(self._trend, board.trends)), cuts=tuple(map(self._cut, board.cuts)),
        )  # fmt: skip

    def _codes(self) -> set[Of]:
        cards = (card.of for card in (*self.board.funnel, *self.board.activity))
        return {*cards, *(t.of for t in self.board.trends), *(of for cut in self.board.cuts for of in cut.codes)}

    def _total_out(self, of: Of) -> bool:
        """When the total is of few, or one way of cutting it can't be told beside it."""
        return any(is_small(total, self.under) for total in self._totals(of)) or any(
            hidden_parts(parts, self.under) is None for parts in self._partitions(of)
        )

    def _totals(self, of: Of) -> Iterator[int | None]:
        yield from (card.value for card in (*self.board.funnel, *self.board.activity) if card.of == of)
        yield from (total for cut in self.board.cuts for code, total in zip(cut.codes, cut.totals, strict=True)
                    if code == of)  # fmt: skip

    def _partitions(self, of: Of) -> Iterator[list[int]]:
        yield from ([point.value or 0 for point in trend.points] for trend in self.board.trends if trend.of == of)
        yield from (_column(cut, cut.codes.index(of)) for cut in self.board.cuts if of in cut.codes)

    def _card(self, card: Card) -> Card:
        if card.of in self.told:
            return card
        before = None if self.whole or is_small(card.before, self.under) else card.before
        if card.value is not None and before is not None and overlapping(self.board.filters):
            before = None if hidden_step(card.value, before, self.under) else before
        return replace(card, value=None if card.of in self.out else card.value, before=before)

    def _trend(self, trend: Trend) -> Trend:
        out = self._out(trend.of, [point.value or 0 for point in trend.points])
        points = (replace(p, value=None) if n in out else p for n, p in enumerate(trend.points))
        return replace(trend, points=tuple(points))

    def _cut(self, cut: Cut) -> Cut:
        out = [self._out(of, _column(cut, n)) for n, of in enumerate(cut.codes)]
        rows = [(name, tuple(None if line in out[n] else value for n, value in enumerate(values)))
                for line, (name, values) in enumerate(cut.rows)]  # fmt: skip
        totals = (None if of in self.out else total for of, total in zip(cut.codes, cut.totals, strict=True))
        placed = sorted(rows, key=lambda row: row[0]) if cut.by in _BY_COUNT else rows
        return replace(cut, rows=() if self.whole else tuple(placed), totals=tuple(totals))

    def _out(self, of: Of, parts: list[int]) -> frozenset[int]:
        if of in self.told:
            return frozenset()
        everything = frozenset(range(len(parts)))
        found = hidden_parts(parts, self.under)
        return everything if of in self.out or found is None else found


def _column(cut: Cut, column: int) -> list[int]:
    return [values[column] or 0 for _, values in cut.rows]
