"""Who is in a programme, and who waits to be."""

from __future__ import annotations

import pytest

from espace_mobile.app.actions import enrolments, programme_people
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.path_vocabulary import EntryDecision
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.team import Team
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica
from tests.app.actions.spells import REASON, TODAY, ago


def spell(replica: Replica, person: Person, programme: Programme, **more: object) -> Enrolment:
    made = Enrolment(
        **{"id": new_id(), "team": person.team, "person_id": person.id, "programme_id": programme.id, **more}
    )
    replica.save(made, by="setup")
    return made


def somebody(replica: Replica, team: Team | None, name: str) -> Person:
    person = Person(id=new_id(), team=team.id if team else None, first_name=name)
    replica.save(person, by="setup")
    return person


def names(members: list[programme_people.Member]) -> list[str | None]:
    return [person.first_name for _, person in members]


def test_whoever_entered_and_did_not_leave_is_in_it_by_name(
    replica: Replica, team: Team, programme: Programme, supervisor: Worker
) -> None:
    for name in ("Zoé", "Élodie", "Bruno"):
        spell(replica, somebody(replica, team, name), programme, entered_on=ago(30))
    spell(replica, somebody(replica, team, "Ali"), programme, entered_on=ago(90), exited_on=ago(5))
    spell(replica, somebody(replica, team, "Nadia"), programme)
    spell(replica, somebody(replica, team, "Omar"), programme, decision=EntryDecision.VALIDATED, entered_on=ago(-7))
    spell(replica, somebody(replica, team, "Rita"), programme, decision=EntryDecision.REFUSED)
    found = programme_people.present(replica, supervisor, programme.id, TODAY)
    assert names(found.inside) == ["Bruno", "Élodie", "Zoé"]
    assert names(found.waiting) == ["Nadia", "Omar"]
    assert programme_people.count(replica, supervisor, programme.id, TODAY) == (3, 2)


def test_a_return_is_seen_and_an_exit_too(
    replica: Replica, programme: Programme, entered: Enrolment, counsellor: Worker
) -> None:
    def seen() -> tuple[int, int]:
        return programme_people.count(replica, counsellor, programme.id, TODAY)

    assert seen() == (1, 0)
    left = enrolments.leave(replica, entered, counsellor, ago(2), TODAY, REASON).fact
    assert seen() == (0, 0)
    enrolments.stay(replica, left, counsellor)
    assert seen() == (1, 0)


def test_other_programmes_are_left_out(replica: Replica, entered: Enrolment, supervisor: Worker) -> None:
    assert programme_people.count(replica, supervisor, "f" * 32, TODAY) == (0, 0)


def test_one_person_of_two_files_and_two_entries_is_one(
    replica: Replica, team: Team, programme: Programme, entered: Enrolment, person: Person, supervisor: Worker
) -> None:
    double = somebody(replica, team, "Samir bis")
    again = spell(replica, double, programme, entered_on=ago(10))
    spell(replica, person, programme)
    assert programme_people.count(replica, supervisor, programme.id, TODAY) == (2, 0)
    replica.save(Merge(id=new_id(), person_id=double.id, into_id=person.id, at="2026-05-14T08:00:00Z"), by="setup")
    found = programme_people.present(replica, supervisor, programme.id, TODAY)
    assert [(e.id, p.id) for e, p in found.inside] == [(entered.id, person.id)]
    assert found.waiting == []
    assert programme_people.count(replica, supervisor, programme.id, TODAY) == (1, 0)
    assert again.person_id == double.id


@pytest.mark.parametrize("seen", [True, False])
def test_files_of_other_teams_are_neither_shown_nor_counted(
    replica: Replica, programme: Programme, worker: Worker, team: Team, seen: bool
) -> None:
    theirs = team if seen else Team(id=new_id(), name="Équipe Sud")
    spell(replica, somebody(replica, theirs, "Ali"), programme, entered_on=ago(3))
    assert programme_people.count(replica, worker, programme.id, TODAY) == (int(seen), 0)
    assert len(programme_people.present(replica, worker, programme.id, TODAY).inside) == int(seen)


def test_who_was_erased_is_not_there(replica: Replica, programme: Programme, supervisor: Worker) -> None:
    made = Enrolment(id=new_id(), person_id=None, programme_id=programme.id, entered_on=ago(3))
    replica.save(made, by="setup")
    assert programme_people.present(replica, supervisor, programme.id, TODAY).inside == []
    assert programme_people.count(replica, supervisor, programme.id, TODAY) == (0, 0)
