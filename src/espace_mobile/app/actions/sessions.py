"""Group sessions: planned, changed, cancelled, held, taken up again elsewhere; and who is in them.

A session and its attendances belong to no team: every tablet counts the same seats, by ids alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions import due, workers
from espace_mobile.app.actions.change import Seen, change, change_seen, check_here, held
from espace_mobile.app.actions.files import head_id, person_of, told_of
from espace_mobile.domain import seating
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.capacity import DEFAULT_CAPACITY
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.path_vocabulary import AttendanceStatus, FollowUpStatus, SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.seating import Seats
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.store.replica import Replica

TITLE_LENGTH, TEXT_LENGTH = 80, 160  # characters


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
        if self.post_workshop_on and self.post_workshop_on < clock.local(self.starts_at).date():
            raise InputError("post_workshop_on", "before_session")
        return {
            **{field.name: getattr(self, field.name) for field in fields(self)}, "title": title, "capacity": capacity,
            "place_text": check_note(self.place_text, "place_text", TEXT_LENGTH),
            "guests": check_note(self.guests, "guests", TEXT_LENGTH),
        }  # fmt: skip


@dataclass(frozen=True)
class Participant:
    """`person`: the file that stands for them, when the worker may see it."""

    attendance: Attendance
    person: Person | None

    @property
    def status(self) -> AttendanceStatus:
        return self.attendance.status


@dataclass(frozen=True)
class SessionSheet:
    """A session and its people, each list in the order they came. `taking_part`: whoever has or had a seat."""

    session: GroupSession
    seats: Seats
    taking_part: tuple[Participant, ...]
    waiting: tuple[Participant, ...]
    invited: tuple[Participant, ...]
    withdrawn: tuple[Participant, ...]
    next_up: Participant | None  # who is offered the free seat


# Who may


def may_plan(worker: Worker) -> bool:
    return workers.may_counsel(worker)


def may_run(worker: Worker, session: GroupSession) -> bool:
    """Change it, mark who came, write its notes."""
    return workers.may_counsel(worker) or worker.id in session.facilitator_ids


# Reading


def attendances_of(replica: Replica, session: GroupSession) -> list[Attendance]:
    """One per person, whatever was merged, in the order they came; of the head of their files, as far as is known."""
    told = replica.where(Attendance, session_id=session.id)
    one_each = seating.one_per_person(told, lambda id: head_id(replica, id))
    return [a.but(person_id=head_id(replica, a.person_id)) if a.person_id else a for a in one_each]


def seats_of(replica: Replica, session: GroupSession) -> Seats:
    return seating.seats(attendances_of(replica, session), session)


def session_sheet(replica: Replica, session: GroupSession, worker: Worker) -> SessionSheet:
    """With the names this worker may see."""
    attendances = attendances_of(replica, session)

    def shown(attendance: Attendance) -> Participant:
        person = person_of(replica, attendance.person_id)
        return Participant(attendance, person if person and workers.may_see(worker, person) else None)

    def those(*statuses: AttendanceStatus) -> tuple[Participant, ...]:
        return tuple(shown(a) for a in attendances if a.status in statuses)

    first = seating.next_up(attendances, session)
    return SessionSheet(
        session, seating.seats(attendances, session),
        those(AttendanceStatus.EXPECTED, AttendanceStatus.PRESENT, AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT),
        those(AttendanceStatus.WAITING), those(AttendanceStatus.INVITED), those(AttendanceStatus.WITHDRAWN),
        shown(first) if first else None,
    )  # fmt: skip


def to_come(replica: Replica, today: date) -> list[GroupSession]:
    """Planned for today or later, the next first; also those cancelled, for somebody may still come."""
    planned = (s for status in (SessionStatus.PLANNED, SessionStatus.CANCELLED) for s in _with(replica, status))
    return sorted((s for s in planned if _day(s) >= today), key=_in_order)


def to_mark(replica: Replica, today: date) -> list[GroupSession]:
    """Over, and nobody said who came; the latest first."""
    return sorted((s for s in _with(replica, SessionStatus.PLANNED) if _day(s) < today), key=_in_order, reverse=True)


def past(replica: Replica) -> list[GroupSession]:
    """Held, the latest first."""
    return sorted(_with(replica, SessionStatus.HELD), key=_in_order, reverse=True)


def with_seats(
    replica: Replica, now: datetime, *, person: Person | None = None, like: GroupSession | None = None
) -> list[GroupSession]:
    """To come, with a seat left, the next first. `person`: is not in it yet. `like`: of its programme, itself left
    out."""
    found = [s for s in _with(replica, SessionStatus.PLANNED) if s.starts_at > now]
    if like is not None:
        found = [s for s in found if s.programme_id == like.programme_id and s.id != like.id]
    if person is not None:
        taken = {s.id for s, a in sessions_of(replica, person) if a.status != AttendanceStatus.WITHDRAWN}
        found = [s for s in found if s.id not in taken]
    return sorted((s for s in found if not seats_of(replica, s).full), key=_in_order)


def sessions_of(replica: Replica, person: Person) -> list[tuple[GroupSession, Attendance]]:
    """The sessions the person was ever in, the latest first, with what was written of them there."""
    of: dict[str, list[Attendance]] = {}
    for attendance in told_of(replica, Attendance, person.id):
        of.setdefault(attendance.session_id, []).append(attendance)
    found = [(replica.get(GroupSession, id), seating.strongest(told)) for id, told in of.items()]
    return sorted(((s, a) for s, a in found if s is not None), key=lambda one: _in_order(one[0]), reverse=True)


# Changing


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
    if _day(session) < today:
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
    if "starts_at" in changes and clock.local(changes["starts_at"]).date() < min(today, _day(session)):
        raise InputError("starts_at", "past")
    changed = change_seen(replica, session, worker, stamps or {}, **changes)
    if moved := list(_moved_tasks(replica, changed, today)):
        replica.save(*moved, by=worker.id)
    return changed


def cancel(replica: Replica, session: GroupSession, worker: Worker) -> GroupSession:
    """Its people stay in it: they are to be told."""
    return change(replica, session, worker, status=SessionStatus.CANCELLED)


def plan_again(replica: Replica, session: GroupSession, worker: Worker) -> GroupSession:
    """Undo `cancel`, or a session said to be held by mistake."""
    return change(replica, session, worker, status=SessionStatus.PLANNED)


@held
def hold(replica: Replica, session: GroupSession, worker: Worker) -> GroupSession:
    """It took place. Those present are invited back when the session says so."""
    check_here(replica, session)
    took_place = (replica.get(GroupSession, session.id) or session).but(status=SessionStatus.HELD)
    present = [a for a in attendances_of(replica, session) if a.status == AttendanceStatus.PRESENT]
    tasks = [task for a in present for task in after_workshop(replica, took_place, a.person_id)]
    replica.save(took_place, *tasks, by=worker.id)
    return took_place


# What else the rooms of sessions share


def attendance_id(session_id: str, person_id: str) -> str:
    """`person_id`: of the head of their files. The same on two tablets."""
    return derived_id("attendance", session_id, person_id)


def after_workshop(replica: Replica, session: GroupSession, person_id: str | None) -> list[FollowUp]:
    """The tasks of somebody present that are not there yet, or were dropped. None for a file that is not here: the
    team that has it is told when it marks."""
    person = person_of(replica, person_id)
    made = due.post_workshop(session, person) if person else ()
    return [task for task in (_anew(replica, task) for task in made) if task is not None]


def invitation(replica: Replica, session: GroupSession, person: Person, today: date) -> FollowUp:
    """The task to get an answer, open again if it was closed."""
    task = due.invitation(session, person, today)
    known = replica.get(FollowUp, task.id)
    if known is None:
        return task
    return known if known.status == FollowUpStatus.DUE else _reopened(known).but(due_on=task.due_on)


def _anew(replica: Replica, task: FollowUp) -> FollowUp | None:
    known = replica.get(FollowUp, task.id)
    if known is None:
        return task
    return _reopened(known) if known.status == FollowUpStatus.DROPPED else None


def _reopened(task: FollowUp) -> FollowUp:
    return task.but(status=FollowUpStatus.DUE, closed_at=None, closed_by=None)


def _invited_again(
    replica: Replica, session: GroupSession, again: GroupSession, worker: Worker, now: datetime, today: date
) -> Iterable[Fact]:
    came = [a for a in attendances_of(replica, again) if a.status != AttendanceStatus.WITHDRAWN]
    for attendance in came:
        person = person_of(replica, attendance.person_id)
        if person is not None:
            yield Attendance(
                id=attendance_id(session.id, person.id), session_id=session.id, person_id=person.id, since=now,
                status=AttendanceStatus.INVITED, worker_id=worker.id,
            )  # fmt: skip
            yield invitation(replica, session, person, today)


def _moved_tasks(replica: Replica, session: GroupSession, today: date) -> Iterable[FollowUp]:
    """The tasks that stand by another day now that the session, or its follow-up, does."""
    for attendance in attendances_of(replica, session):
        person = person_of(replica, attendance.person_id)
        if person is None:
            continue
        if attendance.status == AttendanceStatus.PRESENT and session.status == SessionStatus.HELD:
            yield from after_workshop(replica, session, person.id)
        for task in (due.invitation(session, person, today), *due.post_workshop(session, person)):
            known = replica.get(FollowUp, task.id)
            if known and known.status == FollowUpStatus.DUE and known.due_on != task.due_on:
                yield known.but(due_on=task.due_on)


def _with(replica: Replica, status: SessionStatus) -> list[GroupSession]:
    return replica.where(GroupSession, status=status)


def _day(session: GroupSession) -> date:
    return clock.local(session.starts_at).date()


def _in_order(session: GroupSession) -> tuple[datetime, str]:
    return session.starts_at, session.id
