from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.messages import REFUSED, Pushed, Verdict
from espace_mobile.protocol.record import Record
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.stamp import Stamp, at_ms
from espace_mobile.protocol.values import Sealed, new_id
from espace_mobile.store import incoming
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from espace_mobile.store.storage import JournalStorage

DEVICE, OTHER = "00000000000000a1", "00000000000000b2"
WORKER, OUTING = new_id(), new_id()
KEYS = Keychain("org", {1: new_org_key()})
NOW = datetime(2026, 5, 14, 9, tzinfo=UTC)
NOW_MS = int(NOW.timestamp() * 1000)
DATA_KEY = b"k" * 32

Open = Callable[[], Replica]


@pytest.fixture(params=["memory", "journal"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """A function that closes the replica and opens it again, on what its storage kept."""
    memory, opened = MemoryStorage(), []

    def again() -> Replica:
        while opened:
            opened.pop().close()
        storage = memory if request.param == "memory" else JournalStorage(tmp_path / "store", DATA_KEY)
        opened.append(Replica(storage, DEVICE, KEYS, lambda: NOW_MS))
        return opened[-1]

    yield again
    while opened:
        opened.pop().close()


@pytest.fixture
def replica(reopen: Open) -> Replica:
    return reopen()


def _contact(**fields: object) -> Contact:
    return Contact.of(new_id(), {"outing_id": OUTING, "at": NOW, **fields})


def _samir(**fields: object) -> Person:
    return Person.of(new_id(), {"first_name": "Samir", "phone": "+33639980001", **fields})


def _from_server(person: Person, stamp: Stamp, **fields: object) -> Record:
    sealed = {n: KEYS.seal(person.id, n, v) if n in Person.sealed else v for n, v in fields.items()}
    return Record(person.id, "person", sealed, dict.fromkeys(sealed, stamp))


def test_what_is_saved_is_read_back_before_and_after_reopening(replica: Replica, reopen: Open) -> None:
    person, contact = _samir(), _contact(sex="female")
    replica.save(person, contact, by=WORKER)
    for read in (replica, reopen()):
        assert read.get(Person, person.id) == person
        assert read.where(Contact, outing_id=OUTING) == [contact]
        assert read.pending() == 2


def test_saving_what_is_already_so_sends_nothing(replica: Replica) -> None:
    person = _samir()
    replica.save(person, by=WORKER)
    replica.save(person, by=WORKER)
    assert replica.pending() == 1


def test_an_edit_sends_the_changed_field_alone_and_the_stamp_it_replaced(replica: Replica) -> None:
    person = _samir()
    replica.save(person, by=WORKER)
    replica.save(person.but(phone="+33639980002"), by=WORKER)
    first, second = replica.outbox.pending_changes()
    assert set(second.set) == {"phone"}
    assert second.base == {"phone": first.stamp}
    assert (first.n, second.n, first.by) == (1, 2, WORKER)


def test_personal_fields_leave_the_device_only_sealed(replica: Replica) -> None:
    replica.save(_samir(sex="male"), by=WORKER)
    [change] = replica.outbox.pending_changes()
    assert isinstance(change.set["first_name"], Sealed)
    assert change.set["sex"] == "male"
    assert b"Samir" not in change.pack()


def test_counting_by_an_indexed_field_follows_edits_and_deletions(replica: Replica) -> None:
    contact, elsewhere = _contact(), _contact(outing_id=new_id())
    replica.save(contact, elsewhere, by=WORKER)
    assert replica.count(Contact, outing_id=OUTING) == 1
    replica.save(elsewhere.but(outing_id=OUTING), by=WORKER)
    assert replica.count(Contact, outing_id=OUTING) == 2
    replica.delete(contact, by=WORKER)
    assert replica.count(Contact, outing_id=OUTING) == 1
    assert replica.get(Contact, contact.id) is None
    replica.restore("contact", contact.id, by=WORKER)
    assert replica.get(Contact, contact.id) == contact


def test_a_field_that_is_not_indexed_is_refused_rather_than_scanned(replica: Replica) -> None:
    with pytest.raises(KeyError):
        replica.where(Contact, sex="female")


def test_saving_a_deleted_fact_again_brings_it_back(replica: Replica) -> None:
    contact = _contact()
    replica.save(contact, by=WORKER)
    replica.delete(contact, by=WORKER)
    replica.save(contact, by=WORKER)
    assert replica.all(Contact) == [contact]


def test_observers_hear_of_each_commit_once_with_what_it_touched(replica: Replica) -> None:
    heard: list[frozenset[tuple[str, str]]] = []
    stop = replica.observe(heard.append)
    person, contact = _samir(), _contact()
    replica.save(person, contact, by=WORKER)
    stop()
    replica.save(_contact(), by=WORKER)
    assert heard == [frozenset({("person", person.id), ("contact", contact.id)})]


def test_a_page_is_merged_opened_and_kept_with_its_cursor(replica: Replica, reopen: Open) -> None:
    person = _samir()
    incoming.apply_page(replica, [_from_server(person, Stamp(at_ms(NOW_MS), OTHER), first_name="Samir")], "c1")
    for read in (replica, reopen()):
        found = read.get(Person, person.id)
        assert found is not None
        assert found.first_name == "Samir"
        assert read.meta("cursor") == "c1"
        assert read.pending() == 0


def test_what_was_replaced_since_does_not_come_back_with_a_register_that_is_told_all_again(replica: Replica) -> None:
    person = _samir()
    replica.save(person, by=WORKER)
    incoming.accept(replica, Pushed(1, NOW_MS, "e"))
    theirs = _from_server(person, Stamp(at_ms(NOW_MS + 60_000), OTHER), phone="+33639980009")
    incoming.apply_page(replica, [theirs], "c1")
    incoming.accept(replica, Pushed(0, NOW_MS, "another life"))
    assert replica.pending() == 1
    incoming.apply_page(replica, [theirs], "c2")
    kept, said = replica.record(Person.kind, person.id), theirs.stamps["phone"]
    assert kept is not None
    assert (kept.fields["phone"], kept.stamps["phone"]) == ("+33639980009", said)


def test_of_one_value_said_twice_the_later_stamp_stays(replica: Replica) -> None:
    person = _samir()
    replica.save(person, by=WORKER)
    theirs = _from_server(person, Stamp(at_ms(NOW_MS + 60_000), OTHER), phone="+33639980001")
    incoming.apply_page(replica, [theirs], "c1")
    kept = replica.record(Person.kind, person.id)
    assert kept is not None
    assert kept.stamps["phone"] == theirs.stamps["phone"]


def test_what_waits_to_be_sent_stays_on_top_of_what_a_pull_brings(replica: Replica) -> None:
    person = _samir()
    replica.save(person, by=WORKER)
    theirs = _from_server(person, Stamp(at_ms(NOW_MS + 60_000), OTHER), phone="+33639980009", address="rue")
    incoming.apply_page(replica, [theirs], "c1")
    shown = replica.get(Person, person.id)
    assert shown is not None
    assert (shown.phone, shown.address) == ("+33639980001", "rue")
    incoming.accept(replica, Pushed(1, NOW_MS, "e"))
    incoming.apply_page(replica, [theirs], "c2")
    after = replica.get(Person, person.id)
    assert after is not None
    assert after.phone == "+33639980009"


def test_ones_own_changes_coming_back_change_nothing(replica: Replica) -> None:
    person = _samir()
    replica.save(person, by=WORKER)
    [change] = replica.outbox.pending_changes()
    incoming.accept(replica, Pushed(1, NOW_MS, "e"))
    echo = Record(person.id, "person", dict(change.set), dict.fromkeys(change.set, change.stamp))
    assert incoming.apply_page(replica, [echo], "c1") == 0


def test_a_server_that_forgot_gets_the_changes_again(replica: Replica, reopen: Open) -> None:
    replica.save(_contact(), by=WORKER)
    replica.save(_contact(), by=WORKER)
    sent = replica.outbox.batch(100, 1 << 20)
    incoming.accept(replica, Pushed(2, NOW_MS, "e"))
    assert replica.pending() == 0
    incoming.accept(reopen(), Pushed(1, NOW_MS, "restored"))
    assert reopen().outbox.batch(100, 1 << 20) == sent[1:]


def test_a_refused_change_is_set_aside_with_its_reason_and_the_rest_goes_on(replica: Replica) -> None:
    replica.save(_contact(), by=WORKER)
    replica.save(_contact(), by=WORKER)
    incoming.accept(replica, Pushed(2, NOW_MS, "e", [Verdict(1, REFUSED, "too_large:change")]))
    assert [(c.n, reason) for c, reason in incoming.quarantined(replica)] == [(1, "too_large:change")]
    assert replica.pending() == 0
    assert len(replica.all(Contact)) == 2


def test_a_corrected_clock_restamps_what_was_not_sent_and_what_it_was_based_on(replica: Replica, reopen: Open) -> None:
    person = _samir()
    replica.save(person, by=WORKER)
    replica.save(person.but(phone="+33639980002"), by=WORKER)
    incoming.correct_clock(replica, -3_600_000)
    for read in (replica, reopen()):
        first, second = read.outbox.pending_changes()
        assert first.stamp.ms == NOW_MS - 3_600_000
        assert second.base["phone"] == first.stamp
        record = read.record("person", person.id)
        assert record is not None
        assert record.stamps["phone"] == second.stamp
        assert record.stamps["first_name"] == first.stamp


def test_a_new_identity_numbers_what_was_not_sent_from_one_and_keeps_the_rest(replica: Replica, reopen: Open) -> None:
    person = _samir()
    replica.save(_contact(), by=WORKER)
    incoming.accept(replica, Pushed(1, NOW_MS, "e"))
    replica.save(person, by=WORKER)
    replica.save(person.but(phone="+33639980002"), by=WORKER)
    incoming.take_identity(replica, OTHER)
    for read in (replica, reopen()):
        first, second = read.outbox.pending_changes()
        assert (first.device, first.n, second.n, read.device) == (OTHER, 1, 2, OTHER)
        assert second.base["phone"] == first.stamp
        assert len(read.all(Contact)) == 1
    read.save(person.but(phone="+33639980003"), by=WORKER)
    assert [c.n for c in read.outbox.pending_changes()] == [1, 2, 3]


def test_unknown_kinds_and_fields_of_a_newer_version_are_carried_untouched(replica: Replica, reopen: Open) -> None:
    person = _samir()
    stamp = Stamp(at_ms(NOW_MS), OTHER)
    newer = [
        _from_server(person, stamp, first_name="Samir", mood="calm"),
        Record(new_id(), "garden", {"plot": 3}, {"plot": stamp}),
    ]
    incoming.apply_page(replica, newer, "c1")
    read = reopen()
    known = read.get(Person, person.id)
    assert known is not None
    read.save(known.but(phone="+33639980005"), by=WORKER)
    record = read.record("person", person.id)
    assert record is not None
    assert record.fields["mood"] == "calm"
    garden = read.record("garden", newer[1].id)
    assert garden is not None
    assert garden.fields == {"plot": 3}


def test_a_value_sealed_with_a_key_this_device_lacks_stays_sealed_and_is_kept(replica: Replica) -> None:
    person = _samir()
    foreign = Keychain("org", {9: new_org_key()}).seal(person.id, "address", "rue")
    incoming.apply_page(replica, [Record(person.id, "person", {"address": foreign}, {"address": Stamp(5, OTHER)})], "c")
    record = replica.record("person", person.id)
    assert record is not None
    assert record.fields["address"] == foreign


def test_saving_a_person_whose_address_cannot_be_opened_here_does_not_erase_it(replica: Replica) -> None:
    person = _samir()
    foreign = Keychain("org", {9: new_org_key()}).seal(person.id, "address", "rue")
    stamp = Stamp(5, OTHER)
    sealed = Record(
        person.id,
        "person",
        {"first_name": "Samir", "address": foreign},
        dict.fromkeys(["first_name", "address"], stamp),
    )
    incoming.apply_page(replica, [sealed], "c")
    shown = replica.get(Person, person.id)
    assert shown is not None
    assert shown.address is None
    replica.save(shown.but(phone="+33639980002"), by=WORKER)
    record = replica.record("person", person.id)
    assert record is not None
    assert record.fields["address"] == foreign


def test_a_record_this_version_cannot_read_does_not_hide_the_others(replica: Replica) -> None:
    good = _contact()
    replica.save(good, by=WORKER)
    odd = Record(
        new_id(),
        "contact",
        {"outing_id": OUTING, "at": ["from", "later"]},
        dict.fromkeys(["outing_id", "at"], Stamp(5, OTHER)),
    )
    incoming.apply_page(replica, [odd], "c")
    assert replica.where(Contact, outing_id=OUTING) == [good]
    assert replica.get(Contact, odd.id) is None


def test_a_change_made_after_the_clock_went_back_still_wins_over_what_it_saw(tmp_path: Path) -> None:
    times = iter([NOW_MS, NOW_MS - 86_400_000, NOW_MS - 86_400_000])
    replica = Replica(MemoryStorage(), DEVICE, KEYS, lambda: next(times))
    person = _samir()
    replica.save(person, by=WORKER)
    replica.save(person.but(phone="+33639980002"), by=WORKER)
    first, second = replica.outbox.pending_changes()
    assert second.stamp > first.stamp


def test_a_packed_change_in_the_outbox_is_the_one_that_is_sent(replica: Replica) -> None:
    replica.save(_contact(), by=WORKER)
    [packed] = replica.outbox.batch(10, 1 << 20)
    assert Change.unpack(DEVICE, packed) == replica.outbox.pending_changes()[0]


def test_a_form_left_open_during_a_sync_says_what_it_was_looking_at(replica: Replica) -> None:
    person = _samir()
    replica.save(person, by=WORKER)
    incoming.accept(replica, Pushed(1, NOW_MS, "e"))
    record = replica.record("person", person.id)
    assert record is not None
    shown = record.stamps["phone"]
    theirs = Stamp(at_ms(NOW_MS + 60_000), OTHER)
    incoming.apply_page(replica, [_from_server(person, theirs, phone="+33639980009")], "c1")
    replica.save(person.but(phone="+33639980002"), by=WORKER, seen={person.id: record.stamps})
    [change] = replica.outbox.pending_changes()
    assert change.base == {"phone": shown}
    assert change.stamp > theirs


def test_what_is_saved_and_what_is_deleted_go_in_one_commit(replica: Replica) -> None:
    samir, contact = _samir(), _contact()
    replica.save(samir, contact, by=WORKER)
    commits: list[object] = []
    replica.observe(commits.append)
    replica.save(samir.but(first_name="Sam"), by=WORKER, deleting=[contact])
    assert commits == [frozenset({("person", samir.id), ("contact", contact.id)})]
    assert replica.get(Person, samir.id).first_name == "Sam"
    assert replica.get(Contact, contact.id) is None
