from __future__ import annotations

from datetime import date, timedelta

import pytest

from espace_mobile.app.actions import files, merging, people
from espace_mobile.domain.merge import Merge, MergedValues
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.vocabulary import Barrier, BarrierState, Need
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id

# Of two ids made in one millisecond either may be the older.
OLDER, NEWER = f"{1:032x}", f"{2:032x}"


@pytest.fixture
def elodie(replica, team) -> Person:
    person = Person(
        id=OLDER, team=team.id, first_name="Élodie", last_name="Çağlar", phone="+33639980001",
        needs=(Need.HEALTH,), barriers={Barrier.HOUSING: BarrierState.YES},
    )  # fmt: skip
    replica.save(person, by="setup")
    return person


@pytest.fixture
def elodi(replica) -> Person:
    """The same person, as another team wrote her down."""
    person = Person(
        id=NEWER, team=new_id(), first_name="Elodi", last_name="Çağlar", phone="+33639980002", birth_year=1990,
        needs=(Need.TRAINING,), languages=("tr",),
    )  # fmt: skip
    replica.save(person, by="setup")
    return person


def test_one_file_stands_for_both_with_what_was_chosen_and_nothing_lost(
    replica, supervisor, elodie, elodi, now, commits
) -> None:
    for file in (elodie, elodi):
        people.add_note(replica, file, "Rappeler", supervisor, now=now)
    commits()
    merging.merge(replica, elodi, elodie, {"phone": "+33639980002"}, supervisor, now=now)
    assert commits() == 1
    assert files.members(replica, elodi.id) == (elodie.id, elodi.id)
    head = files.person_of(replica, elodi.id)
    assert (head.first_name, head.phone, head.birth_year) == ("Élodie", "+33639980002", 1990)
    assert (head.needs, head.languages) == ((Need.HEALTH, Need.TRAINING), ("tr",))
    assert head.barriers[Barrier.HOUSING] == BarrierState.YES
    assert replica.get(Person, elodi.id) == elodi
    assert len(files.told_of(replica, PersonNote, elodi.id)) == 2


def test_the_link_says_nothing_of_anybody_to_a_team_that_has_neither_file(
    replica, supervisor, elodie, elodi, now
) -> None:
    link = merging.merge(replica, elodi, elodie, {"phone": "+33639980002"}, supervisor, now=now)
    assert link.team is None
    assert "3998" not in str(replica.record(Merge.kind, link.id).fields)
    [values] = replica.all(MergedValues)
    assert (values.team, values.person_id) == (elodie.team, elodie.id)
    assert "3998" in values.replaced


def test_taken_apart_each_file_says_again_what_it_said(replica, supervisor, elodie, elodi, now, commits) -> None:
    merging.merge(replica, elodi, elodie, {"first_name": "Elodi", "phone": "+33639980002"}, supervisor, now=now)
    commits()
    merging.unmerge(replica, elodie.id, elodi.id, supervisor)
    assert commits() == 1
    assert (replica.get(Person, elodie.id), replica.get(Person, elodi.id)) == (elodie, elodi)
    assert (replica.all(Merge), replica.all(MergedValues)) == ([], [])
    assert files.head_id(replica, elodi.id) == elodi.id


def test_taken_apart_what_was_changed_since_stays(replica, supervisor, elodie, elodi, now) -> None:
    merging.merge(replica, elodi, elodie, {"first_name": "Elodi", "phone": "+33639980002"}, supervisor, now=now)
    head = replica.get(Person, elodie.id)
    people.change_person(replica, head, supervisor, phone="+33639980003", needs=(*head.needs, Need.DIGITAL))
    merging.unmerge(replica, elodi.id, elodie.id, supervisor)
    apart = replica.get(Person, elodie.id)
    assert (apart.first_name, apart.phone) == ("Élodie", "+33639980003")
    assert apart.needs == (Need.HEALTH, Need.DIGITAL)


def test_taking_apart_can_be_undone(replica, supervisor, elodie, elodi, now) -> None:
    merging.merge(replica, elodi, elodie, {"phone": "+33639980002"}, supervisor, now=now)
    together = replica.get(Person, elodie.id)
    parted = merging.unmerge(replica, elodie.id, elodi.id, supervisor)
    people.change_person(replica, replica.get(Person, elodie.id), supervisor, address="quai")
    merging.merge_again(replica, parted, supervisor)
    assert files.members(replica, elodi.id) == (elodie.id, elodi.id)
    assert replica.get(Person, elodie.id) == together.but(address="quai")
    merging.unmerge(replica, elodie.id, elodi.id, supervisor)
    assert replica.get(Person, elodie.id) == elodie.but(address="quai")


