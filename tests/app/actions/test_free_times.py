from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import appointments
from espace_mobile.app.actions.free_times import free_times
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.protocol.values import new_id


@pytest.fixture
def samir(replica) -> Person:
    person = Person(id=new_id(), first_name="Samir")
    replica.save(person, by="setup")
    return person


def walls(times: list[datetime]) -> list[str]:
    return [f"{clock.local(at):%a %d %H:%M}" for at in times]


def test_the_same_weekday_and_half_hour_one_two_and_four_weeks_on(replica, worker, now) -> None:
    assert walls(free_times(replica, worker, now, now)) == ["Thu 21 10:30", "Thu 28 10:30", "Thu 11 10:30"]


def test_a_time_that_is_taken_gives_way_to_the_next_free_one(replica, worker, supervisor, samir, now) -> None:
    at = free_times(replica, worker, now, now)[0]
    booked = appointments.book(replica, samir, at, worker, now=now)
    appointments.book(replica, samir, at, supervisor, now=now)
    assert free_times(replica, worker, now, now)[0] == at + timedelta(hours=1)
    appointments.set_status(replica, booked, worker, AppointmentStatus.CANCELLED)
    assert free_times(replica, worker, now, now)[0] == at


@pytest.mark.parametrize(
    ("at", "first"),
    [
        (datetime(2026, 5, 16, 9, tzinfo=UTC), "Tue 26 11:00"),  # a Saturday on a market; the Monday is a holiday
        (datetime(2026, 5, 14, 19, tzinfo=UTC), "Thu 21 17:00"),  # an evening
        (datetime(2026, 10, 22, 8, tzinfo=UTC), "Thu 29 10:00"),  # the clocks go back in between
    ],
)
def test_within_the_hours_and_days_of_an_office(replica, worker, at, first) -> None:
    assert walls(free_times(replica, worker, at, at))[0] == first
