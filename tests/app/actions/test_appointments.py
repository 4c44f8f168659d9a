from __future__ import annotations

from datetime import timedelta

import pytest

from espace_mobile.app.actions import appointments, follow_ups, people
from espace_mobile.app.actions.people import Identity, Opening
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import AttemptChannel, AttemptResult, FollowUpStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AppointmentStatus, NoticeGiven
from espace_mobile.errors import InputError


@pytest.fixture
def samir(replica, worker, now, today) -> Person:
    opening = Opening(Identity(first_name="Samir"), NoticeGiven.ORAL)
    return people.open_file(replica, opening, worker, now=now, today=today)


def test_a_booked_appointment_is_the_next_one(replica, worker, now, samir) -> None:
    far = appointments.book(replica, samir, now + timedelta(days=9), worker, now=now)
    near = appointments.book(replica, samir, now + timedelta(days=2), worker, now=now, place_text=" Mairie ", motive="")
    assert (near.place_text, near.motive, near.team, near.worker_id) == ("Mairie", None, samir.team, worker.id)
    assert appointments.next_appointment(replica, samir, now) == near
    assert appointments.appointments_of(replica, samir) == [far, near]
    assert appointments.next_appointment(replica, samir, now + timedelta(days=3)) == far


@pytest.mark.parametrize(("hours", "minutes", "field"), [(-1, 45, "starts_at"), (1, 4, "minutes"), (1, 481, "minutes")])
def test_an_impossible_time_is_refused(replica, worker, now, samir, hours, minutes, field) -> None:
    with pytest.raises(InputError) as caught:
        appointments.book(replica, samir, now + timedelta(hours=hours), worker, now=now, minutes=minutes)
    assert caught.value.field == field
    assert replica.all(Appointment) == []


def test_a_kept_missed_or_cancelled_one_is_no_longer_to_come(replica, worker, now, samir) -> None:
    booked = appointments.book(replica, samir, now + timedelta(days=1), worker, now=now)
    for status in (AppointmentStatus.KEPT, AppointmentStatus.MISSED, AppointmentStatus.CANCELLED):
        appointments.set_status(replica, booked, worker, status)
        assert appointments.next_appointment(replica, samir, now) is None
    back = appointments.set_status(replica, booked, worker, AppointmentStatus.BOOKED)
    assert appointments.next_appointment(replica, samir, now) == back


def test_another_time_replaces_one_still_to_come_in_one_commit(replica, worker, now, samir, commits) -> None:
    booked = appointments.book(replica, samir, now + timedelta(days=1), worker, now=now, motive="CV", minutes=30)
    commits()
    instead = appointments.rebook(replica, booked, worker, now + timedelta(days=2), now=now)
    assert commits() == 1
    assert replica.get(Appointment, booked.id).status == AppointmentStatus.CANCELLED
    assert (instead.motive, instead.minutes, instead.status) == ("CV", 30, AppointmentStatus.BOOKED)


def test_another_time_after_a_missed_one_leaves_it_missed(replica, worker, now, samir) -> None:
    booked = appointments.book(replica, samir, now + timedelta(days=1), worker, now=now)
    missed = appointments.set_status(replica, booked, worker, AppointmentStatus.MISSED)
    appointments.rebook(replica, missed, worker, now + timedelta(days=2), now=now)
    assert replica.get(Appointment, booked.id) == missed


def test_a_missed_one_that_is_booked_again_needs_no_relance_until_that_is_taken_back(
    replica, worker, now, samir, commits
) -> None:
    booked = appointments.book(replica, samir, now + timedelta(minutes=5), worker, now=now)
    missed = appointments.set_status(replica, booked, worker, AppointmentStatus.MISSED, today=now.date())
    later = now + timedelta(hours=1)
    (task,) = replica.all(FollowUp)
    commits()
    instead = appointments.rebook(replica, missed, worker, now + timedelta(days=2), now=later)
    assert commits() == 1
    (done,) = replica.all(FollowUp)
    assert (done.status, done.closed_at, done.closed_by) == (FollowUpStatus.DONE, later, worker.id)
    appointments.take_back(replica, instead, worker, before=missed)
    assert replica.all(FollowUp) == [task]
    assert replica.get(Appointment, missed.id).status == AppointmentStatus.MISSED


def test_taking_a_booking_back_leaves_a_relance_done_by_a_call(replica, worker, now, samir) -> None:
    booked = appointments.book(replica, samir, now + timedelta(minutes=5), worker, now=now)
    missed = appointments.set_status(replica, booked, worker, AppointmentStatus.MISSED, today=now.date())
    (task,) = replica.all(FollowUp)
    later = now + timedelta(hours=1)
    follow_ups.attempt(replica, task, AttemptChannel.CALL, AttemptResult.REACHED, 5, worker, later)
    instead = appointments.rebook(replica, missed, worker, now + timedelta(days=2), now=later)
    appointments.take_back(replica, instead, worker, before=missed)
    assert replica.get(FollowUp, task.id).status == FollowUpStatus.DONE
