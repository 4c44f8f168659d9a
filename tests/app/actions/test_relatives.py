from __future__ import annotations

import pytest

from espace_mobile.app.actions import relatives
from espace_mobile.app.actions.relatives import Described
from espace_mobile.domain.path_vocabulary import Relation
from espace_mobile.domain.person import Person
from espace_mobile.domain.relative import Relative
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id

NIR = "1 85 05 78 006 084 36"


@pytest.fixture
def samir(replica, team):
    samir = Person(id=new_id(), team=team.id, first_name="Samir")
    replica.save(samir, by="setup")
    return samir


def test_a_child_is_added_corrected_removed_and_back(replica, worker, samir, today) -> None:
    typed = Described(Relation.CHILD, " Lina ", "2019", "", hosted=True)
    lina = relatives.add(replica, samir, typed, worker, today=today)
    assert (lina.name, lina.birth_year, lina.hosted, lina.person_id, lina.team) == (
        "Lina", 2019, True, samir.id, samir.team,
    )  # fmt: skip
    corrected = relatives.correct(replica, lina, Described(Relation.CHILD, "Lina", "12/03/2018"), worker, today=today)
    assert (corrected.birth_year, corrected.hosted) == (2018, False)
    relatives.remove(replica, corrected, worker)
    assert relatives.relatives_of(replica, samir.id) == []
    relatives.restore(replica, corrected, worker)
    assert relatives.relatives_of(replica, samir.id) == [corrected]


def test_what_a_form_shows_is_what_was_known(replica, worker, samir, today) -> None:
    typed = Described(Relation.PARTNER, "Nadia", "1990", "06 39 98 00 01")
    assert Described.of(relatives.add(replica, samir, typed, worker, today=today)) == typed


def test_only_a_child_is_hosted_in_the_children_s_corner(today) -> None:
    assert Described(Relation.FRIEND, hosted=True).checked(today)["hosted"] is False


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        (Described(), "relation", "required"),
        (Described(Relation.CHILD, name=NIR), "relative_name", "nir"),
        (Described(Relation.CHILD, name="é" * 81), "relative_name", "too_long"),
        (Described(Relation.CHILD, birth_year="2190"), "birth_year", "future"),
        (Described(Relation.FRIEND, phone="06 39"), "phone", "invalid"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_saved(replica, worker, samir, today, typed, field, reason) -> None:
    with pytest.raises(InputError) as refused:
        relatives.add(replica, samir, typed, worker, today=today)
    assert (refused.value.field, refused.value.reason) == (field, reason)
    assert replica.all(Relative) == []


def test_children_come_first_the_eldest_before_the_others_and_are_counted(replica, worker, samir, today) -> None:
    for relation, year, hosted in (
        (Relation.FRIEND, "", False), (Relation.CHILD, "", False), (Relation.CHILD, "2020", True),
        (Relation.CHILD, "2015", False),
    ):  # fmt: skip
        relatives.add(replica, samir, Described(relation, "", year, "", hosted), worker, today=today)
    found = relatives.relatives_of(replica, samir.id)
    assert [(r.relation, r.birth_year) for r in found] == [
        (Relation.CHILD, 2015), (Relation.CHILD, 2020), (Relation.CHILD, None), (Relation.FRIEND, None),
    ]  # fmt: skip
    assert relatives.children_in(found) == (3, 1)
