from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain import booking
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.domain.working_days import working_days
from espace_mobile.protocol.values import new_id

PARIS = ZoneInfo("Europe/Paris")
NORA, ALI, SAMIR, AWA = "a" * 32, "b" * 32, "c" * 32, "d" * 32
TUESDAY = date(2026, 5, 19)


def appointment(hour: float, worker: str | None = NORA, person: str = SAMIR, **more: object) -> Appointment:
    at = datetime(2026, 5, 19, tzinfo=UTC) + timedelta(hours=hour)
    return Appointment(id=new_id(), person_id=person, worker_id=worker, starts_at=at, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (appointment(9), appointment(9.5, person=AWA), True),
        (appointment(9), appointment(9.75, person=AWA), False),
        (appointment(9), appointment(9.5, ALI), True),
        (appointment(9), appointment(9.5, ALI, AWA), False),
        (appointment(9, None), appointment(9.5, None, AWA), False),
        (appointment(9), appointment(9, status=AppointmentStatus.EXCUSED), False),
        (appointment(9, minutes=480), appointment(16, person=AWA), True),
    ],
)
def test_two_appointments_of_one_worker_or_person_overlap(one: Appointment, other: Appointment, clash: bool) -> None:
    assert booking.overlapping([other, one]) == ([(one, other)] if clash else [])


_MADE = st.builds(
    appointment, st.integers(0, 12).map(lambda n: n / 4), st.sampled_from([NORA, ALI, None]),
    st.sampled_from([SAMIR, AWA]), minutes=st.sampled_from([5, 45, 120]),
    status=st.sampled_from([AppointmentStatus.BOOKED, AppointmentStatus.KEPT]),
)  # fmt: skip


@given(st.lists(_MADE, max_size=8))
def test_every_overlapping_pair_is_found_once(made: list[Appointment]) -> None:
    booked = [a for a in made if a.status == AppointmentStatus.BOOKED]
    expected = {
        frozenset((a.id, b.id))
        for a, b in combinations(booked, 2)
        if a.starts_at < b.starts_at + timedelta(minutes=b.minutes)
        and b.starts_at < a.starts_at + timedelta(minutes=a.minutes)
        and (a.person_id == b.person_id or (a.worker_id and a.worker_id == b.worker_id))
    }
    found = booking.overlapping(made)
    assert len(found) == len(expected)
    assert {frozenset((a.id, b.id)) for a, b in found} == expected


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        (TUESDAY, TUESDAY, date(2026, 5, 26)),
        (TUESDAY, date(2026, 5, 22), date(2026, 5, 26)),
        (date(2026, 2, 3), date(2026, 5, 22), date(2026, 5, 26)),  # a Tuesday long ago
        (date(2026, 6, 2), TUESDAY, date(2026, 6, 9)),  # moving one that is still to come
    ],
)
def test_the_same_weekday_next_week(day: date, today: date, expected: date) -> None:
    assert booking.next_week(day, today) == expected
    assert expected.weekday() == day.weekday()


def wall(at: datetime | None) -> str | None:
    return at.astimezone(PARIS).strftime("%d %H:%M") if at else None


@pytest.mark.parametrize(
    ("busy", "expected"),
    [
        ([], "19 14:15"),
        ([(14, 60)], "19 15:00"),  # as close as 13:30, and later
        ([(14, 60), (15, 60)], "19 13:00"),
        ([(9, 540), (14, 1)], None),
    ],
)
def test_the_free_hour_closest_to_the_usual_one(busy: list[tuple[int, int]], expected: str | None) -> None:
    taken = [booking.taken(datetime(2026, 5, 19, h, tzinfo=PARIS), minutes) for h, minutes in busy]
    assert wall(booking.free_slot(TUESDAY, time(14, 15), 45, taken, PARIS)) == expected


def test_slots_are_proposed_on_different_days_at_the_same_wall_hour_when_clocks_change() -> None:
    days = working_days(date(2026, 10, 22), 3)
    assert days == [date(2026, 10, 23), date(2026, 10, 26), date(2026, 10, 27)]
    slots = booking.free_slots(days, time(14), 45, [], PARIS, 2)
    assert [wall(s) for s in slots] == ["23 14:00", "26 14:00"]
    assert slots[1] - slots[0] == timedelta(days=3, hours=1)


@given(
    st.integers(0, 23), st.integers(5, 480), st.lists(st.tuples(st.integers(6, 20), st.integers(5, 300)), max_size=6)
)
def test_a_slot_proposed_is_free(hour: int, minutes: int, busy: list[tuple[int, int]]) -> None:
    taken = [booking.taken(datetime(2026, 5, 19, h, tzinfo=PARIS), length) for h, length in busy]
    slot = booking.free_slot(TUESDAY, time(hour), minutes, taken, PARIS)
    assert slot is None or not any(booking.taken(slot, minutes).meets(other) for other in taken)
