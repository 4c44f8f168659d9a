"""Clocks that lie, jump and change zone, on the real engine and the real register: nothing is lost, nothing wins for
ever, and what a worker just typed is what the tablet shows.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from espace_mobile.app import clock
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.protocol.clock import MAX_AHEAD_MS
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.sync import engine as tuning
from tests.sync.conftest import NOW_MS, Field, Post

WORKER, OUTING = new_id(), new_id()
MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000
YEAR_MS = 365 * DAY_MS
IN_1970, IN_2099 = 0, NOW_MS + 73 * YEAR_MS

Zone = Callable[[str], None]


@pytest.fixture
def zone() -> Iterator[Zone]:
    """Move the tablet to another time zone, as its settings do."""
    before = os.environ.get("TZ")

    def move(name: str | None) -> None:
        if name is None:
            os.environ.pop("TZ", None)
        else:
            os.environ["TZ"] = name
        time.tzset()

    yield move
    move(before)


def _person(post: Post, phone: str = "+33639980001") -> Person:
    person = Person.of(new_id(), {"first_name": "Samir", "phone": phone})
    post.replica.save(person, by=WORKER)
    return person


def _edit(post: Post, person: Person, phone: str) -> None:
    """A worker changes what their screen shows."""
    shown = post.replica.get(Person, person.id)
    assert shown is not None
    post.replica.save(shown.but(phone=phone), by=WORKER)


def _phone(post: Post, person: Person) -> str | None:
    shown = post.replica.get(Person, person.id)
    assert shown is not None
    return shown.phone


def _stamp_ms(post: Post, person: Person) -> int:
    record = post.replica.record(Person.kind, person.id)
    assert record is not None
    return record.stamps["phone"].ms


def _contact(at: datetime) -> Contact:
    return Contact.of(new_id(), {"outing_id": OUTING, "at": at})


def _sync(*posts: Post) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


@pytest.mark.parametrize("clock_ms", [IN_1970, NOW_MS - YEAR_MS, NOW_MS + 3 * MINUTE_MS, NOW_MS + YEAR_MS, IN_2099])
def test_after_one_exchange_a_device_stamps_by_the_registers_clock(field_day: Field, clock_ms: int) -> None:
    post = field_day.post(clock_ms=clock_ms)
    _sync(post)
    person = _person(post)
    assert abs(_stamp_ms(post, person) - field_day.server_clock.ms) < MINUTE_MS
    pushes = len(post.wire.calls)
    post.sync()
    assert post.wire.calls[pushes:] == ["push 1", "pull"], "taken at once: nothing to restamp"


@pytest.mark.parametrize("ahead_ms", [MAX_AHEAD_MS + MINUTE_MS, YEAR_MS, 73 * YEAR_MS])
def test_stamps_of_the_future_are_corrected_before_they_are_stored_and_keep_their_order(
    field_day: Field, ahead_ms: int
) -> None:
    fast, reader = field_day.post(clock_ms=NOW_MS + ahead_ms), field_day.post()
    people = [_person(fast) for _ in range(5)]
    _edit(fast, people[0], "+33639980002")
    _sync(fast, reader)
    stamps = [_stamp_ms(reader, p) for p in [*people[1:], people[0]]]
    assert stamps == sorted(stamps)
    assert all(ms <= field_day.server_clock.ms + MAX_AHEAD_MS for ms in stamps)
    assert _phone(reader, people[0]) == _phone(fast, people[0]) == "+33639980002"
    assert fast.replica.conflicts() == reader.replica.conflicts() == []


@pytest.mark.parametrize("back_ms", [1, HOUR_MS, YEAR_MS, NOW_MS])
def test_a_clock_set_back_between_two_saves_keeps_the_second(field_day: Field, back_ms: int) -> None:
    a, b = field_day.post(), field_day.post()
    person = _person(a)
    a.clock.ms -= back_ms
    _edit(a, person, "+33639980002")
    assert _phone(a, person) == "+33639980002"
    _sync(a, b)
    assert _phone(b, person) == "+33639980002"
    assert b.replica.conflicts() == []


@pytest.mark.parametrize("synced", [False, True])
@pytest.mark.parametrize("back_ms", [HOUR_MS, YEAR_MS, NOW_MS])
def test_a_clock_set_back_between_two_openings_keeps_the_second_edit(
    field_day: Field, back_ms: int, synced: bool
) -> None:
    storage = MemoryStorage()
    post, other = field_day.post(storage=storage), field_day.post()
    person = _person(other)
    _sync(other, post)
    _edit(post, person, "+33639980002")
    if synced:
        _sync(post)
    again = field_day.reopened(storage, post.replica.device, post.clock.ms - back_ms)
    _edit(again, person, "+33639980003")
    assert _phone(again, person) == "+33639980003"
    _sync(again, other)
    assert _phone(other, person) == "+33639980003"
    assert other.replica.conflicts() == []


@pytest.mark.parametrize("step_ms", [-YEAR_MS, -HOUR_MS, HOUR_MS, YEAR_MS])
def test_a_clock_that_steps_during_an_exchange_loses_no_save_made_after_it(field_day: Field, step_ms: int) -> None:
    a, b = field_day.post(), field_day.post()
    steps = iter([step_ms])

    def step() -> None:
        a.clock.ms += next(steps, 0)

    a.wire.meanwhile = step
    first = _person(a)
    a.sync()
    _edit(a, first, "+33639980002")
    second = _person(a)
    _sync(a, b)
    assert _phone(b, first) == "+33639980002"
    assert b.replica.get(Person, second.id) == second
    assert a.replica.pending() == 0
    third = _person(a)
    assert abs(_stamp_ms(a, third) - field_day.server_clock.ms) < MINUTE_MS, "the next exchange put it right"


def test_an_edit_after_a_clock_stepped_back_during_a_pull_is_not_lost(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    person = _person(a)
    _sync(a, b)
    _edit(a, person, "+33639980002")
    a.sync()
    steps = iter([YEAR_MS])

    def step() -> None:
        b.clock.ms -= next(steps, 0)

    b.wire.meanwhile = step
    b.sync()
    _edit(b, person, "+33639980003")
    assert _phone(b, person) == "+33639980003"


def test_the_offset_learned_outlives_the_app(field_day: Field) -> None:
    storage = MemoryStorage()
    post = field_day.post(storage=storage, clock_ms=IN_1970)
    _person(post)
    _sync(post)
    again = field_day.reopened(storage, post.replica.device, post.clock.ms + DAY_MS)
    assert abs(again.replica.clock.now_ms() - field_day.server_clock.ms - DAY_MS) < MINUTE_MS


def test_a_clock_put_right_while_the_app_was_closed_is_learned_again(field_day: Field) -> None:
    storage = MemoryStorage()
    post, other = field_day.post(storage=storage, clock_ms=IN_2099), field_day.post()
    person = _person(post)
    _sync(post, other)
    again = field_day.reopened(storage, post.replica.device, field_day.server_clock.ms)
    _edit(again, person, "+33639980002")
    assert _phone(again, person) == "+33639980002"
    _sync(again, other)
    assert _phone(other, person) == "+33639980002"
    late = _person(again)
    assert abs(_stamp_ms(again, late) - field_day.server_clock.ms) < MINUTE_MS


@pytest.mark.parametrize("jump_ms", [-YEAR_MS, -HOUR_MS, HOUR_MS, YEAR_MS])
def test_a_server_whose_clock_jumps_for_good_takes_everything(field_day: Field, jump_ms: int) -> None:
    a, b = field_day.post(), field_day.post()
    person = _person(a)
    _sync(a, b)
    field_day.server_clock.ms += jump_ms
    others = [_person(a) for _ in range(3)]
    _edit(b, person, "+33639980002")
    _sync(a, b)
    # Offline meanwhile, and by its own clock far from where the server now is.
    late = field_day.post()
    _person(late)
    _sync(late, a, b)
    assert [p.replica.pending() for p in (a, b, late)] == [0, 0, 0]
    assert {len(p.replica.all(Person)) for p in (a, b, late)} == {len(others) + 2}


def test_an_edit_over_a_stamp_given_while_the_server_was_a_day_ahead_is_not_lost(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    person = _person(a)
    field_day.server_clock.ms += DAY_MS
    _sync(a)
    _edit(a, person, "+33639980002")
    a.sync()
    field_day.server_clock.ms -= DAY_MS
    _sync(b)
    _edit(b, person, "+33639980003")
    assert _phone(b, person) == "+33639980003"


def test_a_server_that_was_a_day_ahead_for_a_while_blocks_no_tablet_afterwards(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    person = _person(a)
    field_day.server_clock.ms += DAY_MS
    _sync(a)
    _edit(a, person, "+33639980002")
    a.sync()
    field_day.server_clock.ms -= DAY_MS
    a.sync()
    _edit(a, person, "+33639980004")
    after = _person(a)
    _sync(a, b)
    assert _phone(b, person) == "+33639980004"
    assert b.replica.get(Person, after.id) == after


# Daylight saving and time zones: an instant is an instant, a day is the day in Paris, wherever the tablet is

_SUMMER_ENDS = [datetime(2026, 10, 24, 23, 30, tzinfo=UTC) + timedelta(minutes=20 * n) for n in range(9)]
_SUMMER_BEGINS = [datetime(2026, 3, 28, 22, 30, tzinfo=UTC) + timedelta(minutes=20 * n) for n in range(9)]
ZONES = ["Europe/Paris", "UTC", "America/Martinique", "Indian/Reunion", "Pacific/Auckland", "Asia/Kolkata"]


@pytest.mark.parametrize("instants", [_SUMMER_ENDS, _SUMMER_BEGINS], ids=["summer ends", "summer begins"])
@pytest.mark.parametrize("name", ZONES)
def test_saves_across_a_change_of_hour_keep_their_instant_day_and_order(
    field_day: Field, zone: Zone, name: str, instants: list[datetime]
) -> None:
    zone(name)
    a, b = field_day.post(), field_day.post()
    saved = [_contact(at) for at in instants]
    for contact in saved:
        a.replica.save(contact, by=WORKER)
    _sync(a, b)
    for post in (a, b):
        shown = sorted(post.replica.where(Contact, outing_id=OUTING), key=lambda c: c.at)
        assert [c.id for c in shown] == [c.id for c in saved]
        assert [c.at for c in shown] == instants
        days = [clock.local(c.at).date().day for c in shown]
        assert days == sorted(days)
        assert days == [(at + _PARIS[at.month]).day for at in instants]
    stamps = [a.replica.record(Contact.kind, c.id).stamps["at"] for c in saved]  # type: ignore[union-attr]
    assert stamps == sorted(set(stamps))


# At midnight of either night the hour has not changed yet.
_PARIS = {10: timedelta(hours=2), 3: timedelta(hours=1)}


def test_a_tablet_that_changes_zone_between_its_saves_keeps_their_instants_and_order(
    field_day: Field, zone: Zone
) -> None:
    a, b = field_day.post(), field_day.post()
    at = datetime(2026, 5, 14, 21, 50, tzinfo=UTC)
    saved = []
    for n, name in enumerate([*ZONES, *reversed(ZONES)]):
        zone(name)
        saved.append(_contact(at + timedelta(minutes=n)))
        a.replica.save(saved[-1], by=WORKER)
        _person(a)
        a.sync()
    zone("Pacific/Kiritimati")
    _sync(a, b)
    shown = sorted(b.replica.where(Contact, outing_id=OUTING), key=lambda c: c.at)
    assert shown == saved
    assert {clock.local(c.at).date().day for c in shown[:10]} == {14}
    assert {clock.local(c.at).date().day for c in shown[10:]} == {15}
    stamps = [b.replica.record(Contact.kind, c.id).stamps["at"] for c in saved]  # type: ignore[union-attr]
    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize("name", ZONES)
def test_the_engines_clock_does_not_know_of_zones(zone: Zone, name: str) -> None:
    zone("UTC")
    before = tuning.wall_clock_ms()
    zone(name)
    assert 0 <= tuning.wall_clock_ms() - before < MINUTE_MS
