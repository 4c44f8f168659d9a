"""What a programme costs and who pays, as far as the sheet says: a blank cell is counted, never taken for zero."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from espace_mobile.domain.programme_sheet import BudgetLine
from espace_mobile.domain.sheet_vocabulary import BudgetSide


class Total(NamedTuple):
    """`cents`: of the lines that say an amount, None when none does. `blank`: how many lines say none."""

    cents: int | None = None
    blank: int = 0

    @property
    def lines(self) -> bool:
        """Whether there is any line at all."""
        return self.cents is not None or self.blank > 0


def total(lines: Iterable[BudgetLine]) -> Total:
    cents: int | None = None
    blank = 0
    for line in lines:
        if line.cents is None:
            blank += 1
        else:
            cents = (cents or 0) + line.cents
    return Total(cents, blank)


def by_side(lines: Iterable[BudgetLine]) -> dict[BudgetSide, Total]:
    """Both sides, in order. A side of a newer version is in neither."""
    told = list(lines)
    return {side: total(line for line in told if line.side == side) for side in BudgetSide}


def by_year(lines: Iterable[BudgetLine]) -> dict[int | None, list[BudgetLine]]:
    """The latest year first; last, under None, what is of the whole programme. Amounts of two years never add up."""
    told = list(lines)
    years = sorted({line.year for line in told if line.year is not None}, reverse=True)
    groups: list[int | None] = [*years, None]
    return {year: found for year in groups if (found := [line for line in told if line.year == year])}


def year_shown(lines: Iterable[BudgetLine], this_year: int) -> int | None:
    """The year whose figure stands for the programme: this one, else the last that was, else the next to come; None
    when no line says its year."""
    years = {line.year for line in lines if line.year is not None}
    past = [year for year in years if year <= this_year]
    return max(past) if past else min(years, default=None)
