from __future__ import annotations

import pytest

from espace_mobile.app.actions import interviews, people, urgent
from espace_mobile.app.actions.people import Identity, Opening
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.path_vocabulary import Urgency
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import NoticeGiven, Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from espace_mobile.store import erasing


@pytest.fixture
def samir(replica, worker, now, today) -> Person:
    return people.open_file(
        replica, Opening(Identity(first_name="Samir"), NoticeGiven.ORAL), worker, now=now, today=today
    )


@pytest.fixture
def talk(replica, samir, worker, now) -> Interview:
    return interviews.begin(replica, samir, worker, now)


def test_what_is_urgent_is_known_at_once_and_what_it_is_about_may_follow(replica, samir, talk, worker) -> None:
    assert not urgent.is_urgent(replica, samir.id)
    flagged = urgent.flag(replica, talk, worker)
    assert urgent.is_urgent(replica, samir.id)
    told = urgent.toggle(replica, flagged, worker, Urgency.HOUSING)
    assert told.urgencies == (Urgency.HOUSING,)
    assert urgent.toggle(replica, told, worker, Urgency.HOUSING).urgencies == ()


def test_settling_keeps_who_when_and_what_it_was_about(replica, samir, talk, worker, supervisor, now) -> None:
    urgent.flag(replica, talk, worker, (Urgency.FOOD,))
    settled = urgent.settle(replica, talk, supervisor, now=now)
    assert (settled.urgent, settled.urgent_settled_at, settled.urgent_settled_by) == (False, now, supervisor.id)
    assert settled.urgencies == (Urgency.FOOD,)
    assert urgent.flagged_of(replica, samir.id) == []
    again = urgent.flag(replica, settled, supervisor, settled.urgencies)
    assert (again.urgent, again.urgent_settled_at, again.urgent_settled_by) == (True, None, None)
    assert urgent.flagged_of(replica, samir.id) == [again]


def test_a_flag_by_mistake_leaves_nothing(replica, talk, worker) -> None:
    urgent.flag(replica, talk, worker, (Urgency.FOOD,))
    assert urgent.not_urgent(replica, talk, worker) == talk


def test_only_those_who_see_the_file_hear_of_it(replica, samir, talk, worker, supervisor, planner) -> None:
    elsewhere = Worker(id=new_id(), display_name="Ali", role=Role.COUNSELLOR, team_ids=(new_id(),))
    flagged = urgent.flag(replica, talk, worker)
    found = {w.display_name: urgent.flagged_for(replica, w) for w in (worker, supervisor, planner, elsewhere)}
    assert found == {"Nora": [(flagged, samir)], "Claire": [(flagged, samir)], "Paul": [], "Ali": []}


def test_who_sees_one_of_two_files_hears_of_what_is_urgent_in_the_other(replica, samir, talk, worker, now) -> None:
    ali = Worker(id=new_id(), display_name="Ali", role=Role.COUNSELLOR, team_ids=(new_id(),))
    theirs = Person(id=new_id(), team=ali.team_ids[0], first_name="Sam")
    flagged = urgent.flag(replica, talk, worker)
    replica.save(theirs, Merge(id=new_id(), person_id=theirs.id, into_id=samir.id, at=now), by="setup")
    assert urgent.flagged_for(replica, ali) == [(flagged, samir)]


@pytest.mark.parametrize("gone", ["deleted", "erased"])
def test_it_goes_with_its_person(replica, samir, talk, worker, gone) -> None:
    urgent.flag(replica, interviews.write(replica, talk, worker, line="Dort dehors"), worker)
    if gone == "deleted":
        people.delete_file(replica, samir, worker)
    else:
        erasing.erase(replica, Person.kind, samir.id, by=worker.id)
        assert [i.person_id for i in replica.all(Interview)] == [None]  # still counted, without a word
    assert urgent.flagged_for(replica, worker) == []
