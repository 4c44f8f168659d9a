"""What a worker, or their teams, have to do at which hour; what waits for an answer; hours that are free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from espace_mobile.app import clock
from espace_mobile.app.actions import people, workers
from espace_mobile.app.actions.files import head_id, person_of, told_of
from espace_mobile.domain import booking
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.booking import Taken
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.domain.worker import Worker
from espace_mobile.domain.working_days import is_holiday, working_days
from espace_mobile.store.diary import Diary
from espace_mobile.store.following import per_replica
from espace_mobile.store.replica import Replica

SOON = timedelta(minutes=15)
LONGEST = timedelta(hours=8)  # no appointment is longer: how far back one may have begun
FREE, LOOKED_AT = 2, 10  # slots proposed, working days looked at for them

_diary = per_replica(Diary)


class Whose(Enum):
    MINE = "mine"
    TEAM = "team"


@dataclass(frozen=True)
class Meeting:
    """An appointment, and the file that stands for its person."""

    appointment: Appointment
    person: Person


@dataclass(frozen=True)
class Clash:
    """What is booked already at that hour, with `worker_id` or with the person themselves (None)."""

    appointment: Appointment
    worker_id: str | None


def meetings(
    replica: Replica, worker: Worker, whose: Whose, first: date, last: date, *, given_up: bool = False
) -> list[Meeting]:
    """Of the days from `first` to `last`, by hour; those cancelled only when asked (`given_up`). Work: the result."""
    return _seen(replica, worker, _diary(replica).between(first, last, *_asked(worker, whose), given_up=given_up))


def counts(replica: Replica, worker: Worker, whose: Whose, first: date, last: date) -> dict[date, int]:
    """How many appointments and sessions on each day that has any."""
    found = _diary(replica).counts(first, last, *_asked(worker, whose))
    led = Counter(clock.local(s.starts_at).date() for s in sessions(replica, worker, whose, first, last))
    return {day: found.get(day, 0) + led[day] for day in found.keys() | led.keys()}


def to_confirm(replica: Replica, worker: Worker, whose: Whose, now: datetime) -> list[Meeting]:
    """Booked and over, the oldest first: nobody said yet whether the person came. Work: the result."""
    return _seen(replica, worker, _diary(replica).unanswered(now, *_asked(worker, whose)))


def sessions(
    replica: Replica, worker: Worker, whose: Whose, first: date, last: date, *, given_up: bool = False
) -> list[GroupSession]:
    """Group sessions by hour: those the worker leads, or all; those cancelled only when asked."""
    if not workers.sees_identities(worker):
        return []
    held = _diary(replica).sessions(first, last)
    found = (s for s in held if given_up or s.status != SessionStatus.CANCELLED)
    return [s for s in found if whose == Whose.TEAM or worker.id in s.facilitator_ids]


def to_come_today(replica: Replica, worker: Worker, now: datetime) -> list[Meeting]:
    """The worker's own that are still booked and not over."""
    today = clock.local(now).date()
    of_day = meetings(replica, worker, Whose.MINE, today, today)
    return [m for m in of_day if m.appointment.status == AppointmentStatus.BOOKED and not _over(m, now)]


def soon(replica: Replica, worker: Worker, now: datetime) -> list[Meeting]:
    """The worker's own that begin within a quarter of an hour."""
    days = clock.local(now).date(), clock.local(now + SOON).date()
    booked = (m for m in meetings(replica, worker, Whose.MINE, *days))
    return [
        m
        for m in booked
        if m.appointment.status == AppointmentStatus.BOOKED and now <= m.appointment.starts_at <= now + SOON
    ]


def clashes(
    replica: Replica,
    starts_at: datetime,
    minutes: int,
    *,
    worker_id: str | None,
    person: Person | None,
    but: str | None = None,
) -> list[Clash]:
    """What is booked at that time with this worker, or with this person. `but`: an appointment that gives way.

    Nothing is refused: two people may well come together.
    """
    wanted = booking.taken(starts_at, minutes)

    def meet(found: Iterable[Appointment]) -> list[Appointment]:
        booked = (a for a in found if a.status == AppointmentStatus.BOOKED and a.id != but)
        return [a for a in booked if booking.time_of(a).meets(wanted)]

    of_person = meet(told_of(replica, Appointment, person.id)) if person else []
    of_worker = meet(_around(replica, wanted, worker_id)) if worker_id else []
    busy = [Clash(a, worker_id) for a in of_worker]
    return [*busy, *(Clash(a, None) for a in of_person if a not in of_worker)]


def other_dates(replica: Replica, appointment: Appointment, now: datetime) -> list[datetime]:
    """For a new date: the same weekday next week and the next working days, each at the free hour closest to the
    usual one."""
    usual, today = clock.local(appointment.starts_at), clock.local(now).date()
    next_week = booking.next_week(usual.date(), today)
    near = [day for day in working_days(today, LOOKED_AT) if day != next_week]
    busy = _busy(replica, appointment, today, max(next_week, near[-1]))
    same = None
    if not is_holiday(next_week):
        same = booking.free_slot(next_week, usual.time(), appointment.minutes, busy, clock.ZONE)
    soonest = booking.free_slots(near, usual.time(), appointment.minutes, busy, clock.ZONE, FREE)
    return [*([same] if same else []), *soonest]


def _busy(replica: Replica, appointment: Appointment, first: date, last: date) -> list[Taken]:
    diary, worker_id = _diary(replica), appointment.worker_id
    mine = diary.between(first, last, worker_id) if worker_id else []
    theirs = told_of(replica, Appointment, head_id(replica, appointment.person_id))
    led = [s for s in diary.sessions(first, last) if worker_id in s.facilitator_ids]
    return [
        *(booking.time_of(a) for a in (*mine, *theirs) if a.status == AppointmentStatus.BOOKED),
        *(booking.taken(s.starts_at, s.minutes) for s in led if s.status != SessionStatus.CANCELLED),
    ]


def _around(replica: Replica, wanted: Taken, worker_id: str) -> list[Appointment]:
    first = clock.local(wanted.starts_at - LONGEST).date()
    return _diary(replica).between(first, clock.local(wanted.ends_at).date(), worker_id)


def _asked(worker: Worker, whose: Whose) -> tuple[str | None, tuple[str, ...] | None]:
    return (worker.id, None) if whose == Whose.MINE else (None, workers.teams_seen(worker))


def _seen(replica: Replica, worker: Worker, found: Iterable[Appointment]) -> list[Meeting]:
    known = ((a, person_of(replica, a.person_id)) for a in found)
    return [Meeting(a, p) for a, p in known if p is not None and people.may_see(replica, worker, p)]


def _over(meeting: Meeting, now: datetime) -> bool:
    return booking.is_over(meeting.appointment, now)
