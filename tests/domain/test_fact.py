from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Barrier, BarrierState, OutingStatus, Sex
from espace_mobile.protocol.record import RESERVED, TEAM
from espace_mobile.protocol.values import Sealed, new_id, pack, unpack
from tests.domain.drawn_facts import ID, facts

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)

any_fact = st.sampled_from(sorted(KINDS)).flatmap(lambda name: facts(KINDS[name]))


@given(any_fact)
def test_a_fact_comes_back_from_its_fields(fact: Fact) -> None:
    assert type(fact).of(fact.id, fact.fields()) == type(fact).of(fact.id, fact.said()) == fact


@given(any_fact)
def test_fields_travel_as_they_are(fact: Fact) -> None:
    fields = fact.fields()
    assert "id" not in fields
    assert json.loads(json.dumps(fields)) == fields
    assert unpack(pack(fields)) == fields


@given(any_fact)
def test_fields_of_a_fact_read_again_are_the_same(fact: Fact) -> None:
    assert type(fact).of(fact.id, fact.fields()).fields() == fact.fields()


@given(any_fact, st.dictionaries(st.text(min_size=1).map("new_".__add__), st.integers()))
def test_fields_from_a_newer_version_are_ignored(fact: Fact, more: dict[str, int]) -> None:
    assert type(fact).of(fact.id, {**fact.fields(), **more}) == fact


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_each_kind_says_what_is_sealed_and_indexed(kind: type[Fact]) -> None:
    fields = set(kind.model_fields)
    assert kind.sealed <= fields - {"id", TEAM}
    assert set(kind.indexed) <= fields - {"id"} - kind.sealed
    assert fields & RESERVED == {TEAM}
    assert not any(name.startswith("_") for name in fields)


def test_every_name_of_a_kind_is_its_own() -> None:
    assert all(kind.kind == name for name, kind in KINDS.items())
    assert len(KINDS) == 60


def test_an_unknown_code_is_carried_and_written_back() -> None:
    fields = {"outing_id": ID, "at": "2026-05-14T12:00:00Z", "sex": "nonbinary"}
    contact = Contact.of(ID, fields)
    assert contact.sex == "nonbinary"
    assert not contact.sex.known
    assert contact.fields()["sex"] == "nonbinary"


def test_what_cannot_be_a_code_reads_as_absent() -> None:
    fields = {"outing_id": ID, "at": "2026-05-14T12:00:00Z", "sex": "Not a code!"}
    assert Contact.of(ID, fields).sex == Sex.UNSTATED


def test_a_value_sealed_under_an_unknown_key_reads_as_absent() -> None:
    person = Person.of(ID, {"first_name": Sealed(9, b"x" * 20), "nickname": "Momo"})
    assert (person.first_name, person.nickname) == (None, "Momo")


def test_a_fact_without_what_makes_it_is_refused_without_quoting_values() -> None:
    with pytest.raises(ValueError, match="outing_id") as caught:
        Contact.of(ID, {"note": "Élodie Chimérin", "at": "Élodie"})
    assert "lodie" not in str(caught.value)


def test_instants_are_kept_in_utc_and_naive_ones_refused() -> None:
    paris = timezone(timedelta(hours=2))
    contact = Contact(id=ID, outing_id=ID, at=NOON.astimezone(paris))
    assert contact.fields()["at"] == "2026-05-14T12:00:00Z"
    with pytest.raises(ValidationError):
        Contact(id=ID, outing_id=ID, at=datetime(2026, 5, 14))  # noqa: DTZ001


def test_a_fact_does_not_change() -> None:
    outing = Outing(id=ID, on=date(2026, 5, 14))
    with pytest.raises(ValidationError):
        outing.status = OutingStatus.HELD  # type: ignore[misc]
    assert outing.but(status=OutingStatus.HELD).status == OutingStatus.HELD
    assert outing.status == OutingStatus.PLANNED


def test_a_person_always_has_nine_barriers() -> None:
    person = Person(id=new_id(), barriers={Barrier.HOUSING: BarrierState.YES})
    assert len(person.barriers) == 9
    assert person.barriers[Barrier.MOBILITY] == BarrierState.NOT_DISCUSSED


def test_two_barriers_are_two_fields() -> None:
    person = Person(id=ID)
    before, after = person.fields(), person.with_barrier(Barrier.HEALTH, BarrierState.RESOLVED).fields()
    assert {name for name in after if before[name] != after[name]} == {"barrier_health"}


def test_a_new_file_says_what_was_discussed_and_reads_the_same() -> None:
    person = Person(id=ID, first_name="Awa").with_barrier(Barrier.HEALTH, BarrierState.RESOLVED)
    assert {name for name in person.said() if name.startswith("barrier_")} == {"barrier_health"}
    assert None not in person.said().values()
    assert Person.of(ID, person.said()) == person


def test_a_barrier_from_a_newer_version_stays() -> None:
    fields = Person(id=ID).fields() | {"barrier_energy": "yes"}
    assert Person.of(ID, fields).fields()["barrier_energy"] == "yes"
