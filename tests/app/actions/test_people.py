from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from espace_mobile.app.actions import contacts, files, people
from espace_mobile.app.actions.people import Identity, Opening
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.code import Code
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.notice import NOTICE_VERSION
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.vocabulary import (
    AgeBand,
    Need,
    NoticeGiven,
    PersonStatus,
    ReferralChannel,
    Role,
    Sex,
)
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id

SAMIR = Identity(first_name=" Samir ", phone="06 39 98 00 01")
NIR = "1 85 05 78 006 084 36"


@pytest.fixture
def samir(replica, worker, now, today, outing) -> Person:
    return people.open_file(replica, Opening(SAMIR, NoticeGiven.ORAL), worker, now=now, today=today, outing=outing)


def test_a_file_needs_a_name_or_nickname_and_how_the_notice_was_given(replica, worker, now, today, outing) -> None:
    samir = people.open_file(replica, Opening(SAMIR, NoticeGiven.REFUSED), worker, now=now, today=today, outing=outing)
    kept = replica.get(Person, samir.id)
    assert (kept.first_name, kept.phone, kept.team) == ("Samir", "+33639980001", outing.team_id)
    assert (kept.notice_given, kept.notice_version, kept.notice_on) == (NoticeGiven.REFUSED, NOTICE_VERSION, today)
    assert (kept.opened_on, kept.opened_at_outing_id, kept.referent_id) == (today, outing.id, worker.id)


@pytest.mark.parametrize(
    ("identity", "notice", "note", "field", "reason"),
    [
        (Identity(first_name="  "), NoticeGiven.ORAL, "", "name", "empty"),
        (SAMIR, None, "", "notice_given", "required"),
        (Identity(first_name="Samir", phone="06 12"), NoticeGiven.ORAL, "", "phone", "invalid"),
        (Identity(first_name="Samir", birth="31/02/1990"), NoticeGiven.ORAL, "", "birth", "impossible"),
        (SAMIR, NoticeGiven.ORAL, f"son numéro : {NIR}", "note", "nir"),
        (SAMIR, NoticeGiven.ORAL, "x" * 281, "note", "too_long"),
    ],
)
def test_what_can_t_be_kept_is_named_and_nothing_is_saved(
    replica, worker, now, today, outing, commits, identity, notice, note, field, reason
) -> None:
    met = contacts.log_contact(replica, outing, worker, now=now)
    commits()
    opening = Opening(identity, notice, note=note, contact=met)
    with pytest.raises(InputError) as caught:
        people.open_file(replica, opening, worker, now=now, today=today, outing=outing)
    assert (caught.value.field, caught.value.reason) == (field, reason)
    assert commits() == 0
    assert replica.all(Person) == []
    assert replica.get(Contact, met.id) == met


def test_an_appointment_already_over_refuses_the_whole_file(replica, worker, now, today) -> None:
    opening = Opening(SAMIR, NoticeGiven.ORAL, appointment_at=now - timedelta(minutes=1))
    with pytest.raises(InputError) as caught:
        people.open_file(replica, opening, worker, now=now, today=today)
    assert (caught.value.field, caught.value.reason) == ("starts_at", "past")
    assert replica.all(Person) == []


def test_a_file_with_its_note_contact_and_appointment_is_one_commit_and_no_further_contact(
    replica, worker, now, today, outing, commits
) -> None:
    met = contacts.log_contact(replica, outing, worker, now=now)
    commits()
    opening = Opening(
        Identity(first_name="Samir", sex=Sex.MALE, age_band=AgeBand.FROM_16_TO_25), NoticeGiven.PAPER,
        needs=(Need.MOBILITY,), heard_via=ReferralChannel.FLYER, note="Rappeler après 17 h", contact=met,
        appointment_at=now + timedelta(days=5),
    )  # fmt: skip
    samir = people.open_file(replica, opening, worker, now=now, today=today, outing=outing)
    assert commits() == 1
    assert contacts.counts_of(replica, outing).contacts == 1
    attached = replica.get(Contact, met.id)
    assert (attached.person_id, attached.sex, attached.age_band) == (samir.id, Sex.MALE, AgeBand.FROM_16_TO_25)
    assert (attached.needs, attached.heard_via) == ((Need.MOBILITY,), ReferralChannel.FLYER)
    assert [n.text for n in replica.where(PersonNote, person_id=samir.id)] == ["Rappeler après 17 h"]
    assert [a.starts_at for a in replica.where(Appointment, person_id=samir.id)] == [now + timedelta(days=5)]


