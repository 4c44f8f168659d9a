"""Whatever is saved, deleted, erased or merged, in any order: what is followed is what would be read from nothing."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from espace_mobile.app.actions.dashboard_events import Events
from espace_mobile.domain.dashboard import Counted
from espace_mobile.domain.dashboard.counted import CODES
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.indicators import Of
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.errors import InputError
from espace_mobile.store import erasing
from tests.app.actions.counted_facts import facts, merges, one
from tests.store.test_search import WORKER, empty_replica


def counted(events: Events) -> dict[Of, list[Counted]]:
    found = {code: some for code, (_, some) in events.events(CODES).items()}
    return {code: sorted(some, key=lambda e: (e.id, e.programme)) for code, some in found.items()}


class AnyOrder(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.replica = empty_replica()
        self.followed = Events(self.replica)
        self.followed.events(CODES)

    @rule(some=st.lists(facts, min_size=1, max_size=8))
    def save(self, some: list[Fact]) -> None:
        for fact in some:
            self._unless_erased(fact)

    @rule(link=merges)
    def merge(self, link: Merge) -> None:
        self._unless_erased(link)

    @rule(outing=one(Outing), place=st.none() | one(Place))
    def moved(self, outing: str, place: str | None) -> None:
        found = self.replica.get(Outing, outing)
        if found is not None:
            self.replica.save(found.but(place_id=place), by=WORKER)

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        known = [fact for kind in KINDS.values() for fact in self.replica.all(kind)]
        if known:
            self.replica.delete(data.draw(st.sampled_from(known)), by=WORKER)

    @rule(person=one(Person))
    def erase(self, person: str) -> None:
        if self.replica.get(Person, person) is not None:
            erasing.erase(self.replica, Person.kind, person, WORKER)

    @invariant()
    def as_read_from_nothing(self) -> None:
        afresh = Events(self.replica)
        assert counted(self.followed) == counted(afresh)
        afresh._part()

    def _unless_erased(self, fact: Fact) -> None:
        with suppress(InputError):
            self.replica.save(fact, by=WORKER)


AnyOrder.TestCase.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
test_what_is_followed_is_what_would_be_read_from_nothing = AnyOrder.TestCase
