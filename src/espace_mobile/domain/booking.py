"""Who is taken when: appointments that overlap, and hours that are free. Times are aware instants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.vocabulary import AppointmentStatus

OPENS, CLOSES = time(9), time(18)  # when an hour is proposed; any other may be chosen
STEP = timedelta(minutes=30)


@dataclass(frozen=True)
class Taken:
    """From `starts_at`, included, to `ends_at`, excluded."""

    starts_at: datetime
    ends_at: datetime

    def meets(self, other: Taken) -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def taken(starts_at: datetime, minutes: int) -> Taken:
    return Taken(starts_at, starts_at + timedelta(minutes=minutes))


def time_of(appointment: Appointment) -> Taken:
    return taken(appointment.starts_at, appointment.minutes)


def is_over(appointment: Appointment, now: datetime) -> bool:
    return time_of(appointment).ends_at <= now


def overlapping(appointments: Iterable[Appointment]) -> list[tuple[Appointment, Appointment]]:
    """Pairs, each earlier one first, that are still booked, overlap, and are of one worker or of one person."""
    booked = sorted(
        (a for a in appointments if a.status == AppointmentStatus.BOOKED), key=lambda a: (a.starts_at, a.id)
    )
    pairs: list[tuple[Appointment, Appointment]] = []
    open_now: list[Appointment] = []
    for one in booked:
        open_now = [a for a in open_now if not is_over(a, one.starts_at)]
        pairs += [(a, one) for a in open_now if a.person_id == one.person_id or _same_worker(a, one)]
        open_now.append(one)
    return pairs


def next_week(day: date, today: date) -> date:
    """The same weekday in the week after that day, or after today when it is over."""
    monday = max(day, today) - timedelta(days=max(day, today).weekday())
    return monday + timedelta(days=7 + day.weekday())


def free_slots(
    days: Iterable[date], near: time, minutes: int, busy: Sequence[Taken], zone: ZoneInfo, limit: int
) -> list[datetime]:
    """On each of `days` the free hour closest to `near`, until there are `limit`; wall times of `zone`, in UTC."""
    found: list[datetime] = []
    for day in days:
        if len(found) == limit:
            break
        slot = free_slot(day, near, minutes, busy, zone)
        if slot is not None:
            found.append(slot)
    return found


def free_slot(day: date, near: time, minutes: int, busy: Sequence[Taken], zone: ZoneInfo) -> datetime | None:
    """`near` itself when it is free; else, by half hours of the working day. None when all of the day is taken."""
    wanted = datetime.combine(day, near, zone)
    grid: list[datetime] = []
    at = datetime.combine(day, OPENS, zone)
    while at + timedelta(minutes=minutes) <= datetime.combine(day, CLOSES, zone):
        grid.append(at)
        at += STEP
    # Of two hours as close, the later: who missed one in the morning is not asked to come earlier.
    for slot in sorted([wanted, *grid], key=lambda s: (abs(s - wanted), s < wanted)):
        instant = slot.astimezone(_UTC)
        if not any(taken(instant, minutes).meets(other) for other in busy):
            return instant
    return None


def _same_worker(one: Appointment, other: Appointment) -> bool:
    return one.worker_id is not None and one.worker_id == other.worker_id


_UTC = ZoneInfo("UTC")
