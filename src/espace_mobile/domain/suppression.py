"""Small counts of people left out of a table, with as many others as it takes for no total to give them away.

The model: whoever reads the table knows the rule, which cells were left out for being small (1 to `under` − 1), which
only to cover them, and can solve every sum at once. What remains possible to them is shown by an exchange: the corners
of a rectangle of cells left out, two of which gain what the two others lose, change no row and no column. A cell is
covered when such exchanges, within the table, take it as far down and as far up as they would if all of it were left
out: for a small cell of a larger row and a larger column, over all of 1 to `under` − 1. Under a total that is small
itself every part is left out, zeros too, so that nobody knows which of them are not zero; there at least another number
of people stays possible.

Not covered: two files of the same people over days or filters that overlap (« January to November » taken from «
January to December » is December): the log of exports tells who made which. Somebody who runs this very procedure on
every table there could be may rule out some of the numbers that the sums leave possible, in rare tables of a few counts
just above `under` all but one. A count that says all of a group are something (12 of 12) is told: it says nothing of a
few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Cell = tuple[int, int]  # (row, column) in the table with its totals
_Corners = tuple[Cell, Cell, Cell, Cell]


def is_small(count: int | None, under: int) -> bool:
    return count is not None and 0 < count < under


def hidden(
    rows: Sequence[Sequence[int]], under: int, *, row_totals: bool = True, column_totals: bool = True
) -> frozenset[Cell]:
    """Which cells to leave out of a table whose rows and columns add up.

    `rows`: without totals, none negative, all as long. The totals of the rows are the column after the last, those of
    the columns the row after the last, the grand total in both. `row_totals`, `column_totals`: whether they are
    published; what isn't is never in the answer (the grand total goes with either). Work: small cells × cells.
    """
    if not rows or not rows[0]:
        return frozenset()
    return _Table(rows, under, row_totals, column_totals).hide()


def hidden_parts(parts: Sequence[int], under: int) -> frozenset[int] | None:
    """Which parts of one published total to leave out, by position; None: all of them, and the total too."""
    found = hidden([parts], under, column_totals=False)
    own = frozenset(column for row, column in found if row == 0)
    return None if len(parts) in own else own


def hidden_share(value: int, of: int, under: int) -> bool:
    """Whether « 3 of 12 » gives somebody away: the group, those of it, or those who are not, are few."""
    return any(is_small(count, under) for count in (value, of, of - value))


def hidden_step(first: int, second: int, under: int) -> bool:
    """Whether two numbers side by side, one of which counts the other's people and some more, tell of those few."""
    return is_small(abs(first - second), under)


class _Table:
    """With its totals. `out`: left out so far, unpublished totals (`free`) from the beginning."""

    def __init__(self, rows: Sequence[Sequence[int]], under: int, row_totals: bool, column_totals: bool) -> None:
        body = [[*row, sum(row)] for row in rows]
        self.counts: list[list[int]] = [*body, [sum(column) for column in zip(*body, strict=True)]]
        self.under, self.last = under, (len(rows), len(rows[0]))
        free = [] if row_totals else [(i, self.last[1]) for i in range(self.last[0])]
        free += [] if column_totals else [(self.last[0], j) for j in range(self.last[1])]
        free += [] if row_totals or column_totals else [self.last]
        self.free = frozenset(free)
        self.small = [c for c in self._cells() if c not in self.free and is_small(self._at(c), under)]
        self.within = frozenset(part for total in self.small for part in self._parts(total))
        self.labelled = frozenset(self.small) - self.within
        self.out: set[Cell] = {*self.free, *self.small, *self.within}

    def hide(self) -> frozenset[Cell]:
        for cell in self.small:
            for way in (-1, 1):
                self._cover(cell, way)
        return frozenset(self.out - self.free)

    def _cover(self, cell: Cell, way: int) -> None:
        """By the exchange that takes it as far as any and leaves the least more out."""
        reach = [(self._reach(corners, way), corners) for corners in self._exchanges(cell)]
        most = max((far for far, _ in reach), default=0)
        if most > 0:
            chosen = min((corners for far, corners in reach if far == most), key=self._cost)
            self.out.update(chosen)

    def _reach(self, corners: _Corners, way: int) -> int:
        """How far the first corner can go that way, each small cell staying one."""
        first, *others = corners
        goal = self.under - 1 - self._at(first) if way > 0 else self._at(first) - (first not in self.within)
        turns = (-1, -1, 1)  # of the others, in a row and a column whose totals count as negative
        moves = ((c, way * turn * self._sign(first) * self._sign(c)) for c, turn in zip(others, turns, strict=True))
        return min(goal, *(self._room(c, move) for c, move in moves))

    def _room(self, cell: Cell, way: int) -> int:
        count, labelled = self._at(cell), cell in self.labelled
        if way > 0:
            return self.under - 1 - count if labelled else self.under
        return count - labelled

    def _cost(self, corners: _Corners) -> tuple[int, int, int, int, _Corners]:
        """Totals last; few cells; zeros rather not, which a reader may know; the largest, which hide best."""
        more = [c for c in corners if c not in self.out]
        totals = sum((c[0] == self.last[0]) + (c[1] == self.last[1]) for c in more)
        return totals, len(more), sum(1 for c in more if not self._at(c)), -sum(map(self._at, more)), corners

    def _exchanges(self, cell: Cell) -> Iterator[_Corners]:
        i, j = cell
        rows, columns = ([n for n in range(last + 1) if n != at] for last, at in zip(self.last, cell, strict=True))
        return (((i, j), (i, m), (k, j), (k, m)) for k in rows for m in columns)

    def _parts(self, total: Cell) -> list[Cell]:
        """What a total is the sum of, down to the cells; nothing of a cell."""
        return [
            cell for cell in self._cells()
            if cell != total and all(at in (own, end) for at, own, end in zip(total, cell, self.last, strict=True))
        ]  # fmt: skip

    def _sign(self, cell: Cell) -> int:
        return -1 if (cell[0] == self.last[0]) != (cell[1] == self.last[1]) else 1

    def _cells(self) -> Iterator[Cell]:
        return ((i, j) for i, row in enumerate(self.counts) for j in range(len(row)))

    def _at(self, cell: Cell) -> int:
        return self.counts[cell[0]][cell[1]]
