from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from espace_mobile.app.actions import contacts_import, outing_days, people, people_import
from espace_mobile.app.actions.people_import import Saved, Undone
from espace_mobile.app.actions.schedule_import import Stopped
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.people_import.fields import What, propose_columns
from espace_mobile.domain.people_import.lines import Common
from espace_mobile.domain.people_import.proposing import Proposed
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.place import Place
from espace_mobile.domain.vocabulary import OutingStatus, Qpv, Sex
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from espace_mobile.store.search import PeopleSearch

TODAY, NOW = date(2026, 5, 14), datetime(2026, 5, 14, 8, 42, tzinfo=UTC)
HEAD = ["Nom", "Prénom", "Né(e) le", "Téléphone", "QPV", "Notes", "Premier contact"]
AWA = ["Chimérin", "Awa", date(1990, 5, 14), "0639981234", "oui", "Vient le mardi", None]
SAMIR = ["Fictif", "Samir", date(1985, 1, 2), None, None, None, None]


def workbook(*lines: list[Any], head: list[str] = HEAD) -> bytes:
    book, data = Workbook(), BytesIO()
    for line in (head, *lines):
        book.active.append(line)
    book.save(data)
    return data.getvalue()


def preview(replica: Replica, source: bytes, common: Common | None = None) -> Proposed:
    table = people_import.read(source)
    return people_import.preview(replica, table, propose_columns(table.headings), common or Common(), TODAY)


def imported(replica: Replica, worker: Worker, *lines: list[Any], **more: Any) -> Saved:
    return people_import.save(replica, preview(replica, workbook(*lines)), worker, now=NOW, today=TODAY, **more)


def test_a_preview_saves_nothing_and_an_import_is_found_by_a_search(replica, supervisor, commits) -> None:
    index = PeopleSearch(replica)
    assert index.search("Chimérin") == []
    commits()
    assert len(preview(replica, workbook(AWA, SAMIR)).new) == 2
    assert commits() == 0
    saved = imported(replica, supervisor, AWA, SAMIR)
    assert (saved.made, saved.stopped, commits()) == (2, False, 1)
    (found,) = index.search("chimerin")
    person = replica.get(Person, found.id)
    assert (person.birth_on, person.qpv, person.import_run, person.referent_id) == (
        date(1990, 5, 14), Qpv.YES, saved.run, None
    )  # fmt: skip
    assert [note.text for note in replica.where(PersonNote, person_id=person.id)] == ["Vient le mardi"]


def test_the_same_file_twice_makes_nobody_twice(replica, supervisor) -> None:
    imported(replica, supervisor, AWA, SAMIR)
    again = preview(replica, workbook(AWA, SAMIR))
    assert (again.making, len(again.known), again.could_complete) == ([], 2, 0)
    assert imported(replica, supervisor, AWA, SAMIR).made == 0
    assert replica.count(Person) == 2


def test_a_formula_meant_as_text_is_refused_and_the_good_lines_kept(replica) -> None:
    found = preview(replica, workbook(["=A1&B1", "Awa"], SAMIR, ["Chimérin", "Awa", None, "=6"]))
    assert [(e.line, e.column, e.reason) for e in found.refused] == [
        (2, "last_name", "formula"),
        (4, "phone", "formula"),
    ]
    assert [said.person.last_name for said in found.new] == ["Fictif"]


def test_somebody_alike_waits_for_an_answer(replica, supervisor) -> None:
    imported(replica, supervisor, AWA)
    found = preview(replica, workbook(["Chimerain", "Awa", date(1990, 5, 14)], SAMIR))
    assert [(a.said.line, a.person.last_name) for a in found.alike] == [(2, "Chimérin")]
    assert [len(found.choose(create).making) for create in (False, True)] == [1, 2]


def test_known_files_are_completed_when_that_is_chosen_and_emptied_by_undoing(replica, supervisor) -> None:
    known = Person(id=new_id(), first_name="Samir", last_name="Fictif", birth_on=date(1985, 1, 2), sex=Sex.MALE)
    replica.save(known, by=supervisor.id)
    found = preview(replica, workbook(["Fictif", "Samir", date(1985, 1, 2), "0639981234"]))
    assert people_import.save(replica, found, supervisor, now=NOW, today=TODAY).completed == ()
    saved = people_import.save(replica, replace(found, complete=True), supervisor, now=NOW, today=TODAY)
    assert replica.get(Person, known.id).phone == "+33639981234"
    people_import.undo(replica, saved.run, supervisor, completed=saved.completed)
    assert replica.get(Person, known.id) == known


