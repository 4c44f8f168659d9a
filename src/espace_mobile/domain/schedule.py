"""The dates of the van against their target: 60 a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import OutingStatus

TARGET_A_YEAR = 60
TO_COME = (OutingStatus.PLANNED, OutingStatus.CONFIRMED)
OFF = (OutingStatus.CANCELLED, OutingStatus.MOVED)


def is_off(outing: Outing) -> bool:
    """It does not take place, or on another day."""
    return outing.status in OFF


def goes_ahead(outing: Outing) -> bool:
    """Held, or still to be: neither cancelled nor moved to another day."""
    return outing.status not in OFF


def in_order(outing: Outing) -> tuple[date, time, str]:
    return outing.on, outing.starts or time.min, outing.id


@dataclass(frozen=True)
class ScheduleCount:
    """Dates of a period. `planned`: to come, confirmed or not; `unclosed`: past, and nobody said if they were held.

    `target`: dates wanted over the whole period. A moved date counts as `moved`; its replacement counts for itself.
    """

    held: int
    planned: int
    unclosed: int
    cancelled: int
    moved: int
    target: int

    @property
    def forecast(self) -> int:
        """Dates held at the end of the period if nothing more is planned or cancelled."""
        return self.held + self.planned + self.unclosed

    @property
    def missing(self) -> int:
        """Dates still to be planned to reach the target."""
        return max(0, self.target - self.forecast)


def count_schedule(
    outings: Iterable[Outing], since: date, until: date, today: date, a_year: int = TARGET_A_YEAR
) -> ScheduleCount:
    """Over the days from `since` to `until`, both included."""
    dates = [outing for outing in outings if since <= outing.on <= until]
    to_come = [outing.on >= today for outing in dates if outing.status in TO_COME]
    return ScheduleCount(
        held=_having(dates, OutingStatus.HELD),
        planned=sum(to_come),
        unclosed=len(to_come) - sum(to_come),
        cancelled=_having(dates, OutingStatus.CANCELLED),
        moved=_having(dates, OutingStatus.MOVED),
        target=target(since, until, a_year),
    )


def target(since: date, until: date, a_year: int = TARGET_A_YEAR) -> int:
    """Dates wanted over the days from `since` to `until`, both included; in whole dates."""
    return round(a_year * ((until - since).days + 1) / 365.25)


def pace(count: ScheduleCount, since: date, until: date, today: date) -> int:
    """Held dates ahead of (or, negative, behind) an even pace towards the target, at the end of `today`."""
    gone = min(max((today - since).days + 1, 0), (until - since).days + 1)
    return count.held - round(count.target * gone / ((until - since).days + 1))


def outings_on(outings: Iterable[Outing], day: date, team_id: str | None = None) -> list[Outing]:
    """What goes ahead on a day, by start; with `team_id`, that team's dates and those given to no team yet."""
    of_day = (o for o in outings if o.on == day and goes_ahead(o))
    return sorted((o for o in of_day if team_id is None or o.team_id in (team_id, None)), key=in_order)


def todays_outing(outings: Iterable[Outing], team_id: str | None, day: date, at: time | None = None) -> Outing | None:
    """The date a team is at, or goes to next: the first that is not over `at` a wall time, else the day's last.

    Its own dates come before those given to no team.
    """
    found = outings_on(outings, day, team_id)
    own = [outing for outing in found if outing.team_id == team_id] or found
    ahead = [outing for outing in own if at is None or outing.ends is None or outing.ends > at]
    return next(iter(ahead or own[-1:]), None)


def _having(outings: list[Outing], status: OutingStatus) -> int:
    return sum(outing.status == status for outing in outings)
