"""The large register as the dashboard cuts it: dates held at forty places, people and contacts of each sex, age and
channel, and what came of their spells.

Apart from it, so that what is measured on that one alone stays comparable. Drawn from a fixed seed, like it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.large_register import Drawn, written
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import Answered, SituationMoment
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import AgeBand, OutcomeType, OutingStatus, Qpv, ReferralChannel, Sex
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Op

PLACES = 40
_PAD = (AgeBand.FROM_16_TO_25, AgeBand.FROM_26_TO_44, AgeBand.FROM_45_TO_54, AgeBand.FROM_55, AgeBand.UNSTATED)
_HALF_A_YEAR = timedelta(days=182)


class DrawnDashboard(Drawn):
    """Besides the facts of the large register, an outcome of each spell and an answer at six months of those over."""

    def __init__(self, today: date, team: str, worker: str, outing: str) -> None:
        super().__init__(today, team, worker, outing)
        self.dice = random.Random(13)
        self.dates: list[str] = []

    def ops(self) -> Iterator[Op]:
        return written(fact for drawn in self.facts() for fact in self._cut(drawn))

    def facts(self) -> Iterator[Fact]:
        yield from (Place(id=_place(n), name=f"Place {n + 1}") for n in range(PLACES))
        yield from super().facts()

    def _cut(self, fact: Fact) -> Iterator[Fact]:
        draw = self.dice.choice
        if isinstance(fact, Outing):
            self.dates.append(fact.id)
            yield fact.but(status=OutingStatus.HELD, place_id=_place(len(self.dates) % PLACES))
        elif isinstance(fact, Person):
            opened_at = derived_id("large", "outing", str(self.dice.randrange(1_000)))
            yield fact.but(sex=draw(tuple(Sex)), qpv=draw(tuple(Qpv)), heard_via=draw(tuple(ReferralChannel)),
                           opened_at_outing_id=opened_at)  # fmt: skip
        elif isinstance(fact, Contact):
            yield fact.but(sex=draw(tuple(Sex)), age_band=draw(_PAD), heard_via=draw((None, *ReferralChannel)))
        else:
            yield fact
        if isinstance(fact, Enrolment) and fact.entered_on is not None:
            yield from self._came_of(fact)

    def _came_of(self, spell: Enrolment) -> Iterator[Fact]:
        begun = spell.exited_on or spell.entered_on or self.today
        yield Outcome(
            id=derived_id("large", "outcome", spell.id), team=self.team, person_id=spell.person_id,
            enrolment_id=spell.id, on=begun, type=self.dice.choice(tuple(OutcomeType)),
        )  # fmt: skip
        if spell.exited_on is not None:
            yield Situation(
                id=derived_id("large", "situation", spell.id), team=self.team, person_id=spell.person_id,
                enrolment_id=spell.id, on=begun + _HALF_A_YEAR, moment=SituationMoment.SIX_MONTHS,
                answered=self.dice.choice((Answered.ANSWERED, Answered.UNREACHABLE)),
            )  # fmt: skip


def _place(n: int) -> str:
    return derived_id("large", "place", str(n))
