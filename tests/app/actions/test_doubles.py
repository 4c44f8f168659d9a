from __future__ import annotations

import pytest

from espace_mobile.app.actions import doubles, merging
from espace_mobile.app.actions.doubles import Double
from espace_mobile.domain.person import Person
from espace_mobile.protocol.values import new_id


@pytest.fixture
def pair(replica) -> tuple[Person, Person]:
    ids = sorted((new_id(), new_id()))
    older, newer = (
        Person(id=id, first_name=f, last_name="Çağlar") for id, f in zip(ids, ("Élodie", "Elodi"), strict=True)
    )
    replica.save(older, newer, Person(id=new_id(), first_name="Samir", last_name="Haddad"), by="setup")
    return older, newer


def test_a_supervisor_sees_the_files_that_look_alike_and_nobody_else_does(
    replica, supervisor, worker, planner, pair
) -> None:
    assert doubles.doubles(replica, supervisor) == [Double(*pair)]
    assert doubles.doubles(replica, worker) == doubles.doubles(replica, planner) == []


def test_two_files_of_two_people_are_not_shown_again_until_it_is_taken_back(replica, supervisor, pair, now) -> None:
    said = doubles.say_not_same(replica, pair[1], pair[0], supervisor, now=now)
    assert doubles.doubles(replica, supervisor) == []
    assert doubles.say_not_same(replica, *pair, supervisor, now=now).id == said.id
    doubles.take_back(replica, said, supervisor)
    assert doubles.doubles(replica, supervisor) == [Double(*pair)]


def test_merged_files_are_no_double_and_are_shown_once_beside_another(replica, supervisor, pair, now) -> None:
    merging.merge(replica, pair[1], pair[0], {}, supervisor, now=now)
    assert doubles.doubles(replica, supervisor) == []
    third = Person(id="f" * 32, first_name="Élodie", last_name="Çağlar")
    replica.save(third, by="setup")
    [double] = doubles.doubles(replica, supervisor)
    assert (double.into.id, double.taken) == (pair[0].id, third)
    doubles.say_not_same(replica, double.into, third, supervisor, now=now)
    merging.unmerge(replica, *(p.id for p in pair), supervisor)
    assert [{d.into.id, d.taken.id} for d in doubles.doubles(replica, supervisor)] == [
        {pair[0].id, pair[1].id}, {pair[1].id, third.id},
    ]  # fmt: skip
