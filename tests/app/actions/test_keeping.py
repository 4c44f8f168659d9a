from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from espace_mobile.app.actions import files, finding, keeping, merging, people
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.domain.retention import Retention
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import KeptBecause, RegisterSort
from espace_mobile.domain.vocabulary import PersonStatus, Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.record import ERASED
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica
from espace_mobile.store.search import PeopleSearch

TODAY = date(2026, 5, 14)
SUPERVISOR = Worker(id="a" * 32, display_name="Claire", role=Role.SUPERVISOR)
AGENT = Worker(id="b" * 32, display_name="Awa", role=Role.FIELD)


def met(replica: Replica, name: str, on: date | None, **more: object) -> Person:
    person = Person(id=new_id(), first_name=name, opened_on=on, **more)  # type: ignore[arg-type]
    replica.save(person, by=SUPERVISOR.id)
    return person


def aging(replica: Replica, today: date = TODAY) -> list[tuple[str, Retention]]:
    names = [(replica.get(Person, a.person_id), a.state) for a in keeping.aging(replica, SUPERVISOR, today)]
    return [(person.first_name or "", state) for person, state in names if person]


def test_the_files_of_22_23_and_24_months_ago_are_told_longest_ago_first(replica: Replica) -> None:
    for name, on in [("A", date(2024, 7, 15)), ("B", date(2024, 7, 14)), ("C", date(2024, 6, 14)),
                     ("D", date(2024, 5, 14)), ("E", date(2024, 5, 15)), ("F", None)]:  # fmt: skip
        met(replica, name, on)
    first, last, over = Retention.FIRST_WARNING, Retention.LAST_WARNING, Retention.DUE
    assert aging(replica) == [("F", over), ("D", over), ("E", last), ("C", last), ("B", first)]
    assert [a.person_id for a in keeping.due(replica, AGENT, TODAY)] == []


def test_at_the_end_of_february_months_of_any_length_are_told(replica: Replica) -> None:
    met(replica, "A", date(2025, 4, 30))
    assert aging(replica, date(2027, 2, 27)) == []
    assert aging(replica, date(2027, 2, 28)) == [("A", Retention.FIRST_WARNING)]


def test_a_new_contact_takes_a_file_off_the_list_and_its_undoing_puts_it_back(replica: Replica) -> None:
    samir = met(replica, "Samir", date(2023, 1, 1))
    assert aging(replica) == [("Samir", Retention.DUE)]
    again = Contact(id=new_id(), outing_id=new_id(), at=datetime(2026, 5, 1, tzinfo=UTC), person_id=samir.id)
    replica.save(again, by=AGENT.id)
    assert aging(replica) == []
    replica.delete(again, by=AGENT.id)
    assert aging(replica) == [("Samir", Retention.DUE)]


def test_a_merged_file_counts_once_and_is_as_young_as_the_youngest(replica: Replica) -> None:
    old, older = met(replica, "Samir", date(2024, 1, 1)), met(replica, "Sam", date(2023, 1, 1))
    assert len(aging(replica)) == 2
    merging.merge(replica, older, old, {}, SUPERVISOR, now=datetime(2026, 5, 14, 9, tzinfo=UTC))
    assert aging(replica) == [("Samir", Retention.DUE)]
    young = met(replica, "Samy", date(2026, 1, 1))
    merging.merge(replica, young, old, {}, SUPERVISOR, now=datetime(2026, 5, 14, 9, 1, tzinfo=UTC))
    assert aging(replica) == []


def test_a_file_is_kept_for_a_reason_from_the_day_of_the_contact_on(replica: Replica) -> None:
    samir = met(replica, "Samir", date(2023, 1, 1))
    for wrong, field in [((None, TODAY), "because"), ((KeptBecause.MET, None), "day"),
                         ((KeptBecause.MET, date(2026, 5, 15)), "day")]:  # fmt: skip
        with pytest.raises(InputError) as refused:
            keeping.keep(replica, [samir.id], SUPERVISOR, wrong[0], met_on=wrong[1], today=TODAY)
        assert refused.value.field == field
    lines = keeping.keep(replica, [samir.id], SUPERVISOR, KeptBecause.MET, met_on=date(2026, 3, 1), today=TODAY)
    assert (aging(replica), finding.seen_on(replica, samir)) == ([], date(2026, 3, 1))
    keeping.take_back(replica, lines, SUPERVISOR)
    assert aging(replica) == [("Samir", Retention.DUE)]