def test_three_files_taken_apart_in_any_order_say_what_they_said(replica, supervisor, elodie, elodi, now) -> None:
    third = elodie.but(id=new_id(), phone="+33639980003", needs=(Need.DIGITAL,), barriers={})
    replica.save(third, by="setup")
    for first, then in ((elodi, third), (third, elodi)):
        for taken in (elodi, third):
            merging.merge(replica, taken, elodie, {"phone": taken.phone}, supervisor, now=now)
        assert replica.get(Person, elodie.id).phone == third.phone
        merging.unmerge(replica, elodie.id, first.id, supervisor)
        assert replica.get(Person, elodie.id).phone == then.phone
        merging.unmerge(replica, elodie.id, then.id, supervisor)
        assert replica.get(Person, elodie.id) == elodie


def test_a_file_that_was_taken_in_is_merged_as_the_one_that_stands_for_it(
    replica, supervisor, elodie, elodi, now
) -> None:
    third = elodie.but(id=new_id())
    replica.save(third, by="setup")
    merging.merge(replica, elodi, elodie, {}, supervisor, now=now)
    link = merging.merge(replica, elodi, third, {}, supervisor, now=now + timedelta(seconds=1))
    assert (link.person_id, link.into_id) == (elodie.id, third.id)
    assert files.head_id(replica, elodi.id) == third.id
    with pytest.raises(InputError, match="same_file"):
        merging.merge(replica, elodi, third, {}, supervisor, now=now)
    assert [m.into_id for m in merging.links_of(replica, elodi.id)] == [third.id, elodie.id]


def test_only_a_supervisor_merges_and_takes_apart(replica, worker, supervisor, elodie, elodi, now) -> None:
    with pytest.raises(InputError, match="supervisor"):
        merging.merge(replica, elodi, elodie, {}, worker, now=now)
    merging.merge(replica, elodi, elodie, {}, supervisor, now=now)
    with pytest.raises(InputError, match="supervisor"):
        merging.unmerge(replica, elodi.id, elodie.id, worker)
    assert len(replica.all(Merge)) == 1


def test_a_file_erased_meanwhile_is_not_merged(replica, supervisor, elodie, elodi, now) -> None:
    people.erase_file(replica, elodi, supervisor)
    with pytest.raises(InputError, match="erased"):
        merging.merge(replica, elodi, elodie, {}, supervisor, now=now)
    assert replica.all(Merge) == []


def test_an_edit_of_the_taken_file_that_nobody_saw_is_told(replica, supervisor, elodie, elodi, now) -> None:
    link = merging.merge(replica, elodi, elodie, {}, supervisor, now=now)
    assert merging.edited_since(replica, link) == ()
    replica.tick(60)
    replica.save(elodi.but(phone="+33639980009", birth_on=date(1990, 5, 3), last_name="Caglar"), by="another tablet")
    assert set(merging.edited_since(replica, link)) == {"phone", "birth_on", "last_name"}
    people.change_person(replica, replica.get(Person, elodie.id), supervisor, phone="+33639980009", last_name="Caglar")
    assert merging.edited_since(replica, link) == ("birth_on",)


def test_of_two_merges_in_opposite_directions_the_file_that_shows_hides_nothing(
    replica, supervisor, elodie, elodi, now
) -> None:
    there = merging.merge(replica, elodi, elodie, {}, supervisor, now=now)
    back = Merge(id=new_id(), person_id=elodie.id, into_id=elodi.id, at=now + timedelta(minutes=1))
    replica.save(back, by="another tablet")
    replica.tick(60)
    replica.save(elodie.but(phone="+33639980009"), by="another tablet")
    assert files.head_id(replica, elodi.id) == elodie.id
    assert merging.edited_since(replica, back) == ()
    assert merging.edited_since(replica, there) == ()
    assert len(merging.links_of(replica, elodie.id)) == 1
    merging.unmerge(replica, elodie.id, elodi.id, supervisor)
    assert replica.all(Merge) == []


def test_what_a_merge_that_was_undone_had_taken_goes_with_whom_it_came_from(
    replica, supervisor, elodie, elodi, now
) -> None:
    replica.save(elodi.but(nickname="Introuvable"), by="setup")
    merging.merge(replica, elodi, elodie, {"nickname": "Introuvable"}, supervisor, now=now)
    merging.unmerge(replica, elodi.id, elodie.id, supervisor)
    people.erase_file(replica, elodi, supervisor)
    assert "Introuvable" not in repr(replica.storage.tables)
