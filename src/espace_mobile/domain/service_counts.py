"""What the visits to a service come to: visits, named or not, people, items by where they come from, advice by kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from espace_mobile.domain.retention import LOCAL
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import Advice

K = TypeVar("K", bound=str)
Months = dict[date, "ServiceCounts"]  # by the first day of the month


@dataclass
class ServiceCounts:
    """`people`: {person id: visits}. Counts of disjoint visits add up; what is counted can be taken back."""

    visits: int = 0
    donated: int = 0
    repaired: int = 0
    advice: Counter[Advice] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, visits: Iterable[ServiceVisit]) -> ServiceCounts:
        counts = cls()
        for visit in visits:
            counts.count(visit)
        return counts

    @classmethod
    def sum(cls, parts: Iterable[ServiceCounts]) -> ServiceCounts:
        """A new one; work: proportional to the people of the parts."""
        whole = cls()
        for part in parts:
            whole.visits += part.visits
            whole.donated += part.donated
            whole.repaired += part.repaired
            whole.advice.update(part.advice)
            whole.people.update(part.people)
        return whole

    def count(self, visit: ServiceVisit, times: int = 1) -> None:
        """`times=-1`: take back a visit counted before."""
        self.visits += times
        self.donated += times * visit.donated
        self.repaired += times * visit.repaired
        for each in visit.advice:
            _move(self.advice, each, times)
        if visit.person_id is not None:
            _move(self.people, visit.person_id, times)

    @property
    def items(self) -> int:
        return self.donated + self.repaired

    @property
    def named(self) -> int:
        return self.people.total()

    @property
    def anonymous(self) -> int:
        return self.visits - self.named

    def distinct(self, file_of: Callable[[str], str] = str) -> int:
        """How many known people came: those of anonymous visits can't be told apart, and are not among them.

        `file_of`: the file that stands for a person's id, when files were merged.
        """
        return len({file_of(id) for id in self.people})


def day_of(visit: ServiceVisit) -> date:
    """On the wall."""
    return visit.at.astimezone(LOCAL).date()


def month_of(visit: ServiceVisit) -> date:
    """Its first day."""
    return day_of(visit).replace(day=1)


def by_month(visits: Iterable[ServiceVisit]) -> Months:
    months: Months = defaultdict(ServiceCounts)
    for visit in visits:
        months[month_of(visit)].count(visit)
    return dict(months)


def _move(counter: Counter[K], key: K, times: int) -> None:
    """No key is left at nothing: a person who came no more is not one who came."""
    counter[key] += times
    if not counter[key]:
        del counter[key]