def test_an_archived_file_is_found_by_supervisors_only_and_comes_out_for_a_month(replica: Replica) -> None:
    samir = met(replica, "Samir", date(2023, 1, 1))
    search = PeopleSearch(replica)
    keeping.archive(replica, [samir.id], SUPERVISOR, today=TODAY)
    assert finding.find(replica, search, AGENT, "samir") == finding.recent(replica, SUPERVISOR) == []
    assert [f.person.id for f in finding.find(replica, search, SUPERVISOR, "samir")] == [samir.id]
    assert not people.may_see(replica, AGENT, samir)
    assert (aging(replica), [p.id for p in keeping.archived(replica, SUPERVISOR)]) == ([], [samir.id])
    lines = keeping.take_out(replica, [samir.id], SUPERVISOR, today=TODAY)
    assert people.may_see(replica, AGENT, samir)
    assert aging(replica) == aging(replica, date(2026, 6, 14)) == []
    assert aging(replica, date(2026, 6, 15)) == [("Samir", Retention.DUE)]
    keeping.take_back(replica, lines, SUPERVISOR)
    assert [p.id for p in keeping.archived(replica, SUPERVISOR)] == [samir.id]


def test_anonymising_leaves_the_counted_facts_and_a_line_of_nobody(replica: Replica) -> None:
    gone = [met(replica, name, date(2023, 1, 1)) for name in ("Samir", "Lina")]
    stays = met(replica, "Zoé", date(2026, 1, 1))
    replica.save(
        *(Contact(id=new_id(), outing_id=new_id(), at=datetime(2023, 1, 1, tzinfo=UTC), person_id=p.id, note="Dit")
          for p in gone), by=AGENT.id,
    )  # fmt: skip
    keeping.anonymise(replica, [p.id for p in gone], SUPERVISOR)
    assert replica.all(Person) == [stays]
    assert [(c.person_id, c.note) for c in replica.all(Contact)] == [(None, None)] * 2
    [line] = replica.all(RightsEntry)
    assert (line.sort, line.files, line.person_id, line.worker_id) == (RegisterSort.ANONYMISED, 2, None, SUPERVISOR.id)
    assert all(p.id not in str(line.fields()) for p in gone)
    for person in gone:
        record = replica.record(Person.kind, person.id)
        assert record is not None
        assert list(record.fields) == [ERASED]


def test_only_supervisors_decide_and_a_file_gone_meanwhile_is_told(replica: Replica) -> None:
    samir = met(replica, "Samir", date(2023, 1, 1))
    for act in (keeping.archive, keeping.take_out):
        with pytest.raises(InputError, match="supervisor"):
            act(replica, [samir.id], AGENT, today=TODAY)
    with pytest.raises(InputError, match="supervisor"):
        keeping.anonymise(replica, [samir.id], AGENT)
    people.erase_file(replica, samir, SUPERVISOR)
    with pytest.raises(InputError) as refused:
        keeping.archive(replica, [samir.id], SUPERVISOR, today=TODAY)
    assert refused.value.params["reason"] == "erased"


def test_archiving_a_merged_file_archives_all_of_it(replica: Replica) -> None:
    one, other = met(replica, "Samir", date(2023, 1, 1)), met(replica, "Sam", date(2023, 1, 1))
    merging.merge(replica, other, one, {}, SUPERVISOR, now=datetime(2026, 5, 14, 9, tzinfo=UTC))
    keeping.archive(replica, [files.head_id(replica, one.id)], SUPERVISOR, today=TODAY)
    assert {p.status for p in replica.all(Person)} == {PersonStatus.ARCHIVED}
    assert finding.find(replica, PeopleSearch(replica), AGENT, "sam") == []