def test_undoing_days_later_spares_who_was_worked_with_and_names_them(replica, supervisor, counsellor) -> None:
    lines = [["Songe", name, date(1980, 1, n)] for n, name in enumerate(("Awa", "Léa", "Omar", "Inès"), 1)]
    run = imported(replica, supervisor, *lines).run
    awa, lea, omar, _ = sorted(replica.all(Person), key=lambda p: p.birth_on)
    replica.tick(3 * 24 * 3600)
    people.change_person(replica, awa, counsellor, qpv=Qpv.YES)
    people.add_note(replica, lea, "A un entretien mardi", counsellor, now=NOW)
    assert [(r.id, r.people) for r in people_import.runs(replica)] == [(run, 4)]
    undone = people_import.undo(replica, run, supervisor)
    assert (undone.taken, {p.id for p in undone.kept}) == (2, {awa.id, lea.id})
    assert replica.get(Person, omar.id) is None


def test_what_was_undone_can_be_imported_and_undone_again(replica, supervisor) -> None:
    for _ in range(2):
        saved = imported(replica, supervisor, AWA, SAMIR)
        assert saved.made == 2
        assert people_import.undo(replica, saved.run, supervisor) == Undone(2)
        assert (replica.count(Person), replica.count(PersonNote), people_import.runs(replica)) == (0, 0, [])


