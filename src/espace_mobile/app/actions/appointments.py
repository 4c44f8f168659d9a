"""Booked times with people."""

from __future__ import annotations

from datetime import date, datetime

from espace_mobile.app import clock
from espace_mobile.app.actions import due
from espace_mobile.app.actions.change import check_here, check_known, current, held
from espace_mobile.app.actions.files import told_of
from espace_mobile.domain import relances
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import FollowUpRule, FollowUpStatus
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


@held
def set_status(
    replica: Replica, appointment: Appointment, worker: Worker, status: AppointmentStatus, *, today: date | None = None
) -> Appointment:
    """A missed one calls for a relance, in the same commit; one that was not missed after all takes it back, unless
    somebody tried to reach the person meanwhile. Raises `InputError` like `check_here`.
    """
    # Cancelled, less is done of the person: also while their file is restricted.
    (check_known if status == AppointmentStatus.CANCELLED else check_here)(replica, appointment)
    changed = current(replica, appointment).but(status=status)
    task = replica.get(FollowUp, due.task_id(FollowUpRule.MISSED_APPOINTMENT, changed.id, changed.person_id))
    if status == AppointmentStatus.MISSED:
        called_for = [] if task else [due.missed(changed, today or clock.today())]
        replica.save(changed, *called_for, by=worker.id)
    else:
        uncalled_for = [task] if task and not replica.count(Attempt, follow_up_id=task.id) else []
        replica.save(changed, by=worker.id, deleting=uncalled_for)
    return changed


@held
def rebook(
    replica: Replica, appointment: Appointment, worker: Worker, starts_at: datetime, *, now: datetime
) -> Appointment:
    """Another time with the same worker. One that was still to come gives way to it (cancelled); one that is over
    stays as it is. Of a missed one nobody needs to be called back any more: its relance is done, in the same commit.
    """
    instead = new_appointment(
        appointment.person_id, starts_at, worker, now=now, team=appointment.team, minutes=appointment.minutes,
        place_id=appointment.place_id, place_text=appointment.place_text, motive=appointment.motive,
    ).but(worker_id=appointment.worker_id or worker.id)  # fmt: skip
    check_here(replica, appointment)
    before = current(replica, appointment)
    if before.status == AppointmentStatus.BOOKED and before.starts_at > now:
        replica.save(instead, before.but(status=AppointmentStatus.CANCELLED), by=worker.id)
    else:
        waiting = [t for t in _relances_of(replica, before) if t.status == FollowUpStatus.DUE]
        done = [t.but(status=FollowUpStatus.DONE, closed_at=now, closed_by=worker.id) for t in waiting]
        replica.save(instead, *done, by=worker.id)
    return instead


@held
def take_back(replica: Replica, booked: Appointment, worker: Worker, *, before: Appointment | None = None) -> None:
    """Undo a booking. `before`: the one it was booked instead of, as it was; its relance is to be made again."""
    moved = [current(replica, before).but(status=before.status)] if before is not None else []
    closed = [t for t in _relances_of(replica, before) if t.status == FollowUpStatus.DONE] if before else []
    again = [
        t.but(status=FollowUpStatus.DUE, closed_at=None, closed_by=None) for t in closed if not _is_reached(replica, t)
    ]
    replica.save(*moved, *again, by=worker.id, deleting=[booked])


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


def _relances_of(replica: Replica, appointment: Appointment) -> list[FollowUp]:
    """Those that its being missed called for, in whichever of the person's files."""
    about = told_of(replica, FollowUp, appointment.person_id)
    return [t for t in about if (t.rule, t.source_id) == (FollowUpRule.MISSED_APPOINTMENT, appointment.id)]


def _is_reached(replica: Replica, task: FollowUp) -> bool:
    """Whether a try closed it, not a booking."""
    return any(t.result in relances.CONCLUSIVE for t in replica.where(Attempt, follow_up_id=task.id))


def _said(text: str | None) -> str | None:
    return (text or "").strip() or None
