"""The rows of an action sheet and their budget lines. Any cell may stay blank; a blank amount is not zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from espace_mobile.app.actions import undoing
from espace_mobile.app.actions.change import Seen, change_from, check_here, held
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.cells import check_cell
from espace_mobile.domain.money import parse_amount, typed_amount
from espace_mobile.domain.programme_sheet import BudgetLine, Measure
from espace_mobile.domain.sheet_vocabulary import BudgetNature, BudgetSide
from espace_mobile.domain.targets import read_count
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

TITLE_LENGTH, CELL_LENGTH, LABEL_LENGTH = 200, 2000, 120  # characters
YEARS = (1990, 2100)


@dataclass(frozen=True)
class Row:
    """A measure as it is typed. Every cell but the title may be blank."""

    title: str = ""
    targets: str = ""
    calendar: str = ""
    lead: str = ""

    @classmethod
    def of(cls, measure: Measure) -> Row:
        return cls(measure.title, measure.targets or "", measure.calendar or "", measure.lead or "")

    def checked(self) -> dict[str, Any]:
        """Raises `InputError` (`title`, `required`), or of a cell: `nir`, `too_long`."""
        title = check_cell(self.title, "title", TITLE_LENGTH)
        if not title:
            raise InputError("title", "required")
        cells = {name: check_cell(getattr(self, name), name, CELL_LENGTH) for name in ("targets", "calendar", "lead")}
        return {"title": title, **cells}


@dataclass(frozen=True)
class Cost:
    """A budget line as it is typed. `amount`, `year`: text, blank for none. `organisation_id`: who funds it."""

    side: BudgetSide = BudgetSide.EXPENSE
    nature: BudgetNature = BudgetNature.OTHER
    label: str = ""
    amount: str = ""
    year: str = ""
    measure_id: str | None = None
    organisation_id: str | None = None

    @classmethod
    def of(cls, line: BudgetLine) -> Cost:
        year = "" if line.year is None else str(line.year)
        return cls(line.side, line.nature, line.label, typed_amount(line.cents), year, line.measure_id,
                   line.organisation_id)  # fmt: skip

    def checked(self) -> dict[str, Any]:
        """Raises `InputError`: (`label`, `nir` or `too_long`), (`amount`, see `parse_amount`), (`year`, `number` or
        `out_of_range`)."""
        funding = self.side == BudgetSide.FUNDING
        return {
            "side": self.side, "nature": BudgetNature.OTHER if funding else self.nature,
            "label": check_cell(self.label, "label", LABEL_LENGTH) or "", "cents": parse_amount(self.amount),
            "year": read_count(self.year, "year", *YEARS), "measure_id": self.measure_id,
            "organisation_id": self.organisation_id if funding else None,
        }  # fmt: skip


# Reading


def measures_of(replica: Replica, programme_id: str) -> list[Measure]:
    """In the order of the sheet."""
    return sorted(replica.where(Measure, programme_id=programme_id), key=lambda m: (m.position, m.id))


def lines_of(replica: Replica, programme_id: str) -> list[BudgetLine]:
    """In the order of the measures, then those of no measure; expenses before fundings."""
    rank = {m.id: n for n, m in enumerate(measures_of(replica, programme_id))}
    sides = {side: n for n, side in enumerate(BudgetSide)}
    found = replica.where(BudgetLine, programme_id=programme_id)
    return sorted(found, key=lambda b: (rank.get(b.measure_id or "", len(rank)), sides.get(b.side, 9), b.nature, b.id))


# Acting: `undoing.take_back` undoes each


@held
def add_measure(replica: Replica, programme_id: str, row: Row, worker: Worker) -> Done[Measure]:
    """A new last row. Raises `InputError`: see `Row.checked`."""
    check_may(worker)
    rows = measures_of(replica, programme_id)
    position = rows[-1].position + 1 if rows else 0
    made = Measure(id=new_id(), programme_id=programme_id, position=position, **row.checked())
    return do(replica, made, worker=worker)


def edit_measure(
    replica: Replica, measure: Measure, row: Row, worker: Worker, *, shown: Row, stamps: Seen
) -> Measure:  # fmt: skip
    """What differs from `shown`, what the form showed first, is set. `stamps`: `seen_now` of then. Raises `InputError`:
    see `Row.checked`; like `check_here`."""
    check_may(worker)
    return change_from(replica, measure, worker, shown.checked(), row.checked(), stamps)


@held
def move(replica: Replica, measure: Measure, by: int, worker: Worker) -> Done[Measure]:
    """One row up (-1) or down (1); nothing at either end. Raises `InputError` like `check_here`."""
    check_may(worker)
    check_here(replica, measure)
    rows = measures_of(replica, measure.programme_id)
    at = next((n for n, row in enumerate(rows) if row.id == measure.id), 0)
    to = at + by
    if not 0 <= to < len(rows):
        return Done(measure)
    rows[at], rows[to] = rows[to], rows[at]
    placed = [row.but(position=n) for n, row in enumerate(rows)]
    return do(replica, placed[to], *(row for row in placed if row.id != measure.id), worker=worker)


def remove_measure(replica: Replica, measure: Measure, worker: Worker) -> Done[Measure]:
    """With its budget lines. Raises `InputError` like `check_here`."""
    check_may(worker)
    lines = [line for line in lines_of(replica, measure.programme_id) if line.measure_id == measure.id]
    return undoing.remove(replica, measure, *lines, worker=worker)


def add_line(replica: Replica, programme_id: str, cost: Cost, worker: Worker) -> Done[BudgetLine]:
    """Raises `InputError`: see `Cost.checked`."""
    check_may(worker)
    return do(replica, BudgetLine(id=new_id(), programme_id=programme_id, **cost.checked()), worker=worker)


def edit_line(
    replica: Replica, line: BudgetLine, cost: Cost, worker: Worker, *, shown: Cost, stamps: Seen
) -> BudgetLine:  # fmt: skip
    """Like `edit_measure`. Raises `InputError`: see `Cost.checked`; like `check_here`."""
    check_may(worker)
    return change_from(replica, line, worker, shown.checked(), cost.checked(), stamps)


def remove_line(replica: Replica, line: BudgetLine, worker: Worker) -> Done[BudgetLine]:
    """Raises `InputError` like `check_here`."""
    check_may(worker)
    return undoing.remove(replica, line, worker=worker)
