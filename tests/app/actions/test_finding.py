from __future__ import annotations

import gc
import weakref
from datetime import timedelta

import pytest

from espace_mobile.app.actions import contacts, finding, merging, people
from espace_mobile.app.actions.people import Identity, Opening
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.vocabulary import NoticeGiven
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from espace_mobile.store.search import PeopleSearch


@pytest.fixture
def files(replica, worker, now, today) -> list[Person]:
    identities = [Identity("Élodie", "Çağlar", phone="0639980001"), Identity("Samir", "Ben Ali"), Identity("Mohammed")]
    return [
        people.open_file(replica, Opening(i, NoticeGiven.ORAL), worker, now=now, today=today - timedelta(days=n))
        for n, i in enumerate(identities)
    ]


@pytest.fixture
def index(replica) -> PeopleSearch:
    return PeopleSearch(replica)


def names(found: list[finding.Found]) -> list[str | None]:
    return [f.person.first_name for f in found]


def test_a_file_is_found_as_its_name_is_typed_with_the_day_it_was_last_seen(
    replica, index, worker, files, today
) -> None:
    assert finding.find(replica, index, worker, "elodi cagl") == [finding.Found(files[0], today)]
    assert names(finding.find(replica, index, worker, "0001")) == ["Élodie"]


def test_an_empty_search_shows_those_met_lately(replica, index, worker, outing, files, now) -> None:
    assert names(finding.find(replica, index, worker, " ")) == ["Élodie", "Samir", "Mohammed"]
    met = contacts.log_contact(replica, outing, worker, now=now)
    people.attach_contact(replica, met, files[2], worker)
    assert names(finding.find(replica, index, worker, ""))[0] == "Mohammed"


def test_only_files_of_ones_teams_are_found_and_none_by_a_planner(
    replica, index, worker, supervisor, planner, files
) -> None:
    other = Person(id=new_id(), team=new_id(), first_name="Samir", last_name="Ailleurs")
    replica.save(other, by=supervisor.id)
    assert names(finding.find(replica, index, worker, "samir")) == ["Samir"]
    assert len(finding.find(replica, index, supervisor, "samir")) == 2
    assert other not in [f.person for f in finding.find(replica, index, worker, "")]
    for query in ("samir", ""):
        assert finding.find(replica, index, planner, query) == []
    typed = Identity("Samir", "Ailleurs")
    assert finding.duplicates(replica, index, planner, typed, files[0].opened_on) == []
    assert finding.duplicates(replica, index, worker, typed, files[0].opened_on) == []
    assert [f.person for f in finding.duplicates(replica, index, supervisor, typed, files[0].opened_on)] == [other]


def test_a_file_about_to_be_doubled_is_shown(replica, index, worker, files, today) -> None:
    typed = Identity("elodie", "caglar", birth="31/0")
    assert names(finding.duplicates(replica, index, worker, typed, today)) == ["Élodie"]
    assert finding.duplicates(replica, index, worker, typed, today, besides=files[0].id) == []
    assert finding.duplicates(replica, index, worker, Identity(), today) == []


@pytest.fixture
def twice(replica, supervisor, worker, now, today) -> tuple[Person, Person]:
    """The file that was taken in, of another team, and the one that stands for both."""
    older = today - timedelta(days=40)
    head = Person(id=new_id(), team=worker.team_ids[0], first_name="Aïcha", phone="+33639980011", opened_on=older)
    taken = Person(id=new_id(), team=new_id(), first_name="Zohra", phone="+33639980022", opened_on=older)
    replica.save(head, taken, by="setup")
    merging.merge(replica, taken, head, {}, supervisor, now=now)
    return taken, replica.get(Person, head.id)


def test_a_merged_person_is_found_once_under_either_name_and_either_phone(
    replica, index, worker, supervisor, twice
) -> None:
    head = twice[1]
    for query in ("aicha", "zohra", "0011", "0022", "3998 00"):
        assert [f.person for f in finding.find(replica, index, supervisor, query)] == [head], query
    assert [f.person for f in finding.find(replica, index, worker, "aicha")] == [head]
    assert finding.find(replica, index, worker, "zohra") == []


def test_who_may_see_one_of_the_files_finds_the_one_that_stands_for_both(replica, index, worker, twice) -> None:
    other = worker.but(team_ids=(twice[0].team,))
    for query in ("zohra", ""):
        assert [f.person for f in finding.find(replica, index, other, query)] == [twice[1]]


def test_a_merged_person_was_last_met_when_any_of_the_files_says(
    replica, index, worker, files, twice, outing, now, today
) -> None:
    taken, head = twice
    assert names(finding.find(replica, index, worker, ""))[-1] == "Aïcha"
    replica.save(PersonNote(id=new_id(), person_id=taken.id, at=now + timedelta(hours=1), text="Vue"), by="setup")
    assert finding.find(replica, index, worker, "")[0] == finding.Found(head, today)
    assert finding.find(replica, index, worker, "aicha") == [finding.Found(head, today)]


def test_a_new_file_is_warned_of_a_merged_person_once_and_a_file_never_of_itself(
    replica, index, supervisor, twice, today
) -> None:
    for typed in (Identity("Aicha", phone="0639980011"), Identity("Zora", phone="06 39 98 00 22")):
        assert [f.person for f in finding.duplicates(replica, index, supervisor, typed, today)] == [twice[1]]
        for file in twice:
            assert finding.duplicates(replica, index, supervisor, typed, today, besides=file.id) == []


def test_knowing_who_was_met_lately_does_not_keep_a_closed_register_alive(worker) -> None:
    replica = Replica(MemoryStorage(), "0" * 16, Keychain("org", {1: new_org_key()}), lambda: 0)
    assert finding.recent(replica, worker) == []
    alive = weakref.ref(replica)
    del replica
    gc.collect()
    assert alive() is None
