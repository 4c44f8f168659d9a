from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.service_counts import by_month
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import ServiceSort
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from espace_mobile.store.visits import Visits

WORKER, HERE, ELSEWHERE = "f" * 32, "a" * 32, "b" * 32
MAY = date(2026, 5, 1)
moments = st.datetimes(datetime(2026, 4, 28), datetime(2026, 5, 3), timezones=st.just(UTC))  # noqa: DTZ001
Step = tuple[str, datetime, str | None, ServiceSort, int]


def empty_replica() -> Replica:
    return Replica(MemoryStorage(), "0" * 16, Keychain("org", {1: new_org_key()}), lambda: 1_780_000_000_000)


@pytest.fixture
def replica() -> Replica:
    return empty_replica()


def visit(at: datetime, programme: str = HERE, **more: object) -> ServiceVisit:
    return ServiceVisit.model_validate({"id": new_id(), "programme_id": programme, "at": at, **more})


def test_visits_are_counted_as_they_come_change_and_go(replica: Replica) -> None:
    visits = Visits(replica)
    one, other = visit(datetime(2026, 5, 14, 9, tzinfo=UTC)), visit(datetime(2026, 5, 14, 10, tzinfo=UTC), ELSEWHERE)
    replica.save(one, other, by=WORKER)
    assert visits.total(HERE) == (1, 0)
    replica.save(one.but(donated=2, repaired=1), by=WORKER)
    assert visits.total(HERE) == (1, 3)
    assert visits.months(HERE)[MAY].donated == 2
    replica.save(one.but(service=ServiceSort.EPICERIE), by=WORKER)
    assert visits.services(HERE) == [ServiceSort.EPICERIE]
    assert visits.months(HERE, ServiceSort.VESTIAIRE) == {}
    replica.delete(one, by=WORKER)
    assert (visits.total(HERE), visits.months(HERE), visits.services(HERE)) == ((0, 0), {}, [])
    assert visits.total(ELSEWHERE) == (1, 0)


def test_the_visits_of_a_day_are_those_of_the_wall(replica: Replica) -> None:
    visits = Visits(replica)
    late = visit(datetime(2026, 5, 13, 22, 30, tzinfo=UTC))  # half past midnight in Paris
    replica.save(late, by=WORKER)
    assert visits.on(HERE, date(2026, 5, 14)) == [late.id]
    assert visits.on(HERE, date(2026, 5, 13)) == []


@given(st.lists(st.tuples(moments, st.sampled_from(["p", None]), st.integers(0, 3)), max_size=8), st.data())
def test_the_index_says_what_counting_all_would(
    made: list[tuple[datetime, str | None, int]], data: st.DataObject
) -> None:
    replica = empty_replica()
    visits = Visits(replica)
    facts = [visit(at, person_id=person, donated=donated) for at, person, donated in made]
    replica.save(*facts, by=WORKER)
    visits.total(HERE)
    for fact in facts:
        if data.draw(st.booleans()):
            replica.delete(fact, by=WORKER)
        else:
            replica.save(fact.but(repaired=data.draw(st.integers(0, 2))), by=WORKER)
    assert visits.months(HERE) == by_month(replica.all(ServiceVisit))
