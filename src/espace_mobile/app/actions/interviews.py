"""Talks with the CIP: begun, told section by section as the talk goes, ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from espace_mobile.app import clock
from espace_mobile.app.actions import outings
from espace_mobile.app.actions.appointments import appointments_of
from espace_mobile.app.actions.change import Seen, change, change_seen, check_here, current, held
from espace_mobile.app.actions.files import person_of, told_of
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.code import Code
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.interview import Interview, check_text
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import ActionStep, Recommendation
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

C = TypeVar("C", bound=Code)
_EARLY, _LATE = timedelta(hours=1), timedelta(hours=2)  # around an appointment: this is the talk it was booked for


@dataclass(frozen=True)
class Ending:
    """An interview that was ended, and what the same commit changed beside it, as it was before: for `reopen`."""

    interview: Interview
    person: Person | None = None
    appointment: Appointment | None = None


@held
def begin(
    replica: Replica,
    person: Person,
    worker: Worker,
    now: datetime,
    appointment: Appointment | None = None,
    outing: Outing | None = None,
) -> Interview:
    """Raises `InputError` like `check_here`."""
    check_here(replica, person)
    begun = Interview(
        id=new_id(), team=person.team, person_id=person.id, at=now, worker_id=worker.id,
        outing_id=outing.id if outing else None, appointment_id=appointment.id if appointment else None,
    )  # fmt: skip
    replica.save(begun, by=worker.id)
    return begun


def interviews_of(replica: Replica, person_id: str) -> list[Interview]:
    """Latest first."""
    return sorted(told_of(replica, Interview, person_id), key=lambda i: (i.at, i.id), reverse=True)


def of_today(replica: Replica, person_id: str, worker: Worker, today: date) -> Interview | None:
    """This worker's talk of today with the person, the one still going on first."""
    mine = [
        i for i in interviews_of(replica, person_id) if i.worker_id == worker.id and clock.local(i.at).date() == today
    ]
    return min(mine, key=lambda i: i.ended_at is not None, default=None)


def appointment_now(replica: Replica, person: Person, now: datetime) -> Appointment | None:
    """The one that a talk beginning now was booked for."""
    due = [
        a
        for a in appointments_of(replica, person)
        if a.status == AppointmentStatus.BOOKED and now - _LATE <= a.starts_at <= now + _EARLY
    ]
    return min(due, key=lambda a: abs(a.starts_at - now), default=None)


def outing_now(replica: Replica, worker: Worker, now: datetime) -> Outing | None:
    """Where the worker's team is at this hour, if it is out."""
    wall = clock.local(now)
    going_on = (
        o
        for o in (outings.outings_of_day(replica, worker, wall.date()) if worker.team_ids else ())
        if o.starts and o.ends and o.starts <= wall.time() <= o.ends and o.closed_at is None
    )
    return next(going_on, None)


def write(
    replica: Replica, interview: Interview, worker: Worker, *, seen: Seen | None = None, **texts: str
) -> Interview:
    """Set these texts (`line`, `next_step`, sections) and no other.

    `seen`: `seen_now` of when the typing began. Raises `InputError` naming the text at fault: too long, or holding a
    social-security number; or like `check_here`.
    """
    return change_seen(replica, interview, worker, seen or {}, **_checked(texts))


def plan_next(replica: Replica, interview: Interview, worker: Worker, on: date | None, *, today: date) -> Interview:
    """The day of the next step. Raises `InputError` (`next_step_on`, `past`)."""
    if on is not None and on < today:
        raise InputError("next_step_on", "past")
    return change(replica, interview, worker, next_step_on=on)


# — what is tapped during the talk —


@held
def explain_step(replica: Replica, interview: Interview, worker: Worker, step: ActionStep) -> Interview:
    """Explained to the person; or, when it showed as explained, not."""
    now = current(replica, interview).steps_explained
    return change(replica, interview, worker, steps_explained=toggled(now, interview.steps_explained, step))


@held
def add_child(replica: Replica, interview: Interview, worker: Worker, age: int | None = None) -> Interview:
    """One more in the children's corner. Raises like `Interview.with_child`."""
    more = current(replica, interview).with_child(age)
    return change(replica, interview, worker, children=more.children, children_ages=more.children_ages)


@held
def remove_child(replica: Replica, interview: Interview, worker: Worker) -> Interview:
    left = current(replica, interview).without_child()
    return change(replica, interview, worker, children=left.children, children_ages=left.children_ages)


def recommend(
    replica: Replica,
    interview: Interview,
    worker: Worker,
    recommendation: Recommendation | None,
    programme_id: str | None = None,
) -> Interview:
    """`programme_id`: which programme, when it is one to enter."""
    return change(
        replica, interview, worker, recommendation=recommendation, recommended_programme_id=programme_id
    )  # fmt: skip


# — the end —


@held
def end(replica: Replica, interview: Interview, worker: Worker, now: datetime, **texts: str) -> Ending:
    """The talk is over: the texts still being typed, the person's next step when one was said, and the appointment
    it was booked for (kept), in one commit. Raises `InputError` like `write`; nothing is saved then.
    """
    check_here(replica, interview)
    ended = current(replica, interview).but(**_checked(texts), ended_at=now)
    person = person_of(replica, ended.person_id) if ended.next_step or ended.next_step_on else None
    booked = replica.get(Appointment, ended.appointment_id) if ended.appointment_id else None
    if booked is not None and booked.status != AppointmentStatus.BOOKED:
        booked = None
    beside: list[Fact] = []
    if person is not None:
        beside.append(person.but(next_step=ended.next_step, next_step_on=ended.next_step_on))
    if booked is not None:
        beside.append(booked.but(status=AppointmentStatus.KEPT))
    replica.save(ended, *beside, by=worker.id)
    return Ending(ended, person, booked)


@held
def reopen(replica: Replica, ending: Ending, worker: Worker) -> Interview:
    """Ended too early: all that `end` changed is as it was. Raises like `check_here`."""
    check_here(replica, ending.interview)
    again = current(replica, ending.interview).but(ended_at=None)
    beside: list[Fact] = []
    if ending.person is not None:
        before = {"next_step": ending.person.next_step, "next_step_on": ending.person.next_step_on}
        beside.append(current(replica, ending.person).but(**before))
    if ending.appointment is not None:
        beside.append(current(replica, ending.appointment).but(status=ending.appointment.status))
    replica.save(again, *beside, by=worker.id)
    return again


@held
def delete(replica: Replica, interview: Interview, worker: Worker) -> Interview:
    """What is returned can be given to `restore`."""
    gone = current(replica, interview)
    replica.delete(gone, by=worker.id)
    return gone


def restore(replica: Replica, gone: Interview, worker: Worker) -> None:
    """Undo `delete`. Raises `InputError` (`record`, `erased`) when it was erased since."""
    replica.save(gone, by=worker.id)


def _checked(texts: Mapping[str, str]) -> dict[str, str | None]:
    return {field: check_text(field, text) for field, text in texts.items()}


def toggled(now: tuple[C, ...], shown: tuple[C, ...], code: C) -> tuple[C, ...]:
    """What the tap meant on what was shown, done to what is now."""
    others = tuple(c for c in now if c != code)
    return others if code in shown else (*others, code)
