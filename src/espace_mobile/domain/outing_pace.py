"""The dates of the van against what a programme promised: this year, in all, and by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span, whole, year_at
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.domain.schedule import TARGET_A_YEAR, TO_COME, ScheduleCount, count_schedule, pace


@dataclass(frozen=True)
class Stand:
    """How many of a period's dates were held; `ahead`: of an even pace at the end of today, negative when behind."""

    span: Span
    count: ScheduleCount
    ahead: int

    @property
    def expected(self) -> int:
        """Dates that should be held by now."""
        return self.count.held - self.ahead


@dataclass(frozen=True)
class OutingPace:
    """`months`: those of the year, (first day, what was counted). `in_all`: None when the programme
    names no number for the whole of it."""

    year: Stand
    in_all: Stand | None
    months: tuple[tuple[date, ScheduleCount], ...]


def outing_pace(programme: Programme, outings: Iterable[Outing], today: date) -> OutingPace:
    """One fleet: every date counts, between the programme's first and last day."""
    dates, a_year = list(outings), programme.outings_a_year or TARGET_A_YEAR
    year = year_at(programme, today)
    of_year = [outing for outing in dates if outing.on in year]
    return OutingPace(
        _stand(of_year, year, today, a_year), _in_all(programme, dates, today, a_year),
        tuple((month.since, count_schedule(of_year, month.since, month.until, today)) for month in _months(year)),
    )  # fmt: skip


def year_count(programme: Programme, outings: Iterable[Outing], today: date) -> ScheduleCount:
    """Of the programme's year alone: `outing_pace` for one line."""
    year = year_at(programme, today)
    return count_schedule(outings, year.since, year.until, today, programme.outings_a_year or TARGET_A_YEAR)


def next_dates(outings: Iterable[Outing], today: date, limit: int = 3) -> list[Outing]:
    """The dates to come, today's included, in order."""
    coming = (o for o in outings if o.on >= today and o.status in TO_COME)
    return sorted(coming, key=lambda o: (o.on, o.starts or time.min, o.id))[:limit]


def _in_all(programme: Programme, dates: list[Outing], today: date, a_year: int) -> Stand | None:
    if programme.outings_in_all is None:
        return None
    years = max(1, round(programme.outings_in_all / a_year))
    begun = programme if programme.since else programme.but(since=min((o.on for o in dates), default=today))
    span = whole(begun, years)
    return _stand(dates, span, today, a_year, programme.outings_in_all) if span else None


def _stand(dates: list[Outing], span: Span, today: date, a_year: int, target: int | None = None) -> Stand:
    count = count_schedule(dates, span.since, span.until, today, a_year)
    count = count if target is None else replace(count, target=target)
    return Stand(span, count, pace(count, span.since, span.until, today))


def _months(year: Span) -> Iterator[Span]:
    """The months of the calendar that the year touches, cut at its ends."""
    first = year.since
    while first <= year.until:
        after = months_after(first.replace(day=1), 1)
        yield Span(first, min(after - timedelta(days=1), year.until))
        first = after
