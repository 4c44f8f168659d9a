"""What people are entitled to: given, renewed, ended; and who holds what in a programme."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from espace_mobile.app.actions import merging, rights
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import ProgrammePart, RightSort
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

EPICERIE, SORTIR = RightSort.EPICERIE, RightSort.CARTE_SORTIR


@pytest.fixture
def giving(replica: Replica) -> Programme:
    programme = Programme(id=new_id(), name="CéPourMoi", parts=(ProgrammePart.SERVICES,))
    replica.save(programme, by="setup")
    return programme


def test_a_right_begins_today_and_is_of_the_only_programme_with_services(
    replica: Replica, giving: Programme, person: Person, worker: Worker, today: date
) -> None:
    done = rights.add(replica, person, SORTIR, 6, worker, today=today)
    right = done.fact
    assert (right.since, right.until, right.team) == (today, date(2026, 11, 13), person.team)
    assert right.programme_id == giving.id
    take_back(replica, done, worker)
    assert rights.rights_of(replica, person.id, today) == []


def test_among_several_programmes_a_right_is_of_the_one_the_person_is_in(
    replica: Replica, giving: Programme, person: Person, worker: Worker, today: date
) -> None:
    other = giving.but(id=new_id(), name="Vestiaire")
    replica.save(other, by="setup")
    assert rights.add(replica, person, SORTIR, None, worker, today=today).fact.programme_id is None
    spell = Enrolment(id=new_id(), team=person.team, person_id=person.id, programme_id=other.id, entered_on=today)
    replica.save(spell, by="setup")
    assert rights.add(replica, person, EPICERIE, None, worker, today=today).fact.programme_id == other.id


def test_a_right_is_renewed_ended_and_removed_each_with_a_way_back(
    replica: Replica, person: Person, worker: Worker, today: date
) -> None:
    right = rights.add(replica, person, EPICERIE, 3, worker, today=today).fact
    renewed = rights.renew(replica, right, 3, worker, today=today)
    assert renewed.fact.until == date(2026, 11, 13)
    take_back(replica, renewed, worker)
    ended = rights.end(replica, right, worker, today=today)
    assert ended.fact.until == today
    take_back(replica, ended, worker)
    [now] = rights.rights_of(replica, person.id, today)
    assert now.until == right.until
    gone = rights.remove(replica, right, worker)
    assert rights.rights_of(replica, person.id, today) == []
    rights.restore(replica, gone, worker)
    assert rights.rights_of(replica, person.id, today) == [now]


def test_a_right_is_not_given_to_somebody_of_another_team(replica: Replica, worker: Worker, today: date) -> None:
    stranger = Person(id=new_id(), team=new_id(), first_name="Zoé")
    replica.save(stranger, by="setup")
    with pytest.raises(InputError):
        rights.add(replica, stranger, EPICERIE, 3, worker, today=today)
    assert replica.count(PersonRight) == 0


def test_who_holds_a_right_today_counts_once_whatever_was_merged(
    replica: Replica, giving: Programme, person: Person, worker: Worker, supervisor: Worker, now: datetime, today: date
) -> None:
    other, third = (Person(id=new_id(), team=person.team, first_name=name) for name in ("Samyr", "Zoé"))
    replica.save(other, third, by="setup")
    rights.add(replica, person, SORTIR, 3, worker, today=today)
    longest = rights.add(replica, other, SORTIR, 12, worker, today=today).fact
    soon = rights.add(replica, third, SORTIR, 3, worker, today=today - timedelta(days=80)).fact
    rights.add(replica, third, EPICERIE, 3, worker, today=today - timedelta(days=200))  # expired
    merging.merge(replica, other, person, {}, supervisor, now=now)
    found = rights.holders(replica, giving.id, today)
    assert set(found) == {SORTIR}
    assert [(h.person.id, h.right.id) for h in found[SORTIR]] == [(third.id, soon.id), (person.id, longest.id)]
