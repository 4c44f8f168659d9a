"""What reaching people costs: attempts, minutes, people and results, a worker and a week at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.path_vocabulary import AttemptResult
from espace_mobile.domain.periods import monday
from espace_mobile.domain.retention import LOCAL

Cell = tuple[str, date]  # a worker’s id (empty: nobody is named), and the Monday of an ISO week


@dataclass(frozen=True)
class Effort:
    """`people`: ids of the distinct persons, of those not erased since. Efforts of disjoint attempts add up."""

    attempts: int = 0
    minutes: int = 0
    people: frozenset[str] = frozenset()
    results: Counter[AttemptResult] = field(default_factory=Counter)

    @classmethod
    def of(cls, attempts: Iterable[Attempt], file_of: Callable[[str], str] = str) -> Effort:
        """`file_of`: the file that stands for a person's id, when files were merged."""
        made = list(attempts)
        return cls(
            attempts=len(made),
            minutes=sum(a.minutes for a in made),
            people=frozenset(file_of(a.person_id) for a in made if a.person_id is not None),
            results=Counter(a.result for a in made),
        )

    def __add__(self, other: Effort) -> Effort:
        return Effort(
            self.attempts + other.attempts, self.minutes + other.minutes, self.people | other.people,
            self.results + other.results,
        )  # fmt: skip


def week_of(at: datetime) -> date:
    """The Monday of the ISO week, on the wall, of an aware instant."""
    return monday(at.astimezone(LOCAL).date())


def by_worker_and_week(attempts: Iterable[Attempt], file_of: Callable[[str], str] = str) -> dict[Cell, Effort]:
    cells: dict[Cell, list[Attempt]] = {}
    for attempt in attempts:
        cells.setdefault((attempt.worker_id or "", week_of(attempt.at)), []).append(attempt)
    return {cell: Effort.of(made, file_of) for cell, made in cells.items()}
