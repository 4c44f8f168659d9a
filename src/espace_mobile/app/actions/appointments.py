"""Booked times with people."""

from __future__ import annotations

from datetime import datetime

from espace_mobile.app.actions.change import change, check_here, current, held
from espace_mobile.app.actions.files import told_of
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica


def new_appointment(
    person_id: str,
    starts_at: datetime,
    worker: Worker,
    *,
    now: datetime,
    team: str | None,
    minutes: int = 45,
    place_id: str | None = None,
    place_text: str | None = None,
    motive: str | None = None,
    outing_id: str | None = None,
) -> Appointment:
    """Not saved yet. Raises `InputError` for a time that is over, or a length out of 5 to 480 minutes."""
    if starts_at < now:
        raise InputError("starts_at", "past")
    if not 5 <= minutes <= 480:
        raise InputError("minutes", "out_of_range", min=5, max=480)
    return Appointment(
        id=new_id(), team=team, person_id=person_id, starts_at=starts_at, minutes=minutes, place_id=place_id,
        place_text=_said(place_text), motive=_said(motive), worker_id=worker.id, outing_id=outing_id,
    )  # fmt: skip


@held
def book(
    replica: Replica,
    person: Person,
    starts_at: datetime,
    worker: Worker,
    *,
    now: datetime,
    minutes: int = 45,
    place_id: str | None = None,
    place_text: str | None = None,
    motive: str | None = None,
    outing_id: str | None = None,
) -> Appointment:
    """Raises `InputError` like `new_appointment` and `check_here`."""
    check_here(replica, person)
    booked = new_appointment(
        person.id, starts_at, worker, now=now, team=person.team, minutes=minutes, place_id=place_id,
        place_text=place_text, motive=motive, outing_id=outing_id,
    )  # fmt: skip
    replica.save(booked, by=worker.id)
    return booked


def set_status(replica: Replica, appointment: Appointment, worker: Worker, status: AppointmentStatus) -> Appointment:
    return change(replica, appointment, worker, status=status)


@held
def rebook(
    replica: Replica, appointment: Appointment, worker: Worker, starts_at: datetime, *, now: datetime
) -> Appointment:
    """Another time. One that was still to come gives way to it (cancelled); a missed or excused one stays as it is."""
    instead = new_appointment(
        appointment.person_id, starts_at, worker, now=now, team=appointment.team, minutes=appointment.minutes,
        place_id=appointment.place_id, place_text=appointment.place_text, motive=appointment.motive,
    )  # fmt: skip
    check_here(replica, appointment)
    before = current(replica, appointment)
    if before.status == AppointmentStatus.BOOKED:
        replica.save(instead, before.but(status=AppointmentStatus.CANCELLED), by=worker.id)
    else:
        replica.save(instead, by=worker.id)
    return instead


def appointments_of(replica: Replica, person: Person) -> list[Appointment]:
    """Latest first."""
    found = told_of(replica, Appointment, person.id)
    return sorted(found, key=lambda a: (a.starts_at, a.id), reverse=True)


def next_appointment(replica: Replica, person: Person, now: datetime) -> Appointment | None:
    """The first still booked that is not over."""
    coming = (
        a for a in appointments_of(replica, person) if a.status == AppointmentStatus.BOOKED and a.starts_at >= now
    )
    return min(coming, key=lambda a: (a.starts_at, a.id), default=None)


def _said(text: str | None) -> str | None:
    return (text or "").strip() or None
