"""A person is handed everything told of them, and nothing of anybody else: of every kind, those to come included."""

from __future__ import annotations

import json
import os
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from espace_mobile.app.actions import merging, person_export
from espace_mobile.domain.alert_settlement import AlertSettlement
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.not_same import NotSame
from espace_mobile.domain.path_vocabulary import AlertDecision, AlertRule
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from tests.domain.drawn_facts import facts

CLAIRE = Worker(id="c" * 32, display_name="Claire", role=Role.SUPERVISOR)
NOW = datetime(2026, 5, 14, 9, tzinfo=UTC)
DAY = date(2026, 5, 14)
ABOUT = [kind for kind in KINDS.values() if kind.about or kind.also_about]
TOLD = [(kind, field) for kind in ABOUT for field in (kind.about, *kind.also_about) if field]
quick = settings(max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])


def register() -> Replica:
    return Replica(MemoryStorage(), "d" * 16, Keychain("org", {1: b"o" * 64}), lambda: 1_778_750_000_000)


def exported(replica: Replica, person: Person) -> str:
    found = person_export.gather(replica, person, every_team=True)
    return person_export.as_json(found, made_on=DAY, demo=False).decode()


def told(drawn: Fact, field: str, person: Person, word: str) -> Fact:
    """Of this person and of nobody else; `word` in each sealed text."""
    kind, fields = type(drawn), drawn.fields()
    people: dict[str, object] = {
        name: [] if isinstance(fields[name], list) else None for name in (kind.about, *kind.also_about) if name
    }
    texts = {n: f"{word} {n}" for n in kind.sealed if kind.model_fields[n].annotation in (str, str | None)}
    named = [person.id] if isinstance(fields[field], list) else person.id
    needed = {name: person.id for name in people if kind.model_fields[name].is_required()}
    needed |= {name: new_id() for name in ("into_id", "other_id") if name in fields}
    return kind.of(new_id(), {**fields, **people, **needed, **texts, field: named, "team": None})


def texts_of(kind: type[Fact]) -> set[str]:
    return {n for n in kind.sealed if kind.model_fields[n].annotation in (str, str | None)}


@pytest.mark.parametrize(("kind", "field"), TOLD, ids=[f"{kind.kind}.{field}" for kind, field in TOLD])
@given(data=st.data())
@quick
def test_all_that_is_told_of_a_person_is_in_their_file_and_nothing_of_another(
    data: st.DataObject, kind: type[Fact], field: str
) -> None:
    words = [f"dit{os.urandom(6).hex()}" for _ in range(2)]
    with closing(register()) as replica:
        two = [Person(id=new_id(), first_name=f"nom {word}") for word in words]
        each = [told(data.draw(facts(kind)), field, person, word) for person, word in zip(two, words, strict=True)]
        replica.save(*two, *each, by=CLAIRE.id)
        for own, other in ((0, 1), (1, 0)):
            found = exported(replica, two[own])
            assert all(f"{words[own]} {name}" in found for name in texts_of(kind))
            assert f"nom {words[own]}" in found
            assert each[own].id in found
            assert words[other] not in found
            assert two[other].id not in found


def test_words_about_two_people_are_withheld_from_both_and_said_to_be(tmp_path: object) -> None:
    with closing(register()) as replica:
        samir, lina = (Person(id=new_id(), first_name=name) for name in ("Samir", "Lina"))
        both = AlertSettlement(
            id=new_id(), rule=AlertRule.CAPACITY, subject_id=new_id(), person_ids=(samir.id, lina.id),
            decision=AlertDecision.ACCEPTED, at=NOW, worker_id=CLAIRE.id, note="Lina viendra mardi",
        )  # fmt: skip
        other = NotSame(id=new_id(), person_id=samir.id, other_id=lina.id, at=NOW)
        replica.save(samir, lina, both, other, CLAIRE, by=CLAIRE.id)
        found = json.loads(exported(replica, samir))
        [decision] = found["facts"]["alert_settlement"]
        assert (decision["withheld"], decision["person_ids"]) == (["note"], [samir.id, "another_person"])
        assert found["facts"]["not_same"][0]["other_id"] == "another_person"
        assert found["names"] == {CLAIRE.id: "Claire"}
        assert "Lina" not in json.dumps(found)


def test_a_contact_that_was_taken_from_one_file_to_another_is_of_the_other(tmp_path: object) -> None:
    with closing(register()) as replica:
        samir, lina = (Person(id=new_id(), first_name=name) for name in ("Samir", "Lina"))
        moved = Contact(
            id=new_id(), outing_id=new_id(), at=NOW, left_id=samir.id, person_id=lina.id, note="Cherche un CDI"
        )  # fmt: skip
        replica.save(samir, lina, moved, by=CLAIRE.id)
        assert "contact" not in json.loads(exported(replica, samir))["facts"]
        [contact] = json.loads(exported(replica, lina))["facts"]["contact"]
        assert contact["left_id"] == "another_person"


def test_a_merged_person_is_handed_all_files_and_the_same_bytes_each_time() -> None:
    with closing(register()) as replica:
        one, other = Person(id=new_id(), first_name="Élodie"), Person(id=new_id(), first_name="Elodi", nickname="Lo")
        replica.save(one, other, by=CLAIRE.id)
        merging.merge(replica, other, one, {}, CLAIRE, now=NOW)
        found = json.loads(exported(replica, other))
        assert [file["id"] for file in found["files"]] == [one.id, other.id]
        assert (found["format"], found["made_on"], found["demo"]) == ("espace-mobile.person", "2026-05-14", False)
        assert exported(replica, one) == exported(replica, other)


def test_what_is_not_on_this_device_is_said() -> None:
    with closing(register()) as replica:
        samir = Person(id=new_id(), first_name="Samir")
        replica.save(samir, by=CLAIRE.id)
        for every, said in ((True, False), (False, True)):
            found = person_export.gather(replica, samir, every_team=every)
            assert (person_export.OTHER_TEAMS in found.not_here) is said
            assert person_export.COPIES in found.not_here
