"""How evenly dates are spread: over neighbourhoods, weekdays, months and teams."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Share(Generic[K]):
    """`counts`: of everything that could have had a date, in order, 0 included. `beside`: what is counted and not
    compared with the others: a month the period only touches, a neighbourhood whose number was asked for."""

    counts: Mapping[K, int] = field(default_factory=dict)
    beside: Mapping[K, int] = field(default_factory=dict)

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
    """`areas`: by `neighbourhood_key`. `weekdays`: 0 = Monday. `months`: by their first day. `teams`: by id."""

    areas: Share[str] = field(default_factory=Share)
    weekdays: Share[int] = field(default_factory=Share)
    months: Share[date] = field(default_factory=Share)
    teams: Share[str] = field(default_factory=Share)


def share(possible: Collection[K], counted: Iterable[K | None], apart: Collection[K] = ()) -> Share[K]:
    """`possible`: what may have a date, in the order in which it is shown. `apart`: which of it is not compared."""
    found = Counter(counted)
    compared = {each: found[each] for each in possible if each not in apart}
    others = {each: n for each, n in found.items() if each is not None and each not in compared}
    return Share(compared, {**{each: 0 for each in possible if each in apart}, **others})
