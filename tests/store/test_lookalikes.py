from __future__ import annotations

import gc
import weakref
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AgeBand, Sex
from espace_mobile.protocol.values import new_id
from espace_mobile.store.lookalikes import Lookalikes
from espace_mobile.store.replica import Replica
from tests.store.test_search import WORKER, empty_replica


def file(first: str | None = None, last: str | None = None, **more: Any) -> Person:
    return Person(id=new_id(), first_name=first, last_name=last, **more)


def alike(*files: Person) -> list[set[str]]:
    replica = empty_replica()
    replica.save(*files, by=WORKER)
    known = Lookalikes(replica)
    known.prepare()
    return [{one, other} for _, one, other in known.pairs()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (file("Élodie", "Çağlar"), file("elodi", "caglar")),
        (file("Élodie", "Çağlar"), file("Caglar", "Élodie")),
        (file("Mohammed", "El Amrani"), file("Mohamed", "Elamrani", nickname="El Amrani")),
        (file("Khadija", "Touré"), file("Kadidja", "Toure", birth_year=1990)),
        (file("Samir", "Haddad", birth_year=1990), file("Samir", "Hadad", birth_on=date(1991, 5, 3))),
        (file("Awa", birth_on=date(1990, 5, 3)), file("Awa", "Diallo", birth_on=date(1990, 5, 3))),
        (file("Awa", phone="+33639980001"), file(nickname="Wawa", phone="+33639980001")),
        (file("Sylvie", "Moreau"), file("Silvi", "Moro")),
        (file("Awa", "Ba", age_band=AgeBand.FROM_18_TO_25), file("Awa", "Ba", age_band=AgeBand.FROM_26_TO_44)),
        (file("Awa", "Ba", sex=Sex.MALE, phone="+33639980001"), file("Awa", sex=Sex.FEMALE, phone="+33639980001")),
    ],
)
def test_two_files_of_one_person_are_seen(one: Person, other: Person) -> None:
    assert alike(one, other, file("Zoé", "Martin"), file("Samira", "Diop")) == [{one.id, other.id}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (file("Samir"), file("Samir")),
        (file("Samir", "Haddad", birth_year=1960), file("Samir", "Haddad", birth_year=1990)),
        (file("Samir", "Haddad"), file("Samir", "Diop")),
        (file("Samir", "Haddad", sex=Sex.MALE), file("Samira", "Haddad", sex=Sex.FEMALE)),
        (file("Awa", birth_year=1960, phone="+33639980001"), file("Ali", birth_year=1999, phone="+33639980001")),
        (file("Awa", "Ba", age_band=AgeBand.FROM_18_TO_25), file("Awa", "Ba", age_band=AgeBand.FROM_45_TO_54)),
        (file(), file()),
    ],
)  # fmt: skip
def test_two_people_are_left_alone(one: Person, other: Person) -> None:
    assert alike(one, other) == []


def test_the_likeliest_pair_comes_first() -> None:
    close, same = file("Samir", "Hadad"), file("Samir", "Haddad", phone="+33639980001")
    again = file("Samir", "Haddad", phone="+33639980001")
    assert alike(close, same, again)[0] == {same.id, again.id}


def test_a_name_that_half_the_town_bears_costs_nothing_and_its_phone_still_tells() -> None:
    crowd = [file("Mohamed", "Ali") for _ in range(150)]
    one, other = (file("Mohamed", "Ali", phone="+33639980001") for _ in range(2))
    assert {one.id, other.id} in alike(*crowd, one, other)


def test_what_waits_for_the_background_is_told() -> None:
    replica = empty_replica()
    known = Lookalikes(replica)
    assert not known.ready
    known.prepare()
    assert known.ready
    replica.save(*(file("Zoé", f"Martin{n}", phone=f"+336399800{n:02}") for n in range(99)), by=WORKER)
    assert known.ready
    replica.save(file("Awa", "Diallo"), file("Awa", "Diallo"), by=WORKER)
    assert not known.ready
    known.prepare()
    assert known.ready


def test_looking_for_doubles_does_not_keep_a_closed_register_alive() -> None:
    replica = empty_replica()
    known = Lookalikes(replica)
    known.prepare()
    alive = weakref.ref(replica)
    del replica
    gc.collect()
    assert alive() is None
    assert known.pairs() == []


names = st.sampled_from(["Samir", "Samire", "Haddad", "Hadad", "Awa", "Diallo", None])
steps = st.lists(st.tuples(st.integers(0, 5), names, names, st.sampled_from([None, 1990, 1991])), max_size=20)


@settings(max_examples=40, deadline=None)
@given(steps)
def test_told_of_each_save_it_knows_what_it_would_read_afterwards(history: list[Any]) -> None:
    replica: Replica = empty_replica()
    told = Lookalikes(replica)
    told.pairs()
    for n, first, last, year in history:
        id = f"{n:032x}"
        known = replica.get(Person, id)
        if first or last or known is None:
            replica.save(Person(id=id, first_name=first, last_name=last, birth_year=year), by=WORKER)
        else:
            replica.delete(known, by=WORKER)
        told.pairs()
    afterwards = Lookalikes(replica)
    afterwards.prepare()
    told.prepare()
    assert told.pairs() == afterwards.pairs()
