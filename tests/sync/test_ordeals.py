"""What a network, a register and years do to a tablet, on the real engine and the real register: nothing is lost."""

from __future__ import annotations

import threading

import pytest

from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.errors import Unauthorised
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.sync import engine as tuning
from espace_mobile.sync.engine import SyncEngine
from espace_mobile.sync.loop import SyncLoop
from sync_server.register import orgs
from tests.sync.conftest import ORG, Field, Post

WORKER, OUTING = new_id(), new_id()
YEAR_MS = 365 * 86_400_000
REVIVING = "UPDATE devices SET high_n = 0"


def _count(post: Post, n: int) -> None:
    for _ in range(n):
        contact = Contact.of(new_id(), {"outing_id": OUTING, "at": "2026-05-14T09:00:00Z"})
        post.replica.save(contact, by=WORKER)


def _counted(*posts: Post) -> list[int]:
    return [post.replica.count(Contact, outing_id=OUTING) for post in posts]


def _sync(*posts: Post) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


def _emptied(field_day: Field, *tables: str) -> None:
    with field_day.register.engine.begin() as connection:
        for table in tables:
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql(REVIVING)


def test_a_server_emptied_of_its_records_is_filled_again_by_the_tablets(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    _count(a, 4)
    _count(b, 3)
    _sync(a, b)
    person = Person.of(new_id(), {"first_name": "Samir"})
    b.replica.save(person, by=WORKER)
    _emptied(field_day, "history", "records")
    field_day.register.write(lambda c: orgs.renew_epoch(c, ORG))
    _count(a, 1)
    fresh = field_day.post()
    _sync(a, b, fresh)
    assert _counted(a, b, fresh) == [8, 8, 8]
    assert fresh.replica.get(Person, person.id) == person
    assert [p.replica.pending() for p in (a, b, fresh)] == [0, 0, 0]


def test_a_server_emptied_without_a_word_is_filled_again_too(field_day: Field) -> None:
    """Nobody renewed the epoch: that the register has less than it said is enough."""
    a, b = field_day.post(), field_day.post()
    _count(a, 4)
    _count(b, 3)
    _sync(a, b)
    _emptied(field_day, "history", "records")
    fresh = field_day.post()
    _sync(a, b, fresh)
    assert _counted(a, b, fresh) == [7, 7, 7]


def test_a_server_that_forgot_its_devices_deletes_nothing_on_them(field_day: Field) -> None:
    post = field_day.post()
    _count(post, 3)
    _sync(post)
    _count(post, 2)
    post.wire.unreachable = Unauthorised(reason="unknown")
    for _ in range(3):
        with pytest.raises(Unauthorised):
            post.sync()
    assert (_counted(post), post.replica.pending()) == ([5], 2)
    assert len(post.replica.outbox.rows) == 5, "all it ever did is still there to be sent"


@pytest.mark.parametrize("after", [1, 2, 3, 4, 5])
def test_a_token_that_expires_in_mid_sync_keeps_what_got_through_and_what_waits(
    field_day: Field, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(tuning, "BATCH", 3)
    a, b = field_day.post(), field_day.post()
    _count(b, 8)
    _sync(b)
    _count(a, 8)
    a.wire.largest = 3
    calls = iter(range(1, after))

    def expire() -> None:
        if next(calls, None) is None:
            a.wire.unreachable = Unauthorised(reason="unknown")

    a.wire.meanwhile = expire
    with pytest.raises(Unauthorised):
        a.sync()
    pushed = min(after * 3, 8)
    assert a.replica.pending() == 8 - pushed
    assert _counted(a) == [8 + 3 * max(0, after - 3)], "a page that came is kept"
    a.wire.unreachable, a.wire.meanwhile = None, lambda: None
    _sync(a, b)
    assert _counted(a, b) == [16, 16]
    assert a.replica.pending() == 0


def test_a_tablet_three_years_in_a_drawer_hands_in_its_work_and_learns_all_that_happened(field_day: Field) -> None:
    storage = MemoryStorage()
    away, office = field_day.post(storage=storage), field_day.post()
    people = [Person.of(new_id(), {"first_name": f"P{n}"}) for n in range(4)]
    office.replica.save(*people, by=WORKER)
    _sync(office, away)
    edited = people[0].but(phone="+33639980009")
    away.replica.save(edited, by=WORKER)
    _count(away, 2)
    for year in range(3):
        field_day.server_clock.ms += YEAR_MS
        office.clock.ms += YEAR_MS
        office.replica.save(*(p.but(last_name=f"an {year}") for p in people[:3]), by=WORKER)
        office.replica.save(Person.of(new_id(), {"first_name": f"new {year}"}), by=WORKER)
        office.sync()
    gone = office.replica.get(Person, people[2].id)
    assert gone is not None
    office.replica.delete(people[3], gone, by=WORKER)
    office.sync()
    back = field_day.reopened(storage, away.replica.device, field_day.server_clock.ms)
    _sync(back, office)
    assert {p.id: p for p in back.replica.all(Person)} == {p.id: p for p in office.replica.all(Person)}
    assert len(back.replica.all(Person)) == 5
    shown = office.replica.get(Person, people[0].id)
    assert shown is not None
    assert (shown.phone, shown.last_name) == ("+33639980009", "an 2")
    assert _counted(office) == [2]


def test_two_sync_loops_over_one_replica_lose_and_double_nothing(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    _count(b, 20)
    _sync(b)
    device = a.replica.device
    loops = [SyncLoop(a.replica, SyncEngine(a.replica, a.wire, a.clock).run) for _ in range(2)]
    errors: list[object] = []

    def go_round(loop: SyncLoop) -> None:
        for _ in range(15):
            errors.extend(filter(None, [loop.run_once().error]))

    jobs = [threading.Thread(target=go_round, args=(loop,)) for loop in loops]
    jobs.append(threading.Thread(target=_count, args=(a, 150)))  # a worker who goes on counting meanwhile
    for job in jobs:
        job.start()
    for job in jobs:
        job.join(60)
    for loop in loops:
        loop.stop()
    assert errors == []
    _sync(a, b)
    assert _counted(a, b) == [170, 170]
    assert (a.replica.pending(), a.replica.device) == (0, device), "nobody took it for a clone"
    assert a.replica.outbox.last == 150
