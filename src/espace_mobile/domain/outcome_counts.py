"""What a set of enrolments came to: every class with the denominator, and the counts by type that funders ask for.

Sheet D (Danjoutin) states one balance twice, « 7 emplois, 7 formations » and « 14 en formation ou en CDI »: the first
reading is `having(JOBS)` and `having(TRAININGS)`, the second `having(TRAININGS | {CDI})`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outcome_class import class_of
from espace_mobile.domain.path_vocabulary import OutcomeClass
from espace_mobile.domain.vocabulary import OutcomeType

RATES = (OutcomeClass.LASTING_JOB, OutcomeClass.TRANSITION_JOB, OutcomeClass.POSITIVE_EXIT)


@dataclass(frozen=True)
class OutcomeCounts:
    """`classes`: each class once, adding up to `denominator`. `unstated`: enrolments of which nothing was said, among
    the unknown. `types`: what was said of each enrolment, one set an enrolment."""

    denominator: int
    classes: Mapping[OutcomeClass, int]
    unstated: int
    types: tuple[frozenset[OutcomeType], ...]

    @classmethod
    def of(cls, enrolments: Iterable[Enrolment], outcomes: Iterable[Outcome]) -> OutcomeCounts:
        """Outcomes of other enrolments are left out. Which enrolments (those left, in a year…) is the caller's say."""
        told: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in outcomes:
            told[outcome.enrolment_id].append(outcome)
        ids = dict.fromkeys(enrolment.id for enrolment in enrolments)
        counted = Counter(class_of(told.get(id, ())) for id in ids)
        return cls(
            denominator=len(ids),
            classes=MappingProxyType({each: counted[each] for each in OutcomeClass}),
            unstated=sum(id not in told for id in ids),
            types=tuple(frozenset(o.type for o in told.get(id, ())) for id in ids),
        )

    def rate(self, outcome_class: OutcomeClass) -> Fraction | None:
        """Of the denominator; None when nobody is in it."""
        return Fraction(self.classes[outcome_class], self.denominator) if self.denominator else None

    def having(self, types: Collection[OutcomeType]) -> int:
        """How many enrolments have at least one outcome of these types: not exclusive, so these don't add up."""
        return sum(not said.isdisjoint(types) for said in self.types)
