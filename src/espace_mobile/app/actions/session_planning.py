"""Group sessions planned, changed, cancelled, held, and taken up again elsewhere or on another date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions import due, sessions, workshop_back
from espace_mobile.app.actions.change import Seen, change, check_here, current, held
from espace_mobile.app.actions.files import person_of
from espace_mobile.domain import seating
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.capacity import DEFAULT_CAPACITY
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.path_vocabulary import AttendanceStatus, FollowUpStatus, SessionStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.stamp import Stamp
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

TITLE_LENGTH, TEXT_LENGTH = 80, 160  # characters
MOST_VOLUNTEERS = 50


@dataclass(frozen=True)
class Plan:
    """A session as it is asked for, unchecked. `capacity` None: the programme's, or five."""

    starts_at: datetime | None = None
    title: str = ""
    minutes: int = 120
    place_id: str | None = None
    place_text: str | None = None
    capacity: int | None = None
    programme_id: str | None = None
    protocol_id: str | None = None
    facilitator_ids: tuple[str, ...] = ()
    guests: str | None = None
    post_workshop_on: date | None = None
    workshop_id: str | None = None
    phase: int | None = None
    organisation_ids: tuple[str, ...] = ()
    volunteers: int = 0
    informal: bool = False

    @classmethod
    def of(cls, session: GroupSession) -> Plan:
        return cls(**{field.name: getattr(session, field.name) for field in fields(cls)})

    def checked(self, replica: Replica) -> dict[str, Any]:
        """The fields of a session. Raises `InputError` naming the field at fault."""
        programme = replica.get(Programme, self.programme_id) if self.programme_id else None
        title = check_note(self.title, "title", TITLE_LENGTH) or (programme.name if programme else "")
        if not title:
            raise InputError("title", "required")
        if self.starts_at is None:
            raise InputError("day", "required")
        if not 5 <= self.minutes <= 480:
            raise InputError("minutes", "out_of_range", min=5, max=480)
        capacity = self.capacity
        if capacity is None:
            capacity = programme.capacity if programme else DEFAULT_CAPACITY
        if not seating.LEAST <= capacity <= seating.MOST:
            raise InputError("capacity", "out_of_range", min=seating.LEAST, max=seating.MOST)
        if not 0 <= self.volunteers <= MOST_VOLUNTEERS:
            raise InputError("volunteers", "out_of_range", min=0, max=MOST_VOLUNTEERS)
        if self.post_workshop_on and self.post_workshop_on < clock.local(self.starts_at).date():
            raise InputError("post_workshop_on", "before_session")
        return {
            **{field.name: getattr(self, field.name) for field in fields(self)}, "title": title, "capacity": capacity,
            "place_text": check_note(self.place_text, "place_text", TEXT_LENGTH),
            "guests": check_note(self.guests, "guests", TEXT_LENGTH),
        }  # fmt: skip


@held
def plan(
    replica: Replica, asked: Plan, worker: Worker, *, now: datetime, today: date,
    again: GroupSession | None = None,
) -> GroupSession:  # fmt: skip
    """A new session. `again`: whose people are invited to it, each with a relance to reach them.

    Raises `InputError`: see `Plan.checked`; (`starts_at`, `past`) before today. Earlier today it may have begun.
    """
    checked = asked.checked(replica)
    session = GroupSession(id=new_id(), **checked)
    if sessions.day_of(session) < today:
        raise InputError("starts_at", "past")
    invited = _invited_again(replica, session, again, worker, now, today) if again else ()
    replica.save(session, *invited, by=worker.id)
    return session


@held
def edit(
    replica: Replica, session: GroupSession, asked: Plan, worker: Worker, *, today: date, seen: Plan | None = None,
    stamps: Seen | None = None,
) -> GroupSession:  # fmt: skip
    """What differs from `seen`, what the form showed first, is set. Raises `InputError` like `plan`."""
    check_here(replica, session)
    after, before = asked.checked(replica), vars(seen or Plan.of(session))
    changes = {field: value for field, value in after.items() if value != before[field]}
    if "starts_at" in changes and clock.local(changes["starts_at"]).date() < min(today, sessions.day_of(session)):
        raise InputError("starts_at", "past")
    changed = current(replica, session).but(**changes)
    looking_at = {field: Stamp.of_text(text) for field, text in (stamps or {}).items()}
    moved = _moved_tasks(replica, changed, today)
    replica.save(changed, *moved, by=worker.id, seen={session.id: looking_at})
    return changed


def cancel(replica: Replica, session: GroupSession, worker: Worker) -> GroupSession:
    """Its people stay in it: they are to be told. Undone by `plan_again`."""
    return change(replica, session, worker, status=SessionStatus.CANCELLED)


def plan_again(replica: Replica, session: GroupSession, worker: Worker) -> GroupSession:
    """Undo `cancel`, or a session said to be held by mistake."""
    return change(replica, session, worker, status=SessionStatus.PLANNED)


@held
def hold(replica: Replica, session: GroupSession, worker: Worker) -> GroupSession:
    """It took place. Those present are invited back when the session says so; with the last session of a workshop,
    whoever came to it."""
    check_here(replica, session)
    took_place = current(replica, session).but(status=SessionStatus.HELD)
    present = [a for a in sessions.attendances_of(replica, session) if a.status == AttendanceStatus.PRESENT]
    tasks = [task for a in present for task in sessions.after_workshop(replica, took_place, a.person_id)]
    replica.save(
        took_place, *{t.id: t for t in (*workshop_back.tasks(replica, took_place), *tasks)}.values(), by=worker.id
    )
    return took_place


def _invited_again(
    replica: Replica, session: GroupSession, again: GroupSession, worker: Worker, now: datetime, today: date
) -> Iterable[Fact]:
    came = [a for a in sessions.attendances_of(replica, again) if a.status != AttendanceStatus.WITHDRAWN]
    for attendance in came:
        person = person_of(replica, attendance.person_id)
        if person is not None:
            yield Attendance(
                id=sessions.attendance_id(session.id, person.id), session_id=session.id, person_id=person.id, since=now,
                status=AttendanceStatus.INVITED, worker_id=worker.id,
            )  # fmt: skip
            yield sessions.invitation(replica, session, person, today)


def _moved_tasks(replica: Replica, session: GroupSession, today: date) -> Iterable[FollowUp]:
    """The tasks that stand by another day now that the session, or its follow-up, does."""
    for attendance in sessions.attendances_of(replica, session):
        person = person_of(replica, attendance.person_id)
        if person is None:
            continue
        if attendance.status == AttendanceStatus.PRESENT and session.status == SessionStatus.HELD:
            yield from sessions.after_workshop(replica, session, person.id)
        for task in (due.invitation(session, person, today), *due.post_workshop(session, person)):
            yield from _moved(replica, task)
    if session.post_workshop_on is None or session.workshop_id is None:
        return
    there = {attendance.person_id for attendance in sessions.attendances_of(replica, session)}
    for person_id in workshop_back.people_of_others(replica, session):
        person = person_of(replica, person_id)
        if person is not None and person_id not in there:
            for task in due.post_workshop(session, person):
                yield from _moved(replica, task)


def _moved(replica: Replica, task: FollowUp) -> Iterable[FollowUp]:
    known = replica.get(FollowUp, task.id)
    if known and known.status == FollowUpStatus.DUE and known.due_on != task.due_on:
        yield known.but(due_on=task.due_on)