def test_what_the_tap_said_is_not_overwritten_by_the_file(replica, worker, now, today, outing) -> None:
    met = contacts.log_contact(replica, outing, worker, now=now, sex=Sex.FEMALE)
    opening = Opening(Identity(nickname="Sam", sex=Sex.MALE), NoticeGiven.ORAL, contact=met)
    people.open_file(replica, opening, worker, now=now, today=today, outing=outing)
    assert replica.get(Contact, met.id).sex == Sex.FEMALE


def test_a_later_contact_is_attached_and_detached_without_changing_the_count(
    replica, worker, now, outing, samir
) -> None:
    again = contacts.log_contact(replica, outing, worker, now=now)
    people.attach_contact(replica, again, samir, worker)
    assert [c.id for c in replica.where(Contact, person_id=samir.id)] == [again.id]
    people.detach_contact(replica, replica.get(Contact, again.id), worker)
    assert replica.where(Contact, person_id=samir.id) == []
    assert contacts.counts_of(replica, outing).contacts == 1


def test_the_age_band_comes_from_the_birth_when_it_is_known(replica, worker, today, samir) -> None:
    known = Identity(first_name="Samir", birth="1990", age_band=AgeBand.FROM_55)
    edited = people.edit_person(replica, samir, known, worker, today=today)
    assert (edited.birth_year, edited.birth_on, edited.age_band) == (1990, None, AgeBand.FROM_30_TO_44)
    exact = people.edit_person(replica, edited, Identity(first_name="Samir", birth="3 mai 2010"), worker, today=today)
    assert (exact.birth_on, exact.birth_year, exact.age_band) == (date(2010, 5, 3), None, AgeBand.FROM_16_TO_17)


def test_a_refused_correction_leaves_the_file_as_it_was(replica, worker, today, samir) -> None:
    with pytest.raises(InputError):
        people.edit_person(replica, samir, Identity(first_name="", phone="06 39 98 00 01"), worker, today=today)
    assert replica.get(Person, samir.id) == samir


def test_a_correction_leaves_alone_what_a_sync_changed_meanwhile(replica, worker, today, samir) -> None:
    replica.save(samir.but(phone="+33639980099", last_name="Haddad"), by="another tablet")
    edited = people.edit_person(replica, samir, Identity(first_name="Sami", phone="0639980001"), worker, today=today)
    assert (edited.first_name, edited.last_name, edited.phone) == ("Sami", "Haddad", "+33639980099")
    assert replica.get(Person, samir.id) == edited


def test_a_file_that_breaks_the_rules_of_names_can_be_corrected(replica, worker, today) -> None:
    nameless = Person(id=new_id(), phone="12")
    replica.save(nameless, by="another version")
    edited = people.edit_person(replica, nameless, Identity(nickname="Sam"), worker, today=today)
    assert (edited.nickname, edited.phone) == ("Sam", None)


def test_what_a_form_shows_is_what_was_known(replica, worker, today, samir) -> None:
    typed = Identity("Samir", "Haddad", "Sam", "06 39 98 00 01", "03/05/1990", Sex.MALE, AgeBand.FROM_30_TO_44)
    assert Identity.of(people.edit_person(replica, samir, typed, worker, today=today)) == typed


def test_a_note_is_kept_as_written(replica, worker, now, samir) -> None:
    note = people.add_note(replica, samir, "  Cherche une formation,\n plutôt le matin ", worker, now=now)
    assert replica.get(PersonNote, note.id).text == "Cherche une formation,\nplutôt le matin"
    assert note.team == samir.team


@pytest.mark.parametrize(
    ("text", "reason"), [("", "required"), (" \n ", "required"), (NIR, "nir"), ("é" * 281, "too_long")]
)
def test_a_note_that_can_t_be_kept_says_why(replica, worker, now, samir, text, reason) -> None:
    with pytest.raises(InputError) as caught:
        people.add_note(replica, samir, text, worker, now=now)
    assert (caught.value.field, caught.value.reason) == ("note", reason)
    assert replica.all(PersonNote) == []


def test_a_deleted_note_can_be_restored(replica, worker, now, samir) -> None:
    note = people.add_note(replica, samir, "Rappeler", worker, now=now)
    people.delete_note(replica, note, worker)
    assert replica.all(PersonNote) == []
    people.restore(replica, [note], worker)
    assert replica.all(PersonNote) == [note]


