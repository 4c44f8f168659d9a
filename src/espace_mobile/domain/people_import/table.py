"""Somebody's table as it was found: its headings, its lines, and nothing of the columns that are never read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from espace_mobile.domain.csv_table import DELIMITERS, LineError, Row, decode, rows
from espace_mobile.domain.nir import holds_nir
from espace_mobile.domain.people_import.fields import What, hidden_columns, propose_columns
from espace_mobile.domain.sheet import HEADER_WITHIN, MOST_LINES, Sheet, Tick, bare, no_tick
from espace_mobile.domain.text import tidy
from espace_mobile.errors import InputError

_LOOKED = 200  # lines in which a social-security number gives its column away
_STEP = 500


@dataclass(frozen=True)
class Table:
    """`hidden`: positions of the columns never read, whose cells are already empty here. `formulas`: (line, position
    from 0) of computed cells. `cut`: whether it went on beyond what is read."""

    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    errors: tuple[LineError, ...] = ()
    hidden: frozenset[int] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    cut: bool = False
    reasons: tuple[str, ...] = field(default=())  # why nothing could be read

    def samples(self, at: int, most: int = 2) -> list[str]:
        """What stands in a column, the first different cells that say something."""
        found: dict[str, None] = {}
        for row in self.rows[:_LOOKED]:
            if at < len(row.cells) and len(found) < most and (said := tidy(row.cells[at])) and not holds_nir(said):
                found[said[:40]] = None
        return list(found)


def unread(reason: str) -> Table:
    return Table(reasons=(reason,))


def of_csv(source: bytes | str, tick: Tick = no_tick) -> Table:
    """Never raises for what stands in the file."""
    try:
        lines = decode(source).split("\n")
    except InputError as e:
        return unread(e.reason)
    best = max((_csv(lines, delimiter) for delimiter in DELIMITERS), key=lambda found: found[0])
    _, delimiter, at = best
    found: list[Row] = []
    errors: list[LineError] = []
    headings: list[str] = []
    for n, row in enumerate(rows(lines, delimiter, at)):
        if n % _STEP == _STEP - 1:
            tick(n)
        if n > MOST_LINES:
            break
        if isinstance(row, LineError):
            errors.append(row)
        elif not headings and n == 0:
            headings = row.cells
        else:
            found.append(Row(row.line, [bare(cell) for cell in row.cells]))
    cut = len(found) + len(errors) >= MOST_LINES
    return _table(Table(tuple(map(tidy, headings)), tuple(found), tuple(errors), cut=cut))


def of_sheets(sheets: Iterable[Sheet]) -> Table:
    """The sheet whose headings say most; the others are told."""
    seen = [sheet for sheet in sheets if not sheet.hidden and sheet.rows]
    if not seen:
        return unread("empty")
    heads = {id(sheet): _head([row.cells for row in sheet.rows[:HEADER_WITHIN]]) for sheet in seen}
    best = max(seen, key=lambda sheet: (heads[id(sheet)][0], len(sheet.rows)))
    head = heads[id(best)][1]
    first = best.rows[head]
    return _table(
        Table(
            tuple(map(tidy, first.cells)), tuple(best.rows[head + 1 :]), sheet=best.name if len(seen) > 1 else "",
            other_sheets=tuple(sheet.name for sheet in seen if sheet is not best), cut=best.cut,
            formulas=frozenset((line, column - 1) for line, column in best.formulas),
        )
    )  # fmt: skip


def _table(found: Table) -> Table:
    """Without the columns that are never read; a file of one line has nobody in it."""
    if not found.rows:
        return replace(found, reasons=("empty",))
    hidden = hidden_columns(found.headings, (row.cells for row in found.rows[:_LOOKED]))
    if not hidden:
        return found
    kept = tuple(
        Row(row.line, ["" if at in hidden else cell for at, cell in enumerate(row.cells)]) for row in found.rows
    )
    errors = tuple(replace(error, value="") for error in found.errors)  # a bad line may quote one
    return replace(found, rows=kept, hidden=hidden, errors=errors)


def _csv(lines: list[str], delimiter: str) -> tuple[int, str, int]:
    """(how many headings are known, the delimiter, their line from 0)."""
    some = [
        (at, row.cells)
        for at in range(min(HEADER_WITHIN, len(lines)))
        if isinstance(row := next(rows(lines, delimiter, at), None), Row) and row.line == at + 1
    ]
    score, best = _head([cells for _, cells in some])
    return score, delimiter, some[best][0] if some else 0


def _head(candidates: Sequence[Sequence[str]]) -> tuple[int, int]:
    """(how many headings are known, which line has them); the first line when none is."""
    scores = [max(len(propose_columns(cells, what)) for what in What) for cells in candidates]
    best = max(range(len(scores)), key=lambda at: (scores[at], -at), default=0)
    return (scores[best], best) if scores else (0, 0)
