"""The people of a programme and its workshops: asking all of them to a session, who is short of the minutes they owe
this month, who was met this week.

Who entered a programme is known to the team that has their file: each tablet asks and counts those it may name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from espace_mobile.app import clock
from espace_mobile.app.actions import due, programme_people, sessions, workshop_planning, workshops
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.files import head_id
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.app.actions.workshop_planning import Asked
from espace_mobile.domain import owed_minutes, periods, relances, slots
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.path_vocabulary import AttendanceStatus, FollowUpRule, FollowUpStatus, SessionStatus
from espace_mobile.domain.periods import Days
from espace_mobile.domain.person import Person
from espace_mobile.domain.spells import SpellState
from espace_mobile.domain.worker import Worker
from espace_mobile.domain.workshop import Workshop
from espace_mobile.errors import InputError
from espace_mobile.store.replica import Replica

_MAY_COME = (SpellState.ENTERED, SpellState.VALIDATED)


@dataclass(frozen=True)
class Short:
    """`came`, `owed`: minutes this month."""

    person: Person
    came: int
    owed: int


@dataclass(frozen=True)
class Month:
    """Of a compulsory group. `short`: the most short first; `people`: how many owe it; `still`: the session to come
    that month, when there is one."""

    short: tuple[Short, ...]
    people: int
    still: GroupSession | None


@dataclass(frozen=True)
class Week:
    """Of the meeting about contracts, each by name."""

    met: tuple[Person, ...]
    not_met: tuple[Person, ...]


# Reading


def enrolled(replica: Replica, programme_id: str, worker: Worker, today: date) -> list[Person]:
    """Whoever is in the programme, by name; of several files merged, the head."""
    return programme_people.among(replica, worker, programme_id, today, SpellState.ENTERED)


def month(replica: Replica, workshop: Workshop, worker: Worker, today: date) -> Month:
    """Of the month of `today`: who is short of what the workshop asks of them."""
    days = periods.month_of(today)
    found = _between(replica, workshop, days)
    came, owed = _minutes(replica, found), workshop.month_minutes or 0
    there = {p.id: p for p in enrolled(replica, workshop.programme_id, worker, today)}
    short = [
        Short(there[one.person_id], one.came, one.owed) for one in owed_minutes.owed_by(there, came, owed) if one.short
    ]
    to_come = (s for s in found if s.status == SessionStatus.PLANNED and workshops.day_of(s) >= today)
    return Month(tuple(short), len(there), next(to_come, None))


def week(replica: Replica, workshop: Workshop, worker: Worker, today: date) -> Week:
    """Of the week of `today`: who was met."""
    came = _minutes(replica, _between(replica, workshop, periods.week_of(today)))
    there = enrolled(replica, workshop.programme_id, worker, today)
    return Week(tuple(p for p in there if came[p.id]), tuple(p for p in there if not came[p.id]))


def to_invite(replica: Replica, session: GroupSession, worker: Worker, today: date) -> list[Person]:
    """Whoever is in the session's programme, or may enter it, and was not asked to this session yet."""
    if session.programme_id is None:
        return []
    asked = {a.person_id for a in sessions.attendances_of(replica, session)}
    found = programme_people.among(replica, worker, session.programme_id, today, *_MAY_COME)
    return [person for person in found if person.id not in asked]


# Acting: `undoing.take_back` undoes each


@held
def invite_all(
    replica: Replica, session: GroupSession, worker: Worker, *, now: datetime, today: date
) -> Done[Fact]:  # fmt: skip
    """Each of `to_invite` is asked, with a relance to get their answer, in one commit.

    Raises `InputError`: (`session`, `nobody`) when everybody was asked, or (`record`, `counsellor_only` or as
    `check_here`)."""
    check_may(worker)
    check_here(replica, session)
    facts: list[Fact] = []
    for person in to_invite(replica, session, worker, today):
        id = sessions.attendance_id(session.id, person.id)
        facts.append(
            Attendance(
                id=id, session_id=session.id, person_id=person.id, since=now, status=AttendanceStatus.INVITED,
                worker_id=worker.id,
            )
        )  # fmt: skip
        facts.append(sessions.invitation(replica, session, person, today))
    if not facts:
        raise InputError("session", "nobody")
    return do(replica, facts[0], *facts[1:], worker=worker)


@held
def met(replica: Replica, workshop: Workshop, person: Person, worker: Worker, *, now: datetime) -> Done[Fact]:
    """The person was at this week's meeting about contracts: present at its session, made today when the week has none.

    Raises `InputError` (`record`) like `check_may` and `check_here`.
    """
    check_may(worker)
    check_here(replica, person)
    session = _this_week(replica, workshop, worker, now)
    head = head_id(replica, person.id)
    told = replica.where(Attendance, session_id=session.id, person_id=head) or [
        Attendance(id=sessions.attendance_id(session.id, head), session_id=session.id, person_id=head, since=now)
    ]
    held_now = session.but(status=SessionStatus.HELD)
    marks = [a.but(status=AttendanceStatus.PRESENT, marked_at=now, worker_id=worker.id) for a in told]
    return do(replica, held_now, *marks, worker=worker)


@held
def call_back(
    replica: Replica, workshop: Workshop, person: Person, reason: str, worker: Worker, *, today: date
) -> Done[FollowUp]:
    """Somebody short of their hours is to be called the day after: one task a month.

    Raises `InputError` (`reason`, `nir` or `too_long`), or (`record`) like `check_may` and `check_here`.
    """
    check_may(worker)
    check_here(replica, person)
    id = _call_id(workshop, person, today)
    task = FollowUp(
        id=id, team=person.team, person_id=person.id, worker_id=worker.id, due_on=relances.after_missed(today),
        reason=check_note(reason, "reason"),
    )  # fmt: skip
    known = replica.get(FollowUp, id)
    return do(replica, known if known and known.status == FollowUpStatus.DUE else task, worker=worker)


def is_called_back(replica: Replica, workshop: Workshop, person: Person, today: date) -> bool:
    """Whether that relance was asked for already this month."""
    return replica.get(FollowUp, _call_id(workshop, person, today)) is not None


def _call_id(workshop: Workshop, person: Person, today: date) -> str:
    month = f"{periods.month_of(today)[0]:%Y-%m}"
    return due.task_id(FollowUpRule.BY_HAND, f"{workshop.id}.{month}", person.id)


def _this_week(replica: Replica, workshop: Workshop, worker: Worker, now: datetime) -> GroupSession:
    """Its latest, of today at most; one today, not saved yet, when there is none."""
    today = clock.local(now).date()
    found = [s for s in _between(replica, workshop, periods.week_of(today)) if s.status != SessionStatus.CANCELLED]
    begun = [s for s in found if workshops.day_of(s) <= today]
    if begun:
        return current(replica, begun[-1])
    wall = clock.local(now).time().replace(minute=0, second=0, microsecond=0)
    return workshop_planning.session_on(replica, workshop, today, wall, Asked(slots.Choice(today), wall, (worker.id,)))


def _between(replica: Replica, workshop: Workshop, days: Days) -> list[GroupSession]:
    first, last = days
    start = clock.instant(first, datetime.min.time())
    end = clock.instant(last + timedelta(days=1), datetime.min.time())
    found = (s for s in workshops.sessions_of(replica, workshop) if start <= s.starts_at < end)
    return [s for s in found if not s.informal]


def _minutes(replica: Replica, found: list[GroupSession]) -> Counter[str]:
    told = [a for session in found for a in replica.where(Attendance, session_id=session.id)]
    return owed_minutes.minutes_of(found, told, lambda id: head_id(replica, id))