def test_a_deleted_file_takes_its_notes_with_it_and_comes_back_whole(
    replica, worker, now, outing, samir, commits
) -> None:
    met = people.attach_contact(replica, contacts.log_contact(replica, outing, worker, now=now), samir, worker)
    note = people.add_note(replica, samir, "Rappeler", worker, now=now)
    commits()
    gone = people.delete_file(replica, samir, worker)
    assert commits() == 1
    assert replica.all(Person) == []
    assert replica.all(PersonNote) == []
    assert contacts.counts_of(replica, outing).contacts == 1
    people.restore(replica, gone, worker)
    assert replica.all(Person) == [samir]
    assert replica.all(PersonNote) == [note]
    assert replica.where(Contact, person_id=samir.id) == [met]


def test_in_the_field_only_a_file_opened_today_can_be_deleted(
    replica, worker, supervisor, planner, samir, today
) -> None:
    counsellor = worker.but(role=Role.COUNSELLOR)
    tomorrow = today + timedelta(days=1)
    assert people.may_delete(replica, worker, samir, today)
    assert not people.may_delete(replica, worker, samir, tomorrow)
    assert people.may_delete(replica, counsellor, samir, tomorrow)
    assert people.may_delete(replica, supervisor, samir, tomorrow)
    assert not people.may_delete(replica, planner, samir, today)


def test_the_notice_can_be_given_again(replica, worker, samir, today) -> None:
    later = today + timedelta(days=30)
    given = people.give_notice(replica, samir, worker, NoticeGiven.PAPER, today=later)
    assert (given.notice_given, given.notice_on) == (NoticeGiven.PAPER, later)
    closed = people.change_person(replica, given, worker, status=PersonStatus.CLOSED, needs=(Need.DIGITAL,))
    assert replica.get(Person, samir.id) == closed


@pytest.mark.parametrize("born", ["15/05/2010", "2011", "mai 2015"])
def test_no_file_is_opened_under_sixteen(replica, worker, now, today, born) -> None:
    with pytest.raises(InputError) as caught:
        people.open_file(
            replica, Opening(Identity("Lina", birth=born), NoticeGiven.ORAL), worker, now=now, today=today
        )  # fmt: skip
    assert (caught.value.field, caught.value.reason) == ("birth", "under_16")
    assert replica.all(Person) == []


@pytest.mark.parametrize("born", ["14/05/2010", "2010", "2008"])
def test_from_sixteen_on_one_may_have_a_file(replica, worker, now, today, born) -> None:
    people.open_file(replica, Opening(Identity("Lina", birth=born), NoticeGiven.ORAL), worker, now=now, today=today)
    assert replica.count(Person) == 1


def test_a_file_that_says_under_sixteen_already_can_be_corrected_but_not_made_so(replica, worker, today, samir) -> None:
    young = Person(id=new_id(), first_name="Lina", birth_on=date(2012, 5, 3), age_band=AgeBand.UNDER_16)
    replica.save(young, by="another tablet")
    shown = Identity.of(young)
    edited = people.edit_person(replica, young, replace(shown, phone="0639980001"), worker, today=today)
    assert (edited.phone, edited.birth_on) == ("+33639980001", date(2012, 5, 3))
    older = people.edit_person(replica, edited, replace(Identity.of(edited), birth="3/5/2009"), worker, today=today)
    assert older.age_band == AgeBand.FROM_16_TO_17
    with pytest.raises(InputError):
        people.edit_person(replica, samir, replace(Identity.of(samir), birth="2015"), worker, today=today)


def every_kind_about(person: Person) -> list[Fact]:
    """One fact of each kind that is told of a person, with what each must say."""

    def value(annotation: Any) -> Any:
        if isinstance(annotation, type) and issubclass(annotation, Code):
            return next(iter(annotation))
        plain = {date: "2026-05-14", int: 1, float: 1.0, bool: True}
        if annotation in plain:
            return plain[annotation]
        return "2026-05-14T08:00:00Z" if "datetime" in repr(annotation).lower() else new_id()

    kinds = [kind for kind in KINDS.values() if kind.about]
    must = [{n: value(f.annotation) for n, f in kind.model_fields.items() if f.is_required()} for kind in kinds]
    return [kind.of(new_id(), {**said, "person_id": person.id}) for kind, said in zip(kinds, must, strict=True)]


