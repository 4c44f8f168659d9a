"""What an outing, or any set of them, comes to. A contact is a contact, attached to a file or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from espace_mobile.domain.ages import pad_band
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.vocabulary import AgeBand, Need, ReferralChannel, Sex, TallyOf

T = TypeVar("T")
Cell = tuple[Sex, AgeBand]


@dataclass(frozen=True)
class Counts:
    """`contacts` exchanges with `people` distinct known persons; `pad`: {(sex, pad band): contacts}, summing to
    `contacts`. Counts of disjoint facts add up.
    """

    contacts: int = 0
    people: frozenset[str] = frozenset()
    pad: Counter[Cell] = field(default_factory=Counter)
    needs: Counter[Need] = field(default_factory=Counter)
    heard_via: Counter[ReferralChannel] = field(default_factory=Counter)
    tallies: Counter[TallyOf] = field(default_factory=Counter)

    @classmethod
    def of(cls, contacts: Iterable[Contact] = (), tallies: Iterable[Tally] = ()) -> Counts:
        met = list(contacts)
        return cls(
            contacts=len(met),
            people=distinct_people(met),
            pad=pad_matrix(met),
            needs=Counter(need for contact in met for need in contact.needs),
            heard_via=Counter(contact.heard_via for contact in met if contact.heard_via is not None),
            tallies=tally_sums(tallies),
        )

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.contacts + other.contacts,
            self.people | other.people,
            _sum(self.pad, other.pad),
            _sum(self.needs, other.needs),
            _sum(self.heard_via, other.heard_via),
            _sum(self.tallies, other.tallies),
        )

    def tally(self, what: TallyOf) -> int:
        """For a screen: never below zero, even while one tablet's « undo » arrived before the other's count."""
        return max(0, self.tallies[what])


def distinct_people(contacts: Iterable[Contact]) -> frozenset[str]:
    return frozenset(contact.person_id for contact in contacts if contact.person_id is not None)


def pad_matrix(contacts: Iterable[Contact]) -> Counter[Cell]:
    """{(sex, pad band): contacts}; what the pad has no column for is under `AgeBand.UNSTATED`."""
    return Counter((contact.sex, pad_band(contact.age_band)) for contact in contacts)


def tally_sums(tallies: Iterable[Tally]) -> Counter[TallyOf]:
    """Increments add up, whichever tablet made them and in whatever order they come."""
    sums: Counter[TallyOf] = Counter()
    for tally in tallies:
        sums[tally.what] += tally.delta
    return sums


def _sum(a: Counter[T], b: Counter[T]) -> Counter[T]:
    total = a.copy()
    total.update(b)  # `+` would drop what is zero or negative
    return total
