from __future__ import annotations

import pytest

from espace_mobile.app.actions.conflicts import open_conflicts, settle
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
