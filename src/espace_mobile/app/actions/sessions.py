"""Group sessions as they stand: who is in them, the seats left, those to come; who may run them.

A session and its attendances belong to no team: every tablet counts the same seats, by ids alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from espace_mobile.app import clock
from espace_mobile.app.actions import due, people, workers
from espace_mobile.app.actions.files import head_id, person_of, told_of
from espace_mobile.domain import seating
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus, FollowUpStatus, SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.seating import Seats
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica


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
        return Participant(attendance, person if person and people.may_see(replica, worker, person) else None)

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
    return sorted((s for s in planned if day_of(s) >= today), key=_in_order)


def to_mark(replica: Replica, today: date) -> list[GroupSession]:
    """Over, and nobody said who came; the latest first."""
    return sorted((s for s in _with(replica, SessionStatus.PLANNED) if day_of(s) < today), key=_in_order, reverse=True)


def past(replica: Replica) -> list[GroupSession]:
    """Held, the latest first."""
    return sorted(_with(replica, SessionStatus.HELD), key=_in_order, reverse=True)


def with_seats(
    replica: Replica, now: datetime, *, person: Person | None = None, like: GroupSession | None = None
) -> list[GroupSession]:
    """To come, with a seat left, the next first; nobody is given a seat at an informal meeting. `person`: is not in it
    yet. `like`: of its programme and workshop, itself left out."""
    found = [s for s in _with(replica, SessionStatus.PLANNED) if s.starts_at > now and not s.informal]
    if like is not None:
        found = [s for s in found if _belongs(s) == _belongs(like) and s.id != like.id]
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


def _belongs(session: GroupSession) -> tuple[str | None, str | None]:
    return session.programme_id, session.workshop_id


def _with(replica: Replica, status: SessionStatus) -> list[GroupSession]:
    return replica.where(GroupSession, status=status)


def day_of(session: GroupSession) -> date:
    return clock.local(session.starts_at).date()


def _in_order(session: GroupSession) -> tuple[datetime, str]:
    return session.starts_at, session.id
