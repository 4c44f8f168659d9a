"""Times to propose for the next appointment: the same weekday and hour, when the worker is free."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from espace_mobile.app import clock
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.domain.worker import Worker
from espace_mobile.domain.working_days import working_from
from espace_mobile.store.replica import Replica

WEEKS = (1, 2, 4)
_FIRST, _LAST, _STEP = time(9), time(17), timedelta(minutes=30)
_MINUTES = 45


def free_times(replica: Replica, worker: Worker, like: datetime, now: datetime) -> list[datetime]:
    """One a week of `WEEKS` from today, as near after the hour of `like` as can be; in UTC, in order.

    A week without a free time is left out. Work: proportional to the worker's appointments.
    """
    taken = [
        (a.starts_at, a.starts_at + timedelta(minutes=a.minutes))
        for a in replica.where(Appointment, worker_id=worker.id)
        if a.status == AppointmentStatus.BOOKED and a.starts_at >= now
    ]
    today, hour = clock.local(now).date(), _half_hour(clock.local(like).time())
    found = (_free(working_from(today + timedelta(weeks=n)), hour, taken) for n in WEEKS)
    return [at for at in found if at is not None]


def _half_hour(wall: time) -> time:
    """The half hour before, within the hours of an office."""
    return min(max(wall.replace(minute=wall.minute // 30 * 30, second=0, microsecond=0), _FIRST), _LAST)


def _free(day: date, hour: time, taken: list[tuple[datetime, datetime]]) -> datetime | None:
    at, end = clock.instant(day, hour), clock.instant(day, _LAST)
    while at <= end:
        if not any(start < at + timedelta(minutes=_MINUTES) and at < until for start, until in taken):
            return at
        at += _STEP
    return None
