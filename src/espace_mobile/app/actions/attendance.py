"""Who comes to a session: asked, given a seat, put on the waiting list, and on the day marked by one tap.

Each action is one commit that can be taken back (`undoing.take_back`). Full is said to whoever asks for a seat here and
now; two tablets that fill the last seat offline keep both people, and an alert asks somebody to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from espace_mobile.app import clock
from espace_mobile.app.actions import due, sessions, workshop_back
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.files import head_id, person_of
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain import relances, seating
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.path_vocabulary import AttendanceStatus, FollowUpRule, FollowUpStatus, SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.store.replica import Replica

MARKS = (AttendanceStatus.PRESENT, AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT)


@held
def invite(
    replica: Replica, session: GroupSession, person: Person, worker: Worker, *, now: datetime, today: date
) -> Done[Attendance]:
    """Asked, and to be reached for an answer before the session: takes no seat. Raises `InputError` like
    `check_here`."""
    person = person_of(replica, person.id) or person
    facts = _put(replica, session, person, AttendanceStatus.INVITED, worker, now)
    task = sessions.invitation(replica, session, person, today)
    return do(replica, facts[0], *facts[1:], task, worker=worker)


@held
def expect(
    replica: Replica, session: GroupSession, person: Person, worker: Worker, *, now: datetime
) -> Done[Attendance]:
    """Takes a seat. One who has one already keeps it.

    Raises `InputError` (`session`, `full`) when there is none: `next_id` and `next_at` (an aware instant) are those of
    the next session of the same programme with seats, `left` how many, when there is one. Or like `check_here`.
    """
    told = _told(replica, session, person.id)
    if not any(a.status in seating.SEATED for a in told):
        _check_seat(replica, session, person, now)
    facts = _put(replica, session, person, AttendanceStatus.EXPECTED, worker, now)
    return do(replica, facts[0], *facts[1:], worker=worker)


@held
def wait(replica: Replica, session: GroupSession, person: Person, worker: Worker, *, now: datetime) -> Done[Attendance]:
    """On the waiting list, after those who were there before. Raises `InputError` like `check_here`."""
    facts = _put(replica, session, person, AttendanceStatus.WAITING, worker, now)
    return do(replica, facts[0], *facts[1:], worker=worker)


@held
def mark(
    replica: Replica, session: GroupSession, attendance: Attendance, status: AttendanceStatus, worker: Worker, *,
    now: datetime,
) -> Done[Fact]:  # fmt: skip
    """Present, excused, absent; withdrawn, or expected after all (whoever was on the waiting list needs a free seat:
    raises like `expect`). Somebody present on its day says that the session is held.
    """
    check_here(replica, session)
    if status == AttendanceStatus.EXPECTED and attendance.status not in (*seating.SEATED, *MARKS):
        _check_seat(replica, session, person_of(replica, attendance.person_id), now)
    told = _told(replica, session, attendance.person_id) or [current(replica, attendance)]
    facts = marked(replica, session, told, status, worker, now)
    return do(replica, *facts, worker=worker)


@held
def call_back(
    replica: Replica, session: GroupSession, person: Person, reason: str, worker: Worker, *, today: date
) -> Done[FollowUp]:
    """Somebody who did not come, or is to be told of a change, is to be called the day after: one task a session.

    Raises `InputError` (`reason`, `nir` or `too_long`).
    """
    check_here(replica, person)
    id = due.task_id(FollowUpRule.BY_HAND, session.id, person.id)
    task = FollowUp(
        id=id, team=person.team, person_id=person.id, source_id=session.id, worker_id=worker.id,
        due_on=relances.after_missed(today), reason=check_note(reason, "reason"),
    )  # fmt: skip
    known = replica.get(FollowUp, id)
    return do(replica, known if known and known.status == FollowUpStatus.DUE else task, worker=worker)


def is_called_back(replica: Replica, session: GroupSession, person: Person) -> bool:
    """Whether that relance was asked for already."""
    return replica.get(FollowUp, due.task_id(FollowUpRule.BY_HAND, session.id, person.id)) is not None


def marked(
    replica: Replica, session: GroupSession, told: Sequence[Attendance], status: AttendanceStatus, worker: Worker,
    now: datetime,
) -> list[Fact]:  # fmt: skip
    """What says so, not saved yet. `told`: every attendance of one person at the session, for they may be two files
    merged since."""
    at = now if status in MARKS else None
    facts: list[Fact] = [a.but(status=status, marked_at=at, worker_id=worker.id) for a in told]
    as_it_is = current(replica, session)
    is_day = clock.local(session.starts_at).date() <= clock.local(now).date()
    if status == AttendanceStatus.PRESENT and is_day and as_it_is.status != SessionStatus.HELD:
        as_it_is = as_it_is.but(status=SessionStatus.HELD)
        facts.append(as_it_is)
        whose = head_id(replica, told[0].person_id) if told[0].person_id else None
        facts.extend(task for task in workshop_back.tasks(replica, as_it_is) if task.person_id != whose)
    return [*facts, *_afterwards(replica, as_it_is, told[0].person_id, status, now, worker)]


def next_for(
    replica: Replica, session: GroupSession, person: Person | None, now: datetime
) -> tuple[GroupSession, int] | None:
    """The next session of the same programme with seats, and how many."""
    found = next(iter(sessions.with_seats(replica, now, person=person, like=session)), None)
    return (found, sessions.seats_of(replica, found).left) if found else None


def _check_seat(replica: Replica, session: GroupSession, person: Person | None, now: datetime) -> None:
    if not sessions.seats_of(replica, session).full:
        return
    following = next_for(replica, session, person, now)
    params = {"next_id": following[0].id, "next_at": following[0].starts_at, "left": following[1]} if following else {}
    raise InputError("session", "full", **params)


def _put(
    replica: Replica, session: GroupSession, person: Person, status: AttendanceStatus, worker: Worker, now: datetime
) -> list[Attendance]:
    """Their attendances with this status, one at least. Who asks again after they withdrew comes last in the order."""
    check_here(replica, session)
    check_here(replica, person)
    told = _told(replica, session, person.id)
    if not told:
        head = head_id(replica, person.id)
        id = sessions.attendance_id(session.id, head)
        return [
            Attendance(
                id=id, session_id=session.id, person_id=head, since=now, status=status, worker_id=worker.id
            )
        ]  # fmt: skip
    if status == AttendanceStatus.EXPECTED and any(a.status in seating.SEATED for a in told):
        return told
    anew = (AttendanceStatus.WITHDRAWN, AttendanceStatus.INVITED)
    return [
        a.but(status=status, since=now if a.status in anew else a.since, marked_at=None, worker_id=worker.id)
        for a in told
    ]


def _told(replica: Replica, session: GroupSession, person_id: str | None) -> list[Attendance]:
    """Every attendance of the person at the session, in the order they came."""
    if person_id is None:
        return []
    head = head_id(replica, person_id)
    found = replica.where(Attendance, session_id=session.id)
    return sorted((a for a in found if a.person_id and head_id(replica, a.person_id) == head), key=seating.first_come)


def _afterwards(
    replica: Replica, session: GroupSession, person_id: str | None, status: AttendanceStatus, now: datetime,
    worker: Worker,
) -> Iterable[FollowUp]:  # fmt: skip
    """The task to invite them back, once the session, or the last of its workshop, is held; dropped when they were not
    there after all, nor at another of the workshop."""
    last = workshop_back.ending(replica, session)
    if last is None or person_id is None:
        return
    if status == AttendanceStatus.PRESENT or workshop_back.came_elsewhere(replica, session, person_id):
        yield from sessions.after_workshop(replica, last, person_id)
        return
    task = replica.get(FollowUp, due.task_id(FollowUpRule.POST_WORKSHOP, last.id, head_id(replica, person_id)))
    if task is not None and task.status == FollowUpStatus.DUE:
        yield task.but(status=FollowUpStatus.DROPPED, closed_at=now, closed_by=worker.id)
