from __future__ import annotations

import pytest

from espace_mobile.app.actions import merging
from espace_mobile.app.actions.conflicts import conflicts_of_person, open_conflicts, reopen, settle
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import FollowUpStatus
from espace_mobile.domain.person import Person
from espace_mobile.protocol.values import new_id


@pytest.fixture
def samir(replica, worker, disagree) -> Person:
    samir = Person(id=new_id(), first_name="Samir", phone="+33639980001")
    replica.save(samir, by=worker.id)
    disagree(samir, "phone", "+33639980001", "+33639980002")
    return samir


def test_both_values_of_a_field_are_kept_newest_first(replica, samir) -> None:
    [found] = open_conflicts(replica, samir.id)
    assert (found.of, found.of_kind, found.field) == (samir.id, "person", "phone")
    assert [c.value for c in found.candidates] == ["+33639980001", "+33639980002"]
    assert found.candidates[0].at > found.candidates[1].at
    assert open_conflicts(replica) == [found]
    assert open_conflicts(replica, new_id()) == []


@pytest.mark.parametrize("chosen", ["+33639980001", "+33639980002", "+33639980003"])
def test_choosing_or_typing_a_value_settles_it_in_one_commit(replica, samir, supervisor, commits, chosen) -> None:
    [found] = open_conflicts(replica, samir.id)
    commits()
    settle(replica, found, chosen, supervisor)
    assert commits() == 1
    assert replica.get(Person, samir.id).phone == chosen
    assert open_conflicts(replica) == []


def test_two_fields_in_conflict_are_settled_one_by_one(replica, samir, supervisor, disagree) -> None:
    disagree(samir, "first_name", "Samir", "Sami")
    first, second = open_conflicts(replica, samir.id)
    assert (first.field, second.field) == ("first_name", "phone")
    settle(replica, first, "Sami", supervisor)
    assert open_conflicts(replica, samir.id) == [second]


def test_a_decision_is_taken_back_in_one_commit(replica, samir, supervisor, commits) -> None:
    [found] = open_conflicts(replica, samir.id)
    settled = settle(replica, found, "+33639980002", supervisor)
    commits()
    reopen(replica, settled, supervisor)
    assert commits() == 1
    assert replica.get(Person, samir.id).phone == "+33639980001"
    assert [d.id for d in open_conflicts(replica)] == [found.id]


def test_taking_back_leaves_what_was_written_since(replica, samir, supervisor) -> None:
    [found] = open_conflicts(replica, samir.id)
    settled = settle(replica, found, "+33639980002", supervisor)
    replica.save(replica.get(Person, samir.id).but(phone="+33639980009"), by="other")
    reopen(replica, settled, supervisor)
    assert replica.get(Person, samir.id).phone == "+33639980009"


@pytest.fixture
def task(replica, worker, samir, now, today) -> FollowUp:
    task = FollowUp(
        id=new_id(), person_id=samir.id, due_on=today, status=FollowUpStatus.DONE, closed_at=now, closed_by=worker.id
    )
    replica.save(task, by=worker.id)
    return task


def test_who_closed_it_when_is_nobodys_question_when_both_closed_it(replica, task, samir, disagree) -> None:
    for field in ("closed_at", "closed_by"):
        disagree(task, field, task.fields()[field], "2026-05-14T10:00:00Z")
    assert open_conflicts(replica, task.id) == []
    assert [d.of for d in conflicts_of_person(replica, samir.id)] == [samir.id]


def test_what_goes_along_with_a_decision_is_decided_with_it(replica, task, supervisor, disagree) -> None:
    disagree(task, "status", "done", "dropped")
    disagree(task, "closed_by", task.closed_by, "somebody")
    [status] = open_conflicts(replica, task.id)
    settled = settle(replica, status, "dropped", supervisor)
    decided = replica.get(FollowUp, task.id)
    assert (decided.status, decided.closed_by) == (FollowUpStatus.DROPPED, "somebody")
    assert replica.conflicts(task.id) == []
    reopen(replica, settled, supervisor)
    assert replica.get(FollowUp, task.id) == task
    assert len(replica.conflicts(task.id)) == 2


def test_what_is_told_of_a_person_is_asked_with_their_file(replica, task, samir, disagree) -> None:
    disagree(task, "due_on", str(task.due_on), "2027-01-01")
    assert [(d.of_kind, d.field) for d in conflicts_of_person(replica, samir.id)] == [
        ("person", "phone"),
        ("follow_up", "due_on"),
    ]


def test_nothing_is_asked_of_what_was_deleted(replica, samir, supervisor) -> None:
    replica.delete(samir, by=supervisor.id)
    assert open_conflicts(replica) == []


@pytest.fixture
def head(replica, samir, supervisor, now) -> Person:
    head = Person(id=new_id(), first_name="Samir", phone="+33639980007")
    replica.save(head, by=supervisor.id)
    merging.merge(replica, samir, head, {"phone": "+33639980007"}, supervisor, now=now)
    return head


@pytest.mark.parametrize("chosen", ["+33639980002", "+33639980007"])
def test_a_file_that_was_merged_asks_on_the_one_that_stands_for_it(replica, samir, head, supervisor, chosen) -> None:
    [found] = conflicts_of_person(replica, head.id)
    assert [c.value for c in found.candidates] == ["+33639980007", "+33639980001", "+33639980002"]
    settled = settle(replica, found, chosen, supervisor)
    assert replica.get(Person, head.id).phone == chosen
    assert conflicts_of_person(replica, head.id) == []
    assert all(merging.edited_since(replica, link) == () for link in merging.links_of(replica, head.id))
    reopen(replica, settled, supervisor)
    assert replica.get(Person, head.id).phone == "+33639980007"
    assert len(conflicts_of_person(replica, head.id)) == 1
