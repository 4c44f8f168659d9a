"""Why each date stands where it does, in codes: only what is true of the plan as it is, and can be checked in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from espace_mobile.domain.neighbourhoods import quarter_of
from espace_mobile.domain.periods import month_begun
from espace_mobile.domain.proposal.checks import qpv_visits
from espace_mobile.domain.proposal.openings import Openings
from espace_mobile.domain.proposal.plan import Reason, Visit, Why
from espace_mobile.domain.proposal.spread import Spread

MOST = 3  # of a date: more is not read


def reasons_of(openings: Openings, visits: Sequence[Visit], spread: Spread) -> list[tuple[Reason, ...]]:
    """Of each of `visits`, which are in order. « So far » counts the days of the period before it."""
    telling = _Telling(openings, visits, spread)
    return [telling.of(visit) for visit in visits]


class _Telling:
    def __init__(self, openings: Openings, visits: Sequence[Visit], spread: Spread) -> None:
        self._openings, self._spread = openings, spread
        self._kept = sorted(openings.request.kept_within, key=lambda each: each.on)
        self._qpv = qpv_visits(openings, visits)
        self._areas, self._weekdays, self._teams = Counter[str | None](), Counter[int](), Counter[str | None]()

    def of(self, visit: Visit) -> tuple[Reason, ...]:
        while self._kept and self._kept[0].on <= visit.on:
            kept = self._kept.pop(0)
            self._count(kept.area, kept.on.weekday(), kept.team_id)
        found = [*self._certain(visit), *self._even(visit)][:MOST]
        self._count(self._openings.areas[visit.place_id], visit.on.weekday(), visit.team_id)
        return tuple(found) or (Reason(Why.FREE_DAY),)

    def _count(self, area: str | None, weekday: int, team_id: str | None) -> None:
        self._areas[area] += 1
        self._weekdays[weekday] += 1
        self._teams[team_id] += 1

    def _certain(self, visit: Visit) -> list[Reason]:
        place, quarter = self._openings.places[visit.place_id], quarter_of(visit.on)
        needed = self._qpv[place.qpv_code, quarter] <= self._openings.request.qpv_a_quarter
        return [
            *([Reason(Why.MARKET_DAY)] if place.weekday is not None else []),
            *([Reason(Why.QPV_OF_QUARTER, quarter)] if place.qpv_code and needed else []),
            *([Reason(Why.QUOTA)] if place.id in self._openings.quotas else []),
        ]

    def _even(self, visit: Visit) -> list[Reason]:
        place, spread = self._openings.places[visit.place_id], self._spread
        area, weekday, month = self._openings.areas[place.id], visit.on.weekday(), month_begun(visit.on)
        least = area in spread.areas.counts and _fewest(self._areas, area, spread.areas.counts)
        free = (visit.team_id, *self._openings.teams_on[visit.on]) if visit.team_id else ()
        rare = place.weekday is None and weekday in spread.weekdays.counts
        months = spread.months.counts
        short = month in months and months[month] == spread.months.least < spread.months.most
        said = {
            Why.LEAST_VISITED: least and len(spread.areas.counts) > 1,
            Why.TEAMS_TURN: len(set(free)) > 1 and _fewest(self._teams, visit.team_id, free),
            Why.RARE_WEEKDAY: rare and _fewest(self._weekdays, weekday, spread.weekdays.counts),
            Why.SHORT_MONTH: short,
        }
        return [Reason(why) for why, true in said.items() if true]


def _fewest(counted: Mapping[Any, int], one: object, among: Iterable[object]) -> bool:
    return all(counted[one] <= counted[other] for other in among)
