"""What a person asked not to be kept is nowhere any more: on no tablet, in no queue, draft, conflict or older byte."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.errors import InputError
from espace_mobile.protocol.record import Record
from espace_mobile.protocol.values import new_id
from espace_mobile.store import erasing, incoming
from espace_mobile.store.frame import HEADER_SIZE, Box, Header
from espace_mobile.store.scan import Scan
from espace_mobile.store.storage import JournalStorage
from sync_server.register import Register, records
from tests.sync.conftest import Backup, Field, Post

BY, AT = new_id(), "2026-05-14T09:00:00Z"
NAME, PHONE, NOTE = "Élodie-Introuvable", "+33639985577", "quelque chose d’introuvable"
SECRETS = [text.encode() for text in (NAME, PHONE, NOTE)]
KEY = b"k" * 32


def _person() -> Person:
    return Person.of(new_id(), {"first_name": NAME, "phone": PHONE})


def _note(person: Person) -> PersonNote:
    return PersonNote.of(new_id(), {"person_id": person.id, "at": AT, "text": NOTE})


def _contact(person: Person, note: str | None = NOTE) -> Contact:
    return Contact.of(new_id(), {"outing_id": "o" * 32, "at": AT, "person_id": person.id, "note": note, "sex": "woman"})


def _said(post: Post) -> bytes:
    """Everything the replica holds, local values and unsent changes included, in clear."""
    return repr(post.replica.storage.tables).encode() + b"".join(
        row["b"] for name in ("_changes", "_archive") for row in post.replica.storage.tables.get(name, {}).values()
    )


def _knows(post: Post, *secrets: bytes) -> bool:
    said = _said(post)
    return any(secret in said for secret in secrets or SECRETS)


@pytest.fixture
def office(field_day: Field) -> Post:
    return field_day.post(role="supervisor")


def test_a_person_their_notes_and_appointments_go_from_every_tablet(field_day: Field, office: Post) -> None:
    tablet, person = field_day.post(), _person()
    appointment = Appointment.of(new_id(), {"person_id": person.id, "starts_at": AT, "motive": NOTE})
    tablet.replica.save(person, _note(person), appointment, by=BY)
    tablet.sync(), office.sync()
    assert _knows(office)
    erasing.erase(office.replica, "person", person.id, BY)
    assert not _knows(office)
    office.sync(), tablet.sync()
    assert not _knows(tablet)
    for post in (office, tablet):
        assert [post.replica.count(fact) for fact in (Person, PersonNote, Appointment)] == [0, 0, 0]


def test_contacts_stay_counted_without_their_note(field_day: Field, office: Post) -> None:
    tablet, person = field_day.post(), _person()
    tablet.replica.save(person, _contact(person), _contact(person, note=None), by=BY)
    tablet.sync(), office.sync()
    erasing.erase(office.replica, "person", person.id, BY)
    office.sync(), tablet.sync()
    for post in (office, tablet):
        assert post.replica.count(Contact, outing_id="o" * 32) == 2
        assert [c.sex for c in post.replica.all(Contact)] == ["woman", "woman"]
        assert not _knows(post)


def test_a_deleted_note_is_erased_as_well(field_day: Field, office: Post) -> None:
    person = _person()
    note = _note(person)
    office.replica.save(person, note, by=BY)
    office.replica.delete(note, by=BY)
    erasing.erase(office.replica, "person", person.id, BY)
    assert not _knows(office)


def test_an_erasure_offline_wins_over_what_others_edit_before_they_hear_of_it(field_day: Field, office: Post) -> None:
    tablet, person = field_day.post(), _person()
    office.replica.save(person, by=BY)
    office.sync(), tablet.sync()
    erasing.erase(office.replica, "person", person.id, BY)
    tablet.replica.save(person.but(address=NOTE), by=BY)
    tablet.sync(), office.sync(), tablet.sync(), office.sync()
    assert not _knows(office)
    assert not _knows(tablet)
    assert not tablet.replica.pending()


def test_a_note_written_before_its_writer_heard_of_the_erasure_goes_too(field_day: Field, office: Post) -> None:
    tablet, other, person = field_day.post(), field_day.post(), _person()
    office.replica.save(person, by=BY)
    office.sync(), tablet.sync(), other.sync()
    erasing.erase(office.replica, "person", person.id, BY)
    office.sync()
    tablet.replica.save(_note(person), _contact(person), by=BY)
    tablet.sync(), other.sync()
    assert _knows(other)
    office.sync()
    for post in (tablet, other):
        post.sync()
        assert not _knows(post)
        assert post.replica.count(Contact) == 1
    assert not _knows(office)


def test_a_tablet_that_hears_of_a_note_and_of_the_erasure_at_once_is_cleared(field_day: Field, office: Post) -> None:
    second, person = field_day.post(role="supervisor"), _person()
    office.replica.save(person, by=BY)
    office.sync()
    writer = field_day.post()
    writer.sync()
    erasing.erase(office.replica, "person", person.id, BY)
    office.sync()
    writer.replica.save(_note(person), by=BY)
    writer.sync(), second.sync(), office.sync(), writer.sync(), second.sync()
    for post in (office, writer, second):
        assert not _knows(post)


def test_both_values_of_a_conflict_are_erased(field_day: Field, office: Post) -> None:
    tablet, person = field_day.post(), _person()
    office.replica.save(person, by=BY)
    office.sync(), tablet.sync()
    office.replica.save(person.but(phone="+33639981111"), by=BY)
    tablet.replica.save(person.but(phone="+33639982222"), by=BY)
    tablet.sync(), office.sync(), tablet.sync()
    assert len(tablet.replica.conflicts()) == 1
    erasing.erase(office.replica, "person", person.id, BY)
    office.sync(), tablet.sync()
    for post in (office, tablet):
        assert not _knows(post, b"3639981111", b"3639982222", *SECRETS)
        assert post.replica.conflicts() == []


def test_a_refused_change_about_the_person_is_erased_with_its_reason(field_day: Field, office: Post) -> None:
    tablet, person = field_day.post(), _person()
    tablet.replica.save(person, by=BY)
    tablet.sync(), office.sync()
    tablet.replica.save(person.but(note=NOTE + os.urandom(80_000).hex()), by=BY)
    tablet.sync()
    assert len(tablet.replica.storage.tables["_quarantine"]) == 1
    erasing.erase(office.replica, "person", person.id, BY)
    office.sync(), tablet.sync()
    assert tablet.replica.storage.tables["_quarantine"] == {}
    assert not _knows(tablet)


def test_drafts_about_the_person_are_erased(field_day: Field, office: Post) -> None:
    tablet, person = field_day.post(), _person()
    office.replica.save(person, by=BY)
    office.sync(), tablet.sync()
    tablet.replica.set_meta(f"draft.{BY}.note.{person.id}", {"text": NOTE})
    tablet.replica.set_meta(f"draft.{BY}.other", {"text": "kept"})
    erasing.erase(office.replica, "person", person.id, BY)
    office.sync(), tablet.sync()
    assert not _knows(tablet)
    assert tablet.replica.meta(f"draft.{BY}.other") == {"text": "kept"}


def test_what_an_earlier_identity_of_the_device_said_is_erased(field_day: Field, office: Post) -> None:
    tablet, person = field_day.post(), _person()
    tablet.replica.save(person, by=BY)
    tablet.sync(), office.sync()
    incoming.take_identity(tablet.replica, tablet.wire.new_identity())
    assert tablet.replica.storage.tables["_archive"]
    sealed = field_day.keychain.seal(person.id, "first_name", NAME).data
    assert sealed in _said(tablet)
    erasing.erase(office.replica, "person", person.id, BY)
    office.sync(), tablet.sync()
    assert sealed not in _said(tablet)


def test_saving_to_an_erased_record_says_so_and_saves_nothing(office: Post) -> None:
    person = _person()
    office.replica.save(person, by=BY)
    erasing.erase(office.replica, "person", person.id, BY)
    waiting = office.replica.pending()
    with pytest.raises(InputError) as told:
        office.replica.save(person.but(address="quai"), _note(person), by=BY)
    assert (told.value.field, told.value.reason) == ("record", "erased")
    assert office.replica.pending() == waiting


def test_erasing_twice_and_from_two_devices_is_harmless(field_day: Field, office: Post) -> None:
    second, person = field_day.post(role="supervisor"), _person()
    office.replica.save(person, _contact(person), by=BY)
    office.sync(), second.sync()
    for post in (office, second, office):
        erasing.erase(post.replica, "person", person.id, BY)
    office.sync(), second.sync(), office.sync()
    assert [post.replica.count(Contact) for post in (office, second)] == [1, 1]
    assert not _knows(second)


def test_a_register_that_comes_back_from_before_the_erasure_erases_again(
    field_day: Field, office: Post, tmp_path: Path
) -> None:
    tablet, person = field_day.post(), _person()
    tablet.replica.save(person, by=BY)
    tablet.sync(), office.sync()
    backup = Backup(field_day, tmp_path)
    erasing.erase(office.replica, "person", person.id, BY)
    office.sync(), tablet.sync()
    backup.restore()
    tablet.sync(), office.sync(), tablet.sync()
    assert not _knows(tablet)
    assert _register_says(field_day.register, person.id) == {"erased": True}


def _register_says(register: Register, id: str) -> dict[str, Any]:
    with register.read() as connection:
        body = records.body(connection, "org", id)
    assert body is not None
    return Record.of_body(id, body).fields


def test_the_bytes_are_gone_from_the_files_of_a_tablet(field_day: Field, office: Post, tmp_path: Path) -> None:
    folder = tmp_path / "tablet"
    storage = JournalStorage(folder, KEY)
    tablet, person = field_day.post(storage=storage), _person()
    (folder / "damaged-1.bin").write_bytes(NAME.encode())
    (folder / "backup-v0").mkdir()
    (folder / "backup-v0" / "journal-1").write_bytes(NAME.encode())
    tablet.replica.save(person, _note(person), by=BY)
    tablet.replica.set_meta(f"draft.{BY}.{person.id}", {"text": NOTE})
    tablet.sync(), office.sync()
    sealed = field_day.keychain.seal(person.id, "phone", PHONE).data
    assert all(secret in _disk(folder) for secret in (*SECRETS, sealed))
    erasing.erase(office.replica, "person", person.id, BY)
    office.sync(), tablet.sync()
    assert not any(secret in _disk(folder) for secret in (*SECRETS, sealed))
    storage.close()
    assert not any(secret in _disk(folder) for secret in (*SECRETS, sealed))


def test_a_rewriting_of_the_files_that_was_cut_short_is_done_at_the_next_exchange(
    field_day: Field, office: Post, tmp_path: Path
) -> None:
    folder = tmp_path / "tablet"
    storage = JournalStorage(folder, KEY)
    tablet, person = field_day.post(storage=storage), _person()
    tablet.replica.save(person, by=BY)
    tablet.sync(), office.sync()
    erasing.erase(office.replica, "person", person.id, BY)
    office.sync()
    page = tablet.wire.pull(tablet.replica.meta("cursor"))
    incoming.apply_page(tablet.replica, page.opened(), page.cursor, page.gone, page.scope)
    storage.close()
    assert NAME.encode() in _disk(folder), "the app died before it rewrote its files"
    storage = JournalStorage(folder, KEY)
    again = field_day.reopened(storage, tablet.replica.device)
    again.sync()
    assert NAME.encode() not in _disk(folder)
    storage.close()


def _disk(folder: Path) -> bytes:
    """Every byte of a store's files, as it lies there and decrypted."""
    found = b""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        raw = path.read_bytes()
        found += raw
        header = Header.find(raw)
        if header is not None:
            found += b"".join(body for _, body in Scan(raw, Box(KEY, header.file_id), HEADER_SIZE))
    return found
