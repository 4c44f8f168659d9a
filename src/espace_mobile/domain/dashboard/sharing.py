"""A board as it may leave the office: nobody can be told apart in it.

Of each code the card, the months and every cut tell of one total: they are hidden each by itself while the total is
told, and all of them with it when it can't be. A cut whose rows overlap (a person met in two places) is treated as if
its rows added up, which leaves somebody who doesn't know of the overlap no less in doubt.

On a screen one board follows another. What a filter leaves out of a board that was seen whole is hidden as what it
leaves in is; days and filters put together by hand, one after the other, can still tell more than any one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from espace_mobile.domain.dashboard.board import Board, Card, Cut, Trend
from espace_mobile.domain.dashboard.counted import takes
from espace_mobile.domain.dashboard.filters import By, Filters
from espace_mobile.domain.indicators.figure import Of
from espace_mobile.domain.indicators.sharing import About, about
from espace_mobile.domain.suppression import hidden_parts, is_small

_BY_COUNT = (By.PLACE, By.PROGRAMME, By.CHANNEL)  # whose rows stand by how many: where one stands would tell
_MADE_BY = {Of.PRESENCES: Of.IN_SESSIONS}  # many presences of two people are two people
_Parts = Mapping[str | date, int]  # a row each, or a month


def shared(board: Board, under: int, everybody: Board | None = None) -> Board:
    """Counts of 1 to `under` - 1 people are None, and whatever else would give them away; `before` too, always when its
    days overlap: the difference is then of some days alone. A board that asks for some people only, and finds fewer
    than `under` at every step, is hidden whole. `everybody`: the same days without filters, for who has that too."""
    return _Board(board, under, everybody if any(board.filters.only.values()) else None).shared()


def is_whole_hidden(board: Board, under: int) -> bool:
    """Whether a filter leaves too few to tell anything of."""
    asked = [by for by, values in board.filters.only.items() if values]
    people = (card for card in (*board.funnel, *board.activity) if about(card.of) == About.PEOPLE)
    counts = [card.value or 0 for card in people if all(takes(card.of, by) for by in asked)]
    return bool(asked) and max(counts, default=0) < under


def overlapping(filters: Filters) -> bool:
    """Whether the days share some with those they are compared with."""
    span, against = filters.span, filters.against
    return against is not None and against.since <= span.until and span.since <= against.until


class _Board:
    def __init__(self, board: Board, under: int, everybody: Board | None) -> None:
        self.board, self.under, self.whole = board, under, is_whole_hidden(board, under)
        self.everybody = everybody
        self.beside = shared(everybody, under) if everybody else None  # as it was seen
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
        totals = [*_totals(self.board, of), *self._left_out(_totals(self.board, of), of)]
        parts = [each for key in (None, *By) for each in self._apart(of, key)]
        return (
            any(is_small(total, self.under) for total in totals) or self._is_hidden_row(of)
            or (of in _MADE_BY and self._total_out(_MADE_BY[of]))
            or any(hidden_parts(list(each.values()), self.under) is None for each in parts)
        )  # fmt: skip

    def _left_out(self, totals: list[int], of: Of) -> list[int]:
        everybody = _totals(self.everybody, of) if self.everybody else []
        return [whole - some for whole, some in zip(everybody, totals, strict=False)]

    def _is_hidden_row(self, of: Of) -> bool:
        """Whether the total is that of some of the rows that hide each other beside it, and not of all of them."""
        for cut in self.beside.cuts if self.beside else ():
            values = self.board.filters.only.get(cut.by, frozenset())
            if values and of in cut.codes:
                hidden = {name for name, row in cut.rows if row[cut.codes.index(of)] is None}
                if hidden & values and not hidden <= values:
                    return True
        return False

    def _apart(self, of: Of, key: By | None) -> Iterator[_Parts]:
        """What adds up to the total: of the board, of what its filters leave out, and of the people behind it."""
        own = _parts(self.board, of, key)
        yield own
        if self.everybody is not None:
            yield {name: n - own.get(name, 0) for name, n in _parts(self.everybody, of, key).items()}
        if of in _MADE_BY:
            yield from self._apart(_MADE_BY[of], key)

    def _card(self, card: Card) -> Card:
        if card.of in self.told:
            return card
        out = self.whole or overlapping(self.board.filters) or is_small(card.before, self.under)
        before = None if out or self._tells_of_others(card) else card.before
        return replace(card, value=None if card.of in self.out else card.value, before=before)

    def _tells_of_others(self, card: Card) -> bool:
        """Whether `before`, taken from everybody's, tells of few."""
        cards = (*self.everybody.funnel, *self.everybody.activity) if self.everybody else ()
        then = next((c.before for c in cards if c.of == card.of), None)
        return then is not None and card.before is not None and is_small(then - card.before, self.under)

    def _trend(self, trend: Trend) -> Trend:
        out = self._out(trend.of, None)
        points = (replace(p, value=None) if p.first in out else p for p in trend.points)
        return replace(trend, points=tuple(points))

    def _cut(self, cut: Cut) -> Cut:
        out = [self._out(of, cut.by) for of in cut.codes]
        rows = [(name, tuple(None if name in out[n] else value for n, value in enumerate(values)))
                for name, values in cut.rows]  # fmt: skip
        totals = (None if of in self.out else total for of, total in zip(cut.codes, cut.totals, strict=True))
        placed = sorted(rows, key=lambda row: row[0]) if cut.by in _BY_COUNT else rows
        return replace(cut, rows=() if self.whole else tuple(placed), totals=tuple(totals))

    def _out(self, of: Of, key: By | None) -> frozenset[str | date]:
        if of in self.told:
            return frozenset()
        if of in self.out:
            return frozenset(_parts(self.board, of, key))
        return frozenset(name for each in self._apart(of, key) for name in _hidden(each, self.under))


def _hidden(parts: _Parts, under: int) -> Iterator[str | date]:
    found = hidden_parts(list(parts.values()), under)
    return (name for n, name in enumerate(parts) if found is None or n in found)


def _totals(board: Board, of: Of) -> list[int]:
    """As the card tells it, and each cut."""
    cards = [card.value or 0 for card in (*board.funnel, *board.activity) if card.of == of]
    return cards + [cut.totals[cut.codes.index(of)] or 0 for cut in board.cuts if of in cut.codes]


def _parts(board: Board, of: Of, key: By | None) -> _Parts:
    """Of one cut; None: of the months."""
    if key is None:
        return {point.first: point.value or 0 for trend in board.trends if trend.of == of for point in trend.points}
    cuts = ((cut, cut.codes.index(of)) for cut in board.cuts if cut.by == key and of in cut.codes)
    return {name: values[n] or 0 for cut, n in cuts for name, values in cut.rows}
