"""How evenly dates are spread: over neighbourhoods, weekdays, months and teams."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Share(Generic[K]):
    """`counts`: of everything that could have had a date, in order; 0 included."""

    counts: Mapping[K, int] = field(default_factory=dict)

    @property
    def least(self) -> int:
        return min(self.counts.values(), default=0)

    @property
    def most(self) -> int:
        return max(self.counts.values(), default=0)

    @property
    def gap(self) -> int:
        """max − min"""
        return self.most - self.least


@dataclass(frozen=True)
class Spread:
    """`areas`: by `area_of`. `weekdays`: 0 = Monday. `months`: by their first day; a month the period only touches
    is among them. `teams`: by id."""

    areas: Share[str] = field(default_factory=Share)
    weekdays: Share[int] = field(default_factory=Share)
    months: Share[date] = field(default_factory=Share)
    teams: Share[str] = field(default_factory=Share)


def share(possible: Iterable[K], counted: Iterable[K | None]) -> Share[K]:
    """What is counted and was not possible (a Sunday that was kept) is left out: it can't be helped."""
    found = Counter(counted)
    return Share({each: found[each] for each in possible})