def test_all_that_is_told_goes_with_a_file_and_comes_back_and_what_was_counted_stays(
    replica, worker, samir, commits
) -> None:
    told = every_kind_about(samir)
    replica.save(*told, by=worker.id)
    commits()
    gone = people.delete_file(replica, samir, worker)
    assert commits() == 1
    left = {fact.kind for fact in told if replica.get(type(fact), fact.id) is not None}
    counted = {kind for kind in KINDS.values() if kind.about and kind.counted}
    assert left == {kind.kind for kind in counted if not kind.sealed or kind is Contact}
    assert replica.where(Contact, person_id=samir.id) == []
    people.restore(replica, gone, worker)
    assert [replica.get(type(fact), fact.id) for fact in told] == told


def test_the_contact_a_deleted_file_came_from_is_anonymous_again_and_counts_once(
    replica, worker, now, today, outing
) -> None:
    met = contacts.log_contact(replica, outing, worker, now=now)
    opening = Opening(Identity("Samir"), NoticeGiven.ORAL, contact=met)
    opened = people.open_file(replica, opening, worker, now=now, today=today, outing=outing)
    gone = people.delete_file(replica, opened, worker)
    assert replica.get(Contact, met.id).person_id is None
    assert contacts.counts_of(replica, outing).contacts == 1
    people.restore(replica, gone, worker)
    assert replica.get(Contact, met.id).person_id == opened.id
    assert contacts.counts_of(replica, outing).contacts == 1


def test_undoing_leaves_a_contact_that_is_somebody_else_s_by_now(replica, worker, now, outing, samir) -> None:
    met = people.attach_contact(replica, contacts.log_contact(replica, outing, worker, now=now), samir, worker)
    gone = people.delete_file(replica, samir, worker)
    other = Person(id=new_id(), first_name="Awa")
    replica.save(other, by=worker.id)
    people.attach_contact(replica, replica.get(Contact, met.id), other, worker)
    people.restore(replica, gone, worker)
    assert replica.get(Contact, met.id).person_id == other.id


@pytest.fixture
def twice(replica, worker, samir, now) -> tuple[Person, Person]:
    """The file that was taken in, and the one that stands for both; each with a note."""
    taken = samir.but(id=new_id(), first_name="Sami", opened_on=samir.opened_on - timedelta(days=1))
    replica.save(taken, Merge(id=new_id(), person_id=taken.id, into_id=samir.id, at=now), by=worker.id)
    for file in (taken, samir):
        people.add_note(replica, file, "Rappeler", worker, now=now)
    return taken, samir


def test_a_merged_file_goes_whole_and_comes_back_merged(replica, worker, twice) -> None:
    taken, head = twice
    gone = people.delete_file(replica, head, worker)
    assert (replica.all(Person), replica.all(PersonNote), replica.all(Merge)) == ([], [], [])
    people.restore(replica, gone, worker)
    assert files.members(replica, taken.id) == (head.id, taken.id)
    assert replica.count(PersonNote) == 2


def test_a_merged_file_is_erased_whole(replica, supervisor, twice) -> None:
    people.erase_file(replica, twice[0], supervisor)
    for file in twice:
        assert replica.record(Person.kind, file.id).fields == {"erased": True}
    assert (replica.all(PersonNote), replica.all(Merge)) == ([], [])


def test_in_the_field_a_file_merged_with_an_older_one_is_not_deleted(replica, worker, twice, today) -> None:
    assert not people.may_delete(replica, worker, twice[1], today)


def test_who_may_see_one_file_may_see_the_one_that_stands_for_it(replica, worker, planner, samir, now) -> None:
    elsewhere = Person(id=new_id(), team=new_id(), first_name="Sami")
    replica.save(elsewhere, by="setup")
    assert not people.may_see(replica, worker, elsewhere)
    replica.save(Merge(id=new_id(), person_id=samir.id, into_id=elsewhere.id, at=now), by="setup")
    assert people.may_see(replica, worker, elsewhere)
    assert not people.may_see(replica, planner, elsewhere)


@pytest.mark.parametrize("leave", [people.delete_file, people.detach_contact])
def test_the_note_of_a_contact_that_left_a_file_goes_with_its_person_and_the_contact_stays_counted(
    replica, worker, supervisor, samir, leave
) -> None:
    attached = Contact.of(new_id(), {"outing_id": "o" * 32, "at": "2026-05-14T08:00:00Z", "person_id": samir.id})
    replica.save(attached.but(note="Introuvable"), by=worker.id)
    leave(replica, samir if leave is people.delete_file else replica.get(Contact, attached.id), worker)
    people.erase_file(replica, samir, supervisor)
    assert "Introuvable" not in repr(replica.storage.tables)
    assert replica.count(Contact, outing_id="o" * 32, person_id=None) == 1
