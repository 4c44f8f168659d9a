"""What the sheet says a programme costs and who pays. A blank cell is counted as blank, never as zero."""

from __future__ import annotations

from collections.abc import Sequence

from espace_mobile.domain import budget
from espace_mobile.domain.indicators.figure import Figure, Of, Part, Unit
from espace_mobile.domain.indicators.told import Told
from espace_mobile.domain.programme_sheet import BudgetLine
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import BudgetNature, BudgetSide


def money(told: Told, span: Span) -> list[Figure]:
    """Lines of the whole programme, and those of the years that the days touch."""
    years = {None, *range(span.since.year, span.until.year + 1)}
    own = [b for b in told.budget if b.programme_id == told.programme.id and b.year in years]
    blank = sum(1 for b in own if b.cents is None)
    return [
        _side(Of.EXPENSES, [b for b in own if b.side == BudgetSide.EXPENSE]),
        _side(Of.FUNDING, [b for b in own if b.side == BudgetSide.FUNDING]),
        Figure(Of.BLANK_CELLS, blank, len(own)),
    ]


def _side(code: Of, lines: Sequence[BudgetLine]) -> Figure:
    """Amounts of several years are told year by year, and not added up."""
    by_year = budget.by_year(lines)
    if len([year for year in by_year if year is not None]) > 1:
        each = ((year, budget.total(found).cents) for year, found in by_year.items())
        return Figure(
            code, None, unit=Unit.CENTS, parts=tuple(Part(y, cents) for y, cents in each if cents is not None)
        )
    natures = ((nature, budget.total(b for b in lines if b.nature == nature).cents) for nature in BudgetNature)
    parts = tuple(Part(nature, cents) for nature, cents in natures if cents is not None)
    return Figure(code, budget.total(lines).cents, unit=Unit.CENTS, parts=parts if len(parts) > 1 else ())
