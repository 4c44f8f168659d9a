from __future__ import annotations

from datetime import date, timedelta

from espace_mobile.app import clock
from espace_mobile.app.actions import appointments, barriers, contacts, people
from espace_mobile.app.actions.people import Identity, Opening
from espace_mobile.app.actions.timeline import timeline
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Barrier, NoticeGiven
from espace_mobile.protocol.values import new_id


def test_everything_with_a_person_comes_newest_first(replica, worker, outing, now, today, disagree) -> None:
    met = contacts.log_contact(replica, outing, worker, now=now - timedelta(minutes=4))
    opening = Opening(Identity(first_name="Samir", phone="0639980001"), NoticeGiven.ORAL, contact=met)
    samir = people.open_file(replica, opening, worker, now=now, today=today, outing=outing)
    replica.tick(3600)
    barriers.cycle_barrier(replica, samir, Barrier.HOUSING, worker, now=now + timedelta(hours=1))
    people.add_note(replica, samir, "Rappeler", worker, now=now + timedelta(hours=2))
    appointments.book(replica, samir, now + timedelta(days=5), worker, now=now)
    disagree(samir, "phone", "+33639980001", "+33639980002")
    events = timeline(replica, replica.get(Person, samir.id))
    assert [e.what for e in events] == ["appointment", "note", "edited", "opened", "conflict", "contact"]
    assert [e.fields for e in events if e.what in ("edited", "conflict")] == [("barrier_housing",), ("phone",)]
    assert next(e.at for e in events if e.what == "opened") == now


def test_a_file_typed_in_later_was_opened_on_the_day_it_says(replica, worker) -> None:
    old = Person(id=new_id(), first_name="Ancienne", opened_on=date(2025, 3, 3))
    replica.save(old, by=worker.id)
    [event] = timeline(replica, old)
    assert (event.what, clock.local(event.at).date()) == ("opened", date(2025, 3, 3))


def test_a_deleted_note_leaves_the_timeline(replica, worker, now, today) -> None:
    opening = Opening(Identity(first_name="Samir"), NoticeGiven.ORAL, note="Rappeler")
    samir = people.open_file(replica, opening, worker, now=now, today=today)
    note = next(e.fact for e in timeline(replica, samir) if e.what == "note")
    people.delete_note(replica, note, worker)
    assert [e.what for e in timeline(replica, samir)] == ["opened"]