def test_stopping_says_what_was_saved_and_the_same_file_finishes_it(replica, supervisor) -> None:
    lines = [["Songe", "Awa", date(1950 + n // 28, 1, 1 + n % 28)] for n in range(600)]

    def enough(n: int) -> None:
        if n:
            raise Stopped

    found = preview(replica, workbook(*lines))
    saved = people_import.save(replica, found, supervisor, now=NOW, today=TODAY, tick=enough)
    assert (saved.stopped, saved.made) == (True, replica.count(Person))
    rest = imported(replica, supervisor, *lines)
    assert (saved.made + rest.made, rest.stopped) == (len(found.making), False)


def test_a_first_contact_is_counted_on_its_date_unless_somebody_counted_there(replica, supervisor, team) -> None:
    empty = Outing(id=new_id(), on=date(2026, 3, 2), team_id=team.id, status=OutingStatus.HELD)
    counted = Outing(id=new_id(), on=date(2026, 3, 3), team_id=team.id, status=OutingStatus.HELD)
    tapped = Contact(id=new_id(), outing_id=counted.id, at=NOW)
    replica.save(empty, counted, tapped, by=supervisor.id)
    lines = [
        ["Songe", "Awa", 1980, None, None, None, date(2026, 3, 2)],
        ["Songe", "Léa", 1990, None, None, None, "03/03/2026"],
    ]
    run = imported(replica, supervisor, *lines).run
    (contact,) = replica.where(Contact, outing_id=empty.id)
    assert replica.get(Person, contact.person_id).first_name == "Awa"
    assert replica.where(Contact, outing_id=counted.id) == [tapped]
    people_import.undo(replica, run, supervisor)
    assert replica.where(Contact, outing_id=empty.id) == []


@pytest.mark.parametrize("who", ["planner", "counsellor", "worker"])
def test_only_a_supervisor_imports_people(replica, request, who) -> None:
    found = preview(replica, workbook(AWA))
    with pytest.raises(InputError) as refused:
        people_import.save(replica, found, request.getfixturevalue(who), now=NOW, today=TODAY)
    assert refused.value.reason == "supervisors_only"
    assert replica.count(Person) == 0


def contacts(replica: Replica, worker: Worker, *lines: list[Any]) -> Any:
    table = people_import.read(workbook(*lines, head=["Date", "Lieu", "Sexe", "Âge", "Nombre"]))
    found = contacts_import.preview(replica, table, propose_columns(table.headings, What.CONTACTS), None, TODAY)
    return found, contacts_import.save(replica, found, worker)


def test_contacts_on_paper_go_to_their_date_once(replica, supervisor) -> None:
    square = Place(id=new_id(), name="Square Voltaire")
    there = Outing(id=new_id(), on=date(2025, 3, 2), place_id=square.id, status=OutingStatus.HELD)
    counted = Outing(id=new_id(), on=date(2025, 3, 9), place_id=square.id, status=OutingStatus.HELD)
    replica.save(square, there, counted, Contact(id=new_id(), outing_id=counted.id, at=NOW), by=supervisor.id)
    lines = [[date(2025, 3, 2), "square voltaire", "F", "18-25", 3], [date(2025, 3, 16), "Gare", "H", 40, 2],
             [date(2025, 3, 9), "Square Voltaire", "H", 40, 5], ["32/01/2025", "Gare", "H", 40, 1]]  # fmt: skip
    found, saved = contacts(replica, supervisor, *lines)
    assert ([e.line for e in found.refused], found.counted, saved.made) == ([5], (counted.on,), 5)
    assert replica.count(Contact, outing_id=there.id) == 3
    (new,) = outing_days.on_day(replica, date(2025, 3, 16))
    assert (new.status, replica.count(Contact, outing_id=new.id)) == (OutingStatus.HELD, 2)
    again, nothing = contacts(replica, supervisor, *lines)
    assert (again.there, nothing.made, replica.count(Contact)) == (5, 0, 6)
    assert people_import.undo(replica, saved.run, supervisor).taken == 5
    assert replica.count(Contact) == 1


def test_undoing_contacts_takes_their_dates_and_places_unless_something_else_uses_them(replica, supervisor) -> None:
    square = Place(id=new_id(), name="Square Voltaire")
    replica.save(square, by=supervisor.id)
    lines = [[date(2025, 3, 2), "Square Voltaire", "F", "18-25", 1], [date(2025, 3, 16), "Gare", "H", 40, 1],
             [date(2025, 3, 23), "Gare", "H", 40, 1], [date(2025, 3, 30), "Port", "H", 40, 1]]  # fmt: skip
    _, saved = contacts(replica, supervisor, *lines)
    at_station, changed = (outing_days.on_day(replica, date(2025, 3, day))[0] for day in (16, 30))
    replica.save(Contact(id=new_id(), outing_id=at_station.id, at=NOW), changed.but(hidden=True), by=supervisor.id)
    people_import.undo(replica, saved.run, supervisor)
    assert {outing.id for outing in replica.all(Outing)} == {at_station.id, changed.id}
    assert {place.name for place in replica.all(Place)} == {"Square Voltaire", "Gare", "Port"}
    _, again = contacts(replica, supervisor, *lines[:1])
    assert [o.on for o in replica.all(Outing) if o.id not in (at_station.id, changed.id)] == [date(2025, 3, 2)]
    people_import.undo(replica, again.run, supervisor)
    assert replica.count(Outing) == 2


def fresh() -> Replica:
    return Replica(MemoryStorage(), "00000000000000a1", Keychain("org", {1: new_org_key()}), lambda: 1_778_000_000_000)


PEOPLE = st.lists(
    st.tuples(st.sampled_from(["Songe", "Fictif"]), st.sampled_from(["Awa", "Léa", "Omar"]), st.integers(1950, 1953)),
    max_size=8,
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(PEOPLE, PEOPLE)
def test_undoing_an_import_leaves_the_register_as_it_was(before: list[Any], lines: list[Any]) -> None:
    replica, worker = fresh(), Worker(id=new_id(), display_name="Claire", role="supervisor")
    source: Callable[[list[Any]], bytes] = lambda some: "\n".join(  # noqa: E731
        ["Nom;Prénom;Né le", "Seul;Tout;1949", *(";".join(map(str, line)) for line in some)]
    ).encode()
    for some in (before, lines):
        shown = {person.id: person for person in replica.all(Person)}
        found = preview(replica, source(some)).choose(create=True)
        saved = people_import.save(replica, found, worker, now=NOW, today=TODAY)
    people_import.undo(replica, saved.run, worker)
    assert {person.id: person for person in replica.all(Person)} == shown
