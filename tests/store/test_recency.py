from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.retention import MEETINGS, last_contact_on
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.domain.work_allocation import WorkShift
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.recency import _CHUNK, LastSeen
from espace_mobile.store.replica import Replica

WORKER = "f" * 32
OPENED = date(2026, 3, 1)


def empty_replica() -> Replica:
    return Replica(MemoryStorage(), "0" * 16, Keychain("org", {1: new_org_key()}), lambda: 1_780_000_000_000)


@pytest.fixture
def replica() -> Replica:
    return empty_replica()


@pytest.fixture
def samir(replica: Replica) -> Person:
    samir = Person(id=new_id(), first_name="Samir", opened_on=OPENED)
    replica.save(samir, by=WORKER)
    return samir


def contact(person: Person | None, at: datetime) -> Contact:
    return Contact(id=new_id(), outing_id=new_id(), at=at, person_id=person.id if person else None)


def test_a_person_was_last_met_when_the_file_was_opened_or_later(replica: Replica, samir: Person) -> None:
    seen = LastSeen(replica)
    assert seen.on(samir.id) == OPENED
    replica.save(contact(samir, datetime(2026, 5, 13, 22, 30, tzinfo=UTC)), by=WORKER)
    assert seen.on(samir.id) == date(2026, 5, 14)  # half past midnight in Paris


def test_a_contact_undone_or_detached_no_longer_counts(replica: Replica, samir: Person) -> None:
    seen, met = LastSeen(replica), contact(samir, datetime(2026, 5, 14, 9, tzinfo=UTC))
    replica.save(met, by=WORKER)
    assert seen.on(samir.id) == date(2026, 5, 14)
    replica.save(met.but(person_id=None), by=WORKER)
    assert seen.on(samir.id) == OPENED
    replica.save(met, by=WORKER)
    replica.delete(met, by=WORKER)
    assert seen.on(samir.id) == OPENED


def test_the_people_last_met_come_first(replica: Replica, samir: Person) -> None:
    awa, zoe = (Person(id=new_id(), first_name=n, opened_on=date(2026, 4, d)) for n, d in (("Awa", 2), ("Zoé", 1)))
    nobody = Person(id=new_id(), first_name="Jamais")
    replica.save(awa, zoe, nobody, contact(samir, datetime(2026, 5, 14, 9, tzinfo=UTC)), by=WORKER)
    seen = LastSeen(replica)
    assert seen.latest(10) == [samir.id, awa.id, zoe.id, nobody.id]
    assert seen.latest(1) == [samir.id]
    replica.save(awa.but(team="a" * 32), by=WORKER)
    replica.delete(zoe, by=WORKER)
    assert seen.latest(10) == [samir.id, awa.id, nobody.id]
    assert seen.latest(10, teams=[]) == [samir.id, nobody.id]


def told(what: str, person: Person, at: datetime) -> Fact:
    about = {"id": new_id(), "person_id": person.id}
    if what == "interview":
        return Interview(**about, at=at)
    if what in ("present", "absent"):
        return Attendance(**about, session_id="s", since=at - timedelta(days=9), marked_at=at, status=what)
    if what in ("reached", "no_answer"):
        return Attempt(**about, at=at, channel="call", result=what)
    if what == "news":
        return CheckIn(**about, on=at.date())
    if what in ("validated", "planned"):
        return WorkShift(**about, allocation_id="a", on=at.date(), minutes=60, status=what)
    return Appointment(**about, starts_at=at, status=AppointmentStatus(what))


_DAYS = st.integers(1, 28).map(lambda d: datetime(2026, 6, d, 10, tzinfo=UTC))
_WHAT = ["contact", "note", "kept", "missed", "interview", "present", "absent", "reached", "no_answer", "undo"]
_WHAT += ["news", "validated", "planned"]
_STEPS = st.lists(st.tuples(st.sampled_from(_WHAT), _DAYS), max_size=15)


@given(_STEPS)
def test_it_is_the_day_that_retention_counts_from(steps: list[tuple[str, datetime]]) -> None:
    replica = empty_replica()
    samir = Person(id=new_id(), first_name="Samir", opened_on=OPENED)
    replica.save(samir, by=WORKER)
    seen = LastSeen(replica)
    for what, at in steps:
        seen.on(samir.id)
        if what == "undo":
            replica.delete(*replica.all(Contact)[:1], by=WORKER)
        elif what == "note":
            replica.save(PersonNote(id=new_id(), person_id=samir.id, at=at, text="Rappeler"), by=WORKER)
        elif what == "contact":
            replica.save(contact(samir, at), by=WORKER)
        else:
            replica.save(told(what, samir, at), by=WORKER)
    expected = last_contact_on(samir, *(replica.all(kind) for kind in KINDS.values() if kind.kind in MEETINGS))
    assert seen.on(samir.id) == expected
    assert LastSeen(replica).on(samir.id) == expected


@pytest.mark.parametrize("read", [0, 1, 3])
def test_what_is_read_in_the_background_is_what_is_read_at_once(read: int) -> None:
    replica = empty_replica()
    people = [Person(id=new_id(), opened_on=OPENED + timedelta(days=n)) for n in range(_CHUNK)]
    met = [contact(p, datetime(2026, 6, 1 + n % 9, tzinfo=UTC)) for n, p in enumerate(people[::3])]
    replica.save(*people, *met, by=WORKER)
    direct, gentle = LastSeen(replica), LastSeen(replica)
    at_first = gentle.ready
    for _ in range(read):  # as far as another thread got when somebody asks
        with gentle._lock:
            gentle._read_some()
    replica.save(contact(people[0], datetime(2026, 6, 20, tzinfo=UTC)), by=WORKER)
    asked_meanwhile = gentle.on(people[0].id)
    gentle.prepare()
    assert (at_first, gentle.ready) == (False, True)
    assert asked_meanwhile == direct.on(people[0].id) == date(2026, 6, 20)
    assert gentle.not_since(date(2026, 6, 5)) == direct.not_since(date(2026, 6, 5))
    assert gentle.latest(50) == direct.latest(50)
