"""The dates of the schedule: today's, those of two years, and what happens to each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from espace_mobile.app.actions import outing_days, workers
from espace_mobile.app.actions.change import change, current, held
from espace_mobile.app.actions.contacts import counts_of
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.counts import Counts
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.schedule import TARGET_A_YEAR, ScheduleCount, count_schedule, goes_ahead, in_order, outings_on
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus, OutingType, Weather
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Recap:
    """What an outing amounts to, shown before it is closed."""

    counts: Counts
    attached: int
    files_opened: int


def outings_of_day(replica: Replica, worker: Worker, today: date) -> list[Outing]:
    """Where this worker's teams are today, in order; every team's for one who belongs to none."""
    return [o for o in outings_on(outing_days.on_day(replica, today), today) if _goes(worker, o)]


def todays_outing(replica: Replica, worker: Worker, today: date) -> Outing | None:
    """The one to count on: the first of the day that is not closed, else the last."""
    of_day = outings_of_day(replica, worker, today)
    return next((o for o in of_day if o.closed_at is None), of_day[-1] if of_day else None)


def next_outing(replica: Replica, worker: Worker, today: date) -> Outing | None:
    coming = (o for o in replica.all(Outing) if o.on > today and goes_ahead(o) and _goes(worker, o))
    return min(coming, key=in_order, default=None)


def unplanned(team_id: str | None, on: date) -> Outing:
    """The outing nobody planned: the same on every tablet of the team, so that their counts meet."""
    id = derived_id("unplanned outing", team_id or "", on.isoformat())
    return Outing(id=id, on=on, team_id=team_id, status=OutingStatus.CONFIRMED)


def improvise(replica: Replica, worker: Worker, today: date) -> Outing:
    """Go out although nothing was planned: facts come first, the schedule follows."""
    outing = unplanned(workers.home_team(worker), today)
    known = replica.get(Outing, outing.id)
    if known is None:
        replica.save(outing, by=worker.id)
    return known or outing


def _goes(worker: Worker, outing: Outing) -> bool:
    return not worker.team_ids or outing.team_id is None or outing.team_id in worker.team_ids


def schedule(
    replica: Replica,
    *,
    team_id: str | None = None,
    type: OutingType | None = None,
    status: OutingStatus | None = None,
) -> list[Outing]:
    """The dates that pass the filters, in order."""
    found = replica.where(Outing, team_id=team_id) if team_id else replica.all(Outing)
    kept = (o for o in found if type in (None, o.type) and status in (None, o.status))
    return sorted(kept, key=in_order)


@dataclass(frozen=True)
class ProgrammeYear:
    """From `since` to `until`, both included."""

    since: date
    until: date
    count: ScheduleCount


def programme_years(outings: Iterable[Outing], today: date, a_year: int = TARGET_A_YEAR) -> list[ProgrammeYear]:
    """Each twelve months from the first date on, against their target; a few weeks over belong to the last."""
    dates = list(outings)
    if not dates:
        return []
    first, last = min(o.on for o in dates), max(o.on for o in dates)
    years = max(1, round(((last - first).days + 1) / 365.25))
    starts = [_years_after(first, n) for n in range(years + 1)]
    ends = [start - timedelta(days=1) for start in starts[1:]]
    ends[-1] = max(last, ends[-1])
    spans = zip(starts[:-1], ends, strict=True)
    return [ProgrammeYear(s, e, count_schedule(dates, s, e, today, a_year)) for s, e in spans]


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


def start(replica: Replica, outing: Outing, worker: Worker) -> Outing:
    """The team is there: the date is confirmed, if nobody had done so."""
    return change(replica, outing, worker, status=OutingStatus.CONFIRMED, cancel_reason=None)


def recap(replica: Replica, outing: Outing) -> Recap:
    attached = sum(c.person_id is not None for c in replica.where(Contact, outing_id=outing.id))
    return Recap(counts_of(replica, outing), attached, replica.count(Person, opened_at_outing_id=outing.id))


def close(replica: Replica, outing: Outing, worker: Worker, *, now: datetime, weather: Weather | None = None) -> Outing:
    """The outing was held and is over. Contacts may still be added: a tablet that was offline has more to say."""
    told = {} if weather is None else {"weather": weather}
    return change(replica, outing, worker, status=OutingStatus.HELD, closed_at=now, **told)


def reopen(replica: Replica, outing: Outing, worker: Worker) -> Outing:
    """Closed too early."""
    return change(replica, outing, worker, status=OutingStatus.CONFIRMED, closed_at=None)


def cancel(replica: Replica, outing: Outing, worker: Worker, reason: CancelReason) -> Outing:
    return change(replica, outing, worker, status=OutingStatus.CANCELLED, cancel_reason=reason)


@held
def plan_again(replica: Replica, outing: Outing, worker: Worker) -> Outing:
    """Take a cancellation or a move back. The date that was to replace it is cancelled unless it was held."""
    before = current(replica, outing)
    planned = before.but(status=OutingStatus.PLANNED, cancel_reason=None, moved_to_id=None)
    other = replica.get(Outing, before.moved_to_id) if before.moved_to_id else None
    if other is None or other.status == OutingStatus.HELD:
        replica.save(planned, by=worker.id)
    else:
        off = other.but(status=OutingStatus.CANCELLED, cancel_reason=CancelReason.OTHER)
        replica.save(planned, off, by=worker.id)
    return planned


def move(
    replica: Replica, outing: Outing, worker: Worker, on: date, starts: time | None = None, ends: time | None = None
) -> Outing:
    """Another date instead of this one; each names the other. What somebody chose is no proposal any more.

    Raises `InputError` on the same date and hours.
    """
    return moved(replica, outing, worker, on, starts, ends).fact


@held
def moved(
    replica: Replica, outing: Outing, worker: Worker, on: date, starts: time | None = None, ends: time | None = None
) -> Done[Outing]:
    """As `move`, with the way back."""
    if (on, starts, ends) == (outing.on, outing.starts, outing.ends):
        raise InputError("on", "unchanged")
    if starts and ends and ends <= starts:
        raise InputError("ends", "before_start")
    instead = another_day(outing, on, starts, ends)
    left = current(replica, outing).but(status=OutingStatus.MOVED, cancel_reason=None, moved_to_id=instead.id)
    return do(replica, instead, left, worker=worker)


def another_day(outing: Outing, on: date, starts: time | None, ends: time | None) -> Outing:
    """What would replace it; nothing is saved."""
    return outing.but(
        id=new_id(), on=on, starts=starts, ends=ends, status=OutingStatus.PLANNED, cancel_reason=None, moved_to_id=None,
        replaces_id=outing.id, closed_at=None, weather=None, proposal=None,
    )  # fmt: skip
