"""Visits to a service: each tap is one, whoever came, and what was given is said of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from espace_mobile.app.actions import finding, merging, people, programmes, services
from espace_mobile.app.actions.files import told_of
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import Advice, ServiceSort
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica
from tests.app.actions.conftest import Commits

VESTIAIRE, EPICERIE = ServiceSort.VESTIAIRE, ServiceSort.EPICERIE


@pytest.fixture
def visit(replica: Replica, programme: Programme, worker: Worker, now: datetime) -> ServiceVisit:
    return services.count(replica, programme, VESTIAIRE, worker, now=now)


def kept(replica: Replica, visit: ServiceVisit) -> ServiceVisit:
    found = replica.get(ServiceVisit, visit.id)
    assert found is not None
    return found


def test_a_tap_is_one_anonymous_visit_in_one_commit(
    replica: Replica, programme: Programme, worker: Worker, now: datetime, today: date, commits: Commits
) -> None:
    commits()
    services.count(replica, programme, VESTIAIRE, worker, now=now)
    services.count(replica, programme, EPICERIE, worker, now=now - timedelta(days=1))
    assert commits() == 2
    [visit] = services.of_day(replica, programme.id, today)
    assert (visit.person_id, visit.team, visit.worker_id) == (None, None, worker.id)
    assert services.total(replica, programme.id) == (2, 0)


def test_a_named_visit_is_of_the_persons_team_and_a_meeting(
    replica: Replica, programme: Programme, person: Person, worker: Worker, now: datetime, today: date
) -> None:
    visit = services.count(replica, programme, VESTIAIRE, worker, now=now, person=person)
    assert (visit.person_id, visit.team) == (person.id, person.team)
    assert [v.id for v in told_of(replica, ServiceVisit, person.id)] == [visit.id]
    assert finding.seen_on(replica, person) == today


def test_a_visit_gets_a_name_and_loses_it(
    replica: Replica, visit: ServiceVisit, person: Person, worker: Worker
) -> None:
    named = services.name(replica, visit, person, worker)
    assert (named.person_id, named.team) == (person.id, person.team)
    again = services.name(replica, named, None, worker)
    assert (again.person_id, again.team) == (None, None)
    assert told_of(replica, ServiceVisit, person.id) == []


def test_a_visit_is_not_given_the_name_of_somebody_of_another_team(
    replica: Replica, programme: Programme, visit: ServiceVisit, worker: Worker, now: datetime
) -> None:
    stranger = Person(id=new_id(), team=new_id(), first_name="Zoé")
    replica.save(stranger, by="setup")
    with pytest.raises(InputError):
        services.name(replica, visit, stranger, worker)
    with pytest.raises(InputError):
        services.count(replica, programme, VESTIAIRE, worker, now=now, person=stranger)
    assert replica.count(ServiceVisit) == 1


def test_items_go_up_and_down_and_never_below_none(replica: Replica, visit: ServiceVisit, worker: Worker) -> None:
    for _ in range(3):
        services.give(replica, visit, worker, donated=1)  # the screen may show a visit from before
    services.give(replica, visit, worker, repaired=1)
    services.give(replica, visit, worker, repaired=-1)
    services.give(replica, visit, worker, repaired=-1)
    assert (kept(replica, visit).donated, kept(replica, visit).repaired) == (3, 0)
    services.give(replica, visit, worker, donated=1000)
    assert kept(replica, visit).donated == services.MOST


def test_advice_is_given_and_taken_back(replica: Replica, visit: ServiceVisit, worker: Worker) -> None:
    services.advise(replica, visit, Advice.HAIR, worker)
    services.advise(replica, visit, Advice.DRESSING, worker)
    services.advise(replica, visit, Advice.HAIR, worker)
    assert kept(replica, visit).advice == (Advice.DRESSING,)


def test_a_visit_removed_comes_back_as_it_was(replica: Replica, visit: ServiceVisit, worker: Worker) -> None:
    services.give(replica, visit, worker, donated=2)
    gone = services.remove(replica, visit, worker)
    assert services.total(replica, visit.programme_id) == (0, 0)
    services.restore(replica, gone, worker)
    assert services.total(replica, visit.programme_id) == (1, 2)


def test_the_visits_of_merged_files_are_of_one_person(
    replica: Replica, programme: Programme, person: Person, worker: Worker, supervisor: Worker, now: datetime
) -> None:
    other = Person(id=new_id(), team=person.team, first_name="Samyr")
    replica.save(other, by="setup")
    for each in (person, other):
        services.count(replica, programme, VESTIAIRE, worker, now=now, person=each)
    [before] = services.months(replica, programme.id).values()
    assert services.distinct(replica, before) == 2
    merging.merge(replica, other, person, {}, supervisor, now=now)
    [after] = services.months(replica, programme.id).values()
    assert (services.distinct(replica, after), after.visits, after.named) == (1, 2, 2)
    assert len(told_of(replica, ServiceVisit, person.id)) == 2


def test_an_erased_person_leaves_a_visit_that_counts_and_nobody_to_show(
    replica: Replica, programme: Programme, person: Person, worker: Worker, supervisor: Worker, now: datetime
) -> None:
    services.count(replica, programme, VESTIAIRE, worker, now=now, person=person)
    people.erase_file(replica, person, supervisor)
    [counts] = services.months(replica, programme.id).values()
    assert (counts.visits, services.distinct(replica, counts)) == (1, 1)
    assert replica.get(Person, person.id) is None


def test_a_programme_offers_its_services_and_those_people_came_to(
    replica: Replica, programme: Programme, worker: Worker, counsellor: Worker, now: datetime
) -> None:
    assert services.services_of(replica, programme) == list(ServiceSort)
    said = services.set_services(replica, programme, [EPICERIE], counsellor)
    assert services.services_of(replica, said) == [EPICERIE]
    services.count(replica, programme, VESTIAIRE, worker, now=now)
    assert services.services_of(replica, said) == [EPICERIE, VESTIAIRE]
    with pytest.raises(InputError):
        services.set_services(replica, programme, [], worker)


def test_each_service_counts_apart(
    replica: Replica, counsellor: Worker, worker: Worker, programme: Programme, now: datetime
) -> None:
    other = programmes.add(replica, "CéPourMoi", counsellor)
    for service in (VESTIAIRE, VESTIAIRE, EPICERIE):
        services.count(replica, programme, service, worker, now=now)
    services.count(replica, other, EPICERIE, worker, now=now)
    [vestiaire] = services.months(replica, programme.id, VESTIAIRE).values()
    assert vestiaire.visits == 2
    assert services.total(replica, programme.id) == (3, 0)
