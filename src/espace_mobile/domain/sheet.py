"""One sheet of somebody's workbook, as text, whatever it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from espace_mobile.domain.csv_table import Row

MOST_LINES = 20_000
HEADER_WITHIN = 10  # lines; spreadsheets begin with titles
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what a spreadsheet computes, also after spaces
_CONTROLS = ("\t", "\r", "\n")
_PUT_IN_FRONT = "'"  # by whoever writes a CSV file, so that no spreadsheet takes the cell for a formula
Tick = Callable[[int], object]  # told how many lines were read, now and then; what it raises goes through


def no_tick(_: int) -> None:
    """For who doesn't watch."""


@dataclass(frozen=True)
class Sheet:
    """Merged cells hold the value of their first one.

    `day_shift`: what its day numbers must be given to count as others do. `blank_formulas`: the lines of cells whose
    formula was never computed. `cut`: whether it went on. `formulas`: (line, column), both from 1, of computed cells.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    hidden: bool = False
    day_shift: int = 0
    blank_formulas: tuple[int, ...] = ()
    cut: bool = False
    formulas: frozenset[tuple[int, int]] = frozenset()


def harmless(text: str) -> str:
    """A text for a CSV file, marked when a spreadsheet would compute it. `bare` gives it back."""
    return _PUT_IN_FRONT + text if _computes(text) else text


def bare(cell: str) -> str:
    """Without what was put in front of a text that a spreadsheet would compute."""
    return cell[1:] if cell[:1] == _PUT_IN_FRONT and _computes(cell[1:]) else cell


def _computes(text: str) -> bool:
    """Marks apart: a text that came with one gets another, so that it comes back with its own."""
    bare = text.lstrip(_PUT_IN_FRONT)
    return bare.startswith(_CONTROLS) or bare.lstrip().startswith(_FORMULA_SIGNS)
