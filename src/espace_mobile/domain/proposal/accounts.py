"""In which accounts a date is entered: its neighbourhood's, its month's, its team's… What every solver counts by.

An account may have a limit, which nothing exceeds; a need, which is met if it can be; and a weight: the squares of what
the accounts hold, each times its weight, are what a plan costs. The more even, the less: a gap of two costs more than
two gaps of one.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from espace_mobile.domain.neighbourhoods import quarter_of
from espace_mobile.domain.periods import monday, month_begun
from espace_mobile.domain.proposal.openings import Openings
from espace_mobile.domain.proposal.plan import Visit
from espace_mobile.domain.proposal.request import KeptDate

NEEDED = 10_000_000  # of a quota, of a QPV in a quarter: more than all that follows
# Each heavy enough for those after it not to make up for a gap of two.
AREA, MONTH, WEEKDAY, TEAM, AREA_QUARTER, PLACE, AREA_STRETCH, TEAM_MONTH, WEEK = (
    20_000, 1_000, 400, 400, 60, 50, 40, 30, 5,
)  # fmt: skip
NO_LIMIT = 1 << 30
_SHORTEST, _LONGEST = 14, 90  # days of a stretch
Keys = tuple[int, ...]


class Alike(NamedTuple):
    """The days of one weekday of one month at a place: all but the accounts of the day itself are the same."""

    keys: Keys
    days: tuple[date, ...]


class Accounts:
    """Numbered from 0. `held`: what the kept dates put into each; `of_place`, `alike`, `of_day`, `of_team`: where a
    visit is entered, by parts. `groups`: the accounts of one sort, of which every visit is entered in exactly one."""

    def __init__(self, openings: Openings) -> None:
        self.openings, self._request = openings, openings.request
        self._numbers: dict[tuple[Hashable, ...], int] = {}
        self.weights: list[int] = []
        self.limits: list[int] = []
        self.needs: list[int] = []
        self._teams = {team.id: team for team in self._request.teams}
        share = max(1, self._request.wanted) / max(1, len(openings.by_area()))
        self._stretch = min(_LONGEST, max(_SHORTEST, round(len(openings.days) / share * 7 / 6)))
        self._given = {a for a, ids in openings.by_area().items() if all(id in openings.quotas for id in ids)}
        self.of_place = {id: self._of_place(id, area) for id, area in openings.areas.items()}
        self.alike = {id: self._alike(id) for id in openings.areas}
        self.of_day = {
            (id, day): self._of_day(id, area, day)
            for id, area in openings.areas.items()
            for day in openings.days_at(id)
        }
        self.of_team = {(id, day): self._of_team(id, day) for day, ids in openings.teams_on.items() for id in ids}
        self.groups = {sort: self._group(sort) for sort in ("month", "weekday", "week", "team")}
        self.held = [0] * len(self.weights)
        for date_ in self._request.kept:
            if date_.counts:
                self._keep(date_)

    def keys(self, visit: Visit) -> Iterator[int]:
        """All the accounts of a visit."""
        place, day = visit.place_id, visit.on
        yield from self.of_place[place]
        yield from next(each.keys for each in self.alike[place] if day in each.days)
        yield from self.of_day[place, day]
        if visit.team_id is not None:
            yield from self.of_team[visit.team_id, day]

    def _of_place(self, place_id: str, area: str) -> Keys:
        quota = self.openings.quotas.get(place_id)
        weight = AREA if area not in self._given else 0
        place = self._account("place", place_id, weight=PLACE, limit=quota, need=quota or 0)
        return self._account("area", area, weight=weight), place

    def _alike(self, place_id: str) -> tuple[Alike, ...]:
        days: dict[tuple[date, int], list[date]] = defaultdict(list)
        for day in self.openings.days_at(place_id):
            days[month_begun(day), day.weekday()].append(day)
        return tuple(Alike(self._of_month(place_id, *of), tuple(some)) for of, some in days.items())

    def _of_month(self, place_id: str, month: date, weekday: int) -> Keys:
        area, qpv, quarter = self.openings.areas[place_id], self.openings.places[place_id].qpv_code, quarter_of(month)
        keys = [
            self._account("month", month, weight=MONTH * 100 // self._share(month)),
            self._account("weekday", weekday, weight=WEEKDAY),
            self._account("area_quarter", area, quarter, weight=AREA_QUARTER),
        ]
        if qpv and self._request.qpv_a_quarter > 0:
            keys.append(self._account("qpv_quarter", qpv, quarter, need=self._request.qpv_a_quarter))
        return tuple(keys)

    def _of_day(self, place_id: str, area: str, day: date) -> Keys:
        week = monday(day)
        once = 1 if self._request.once_a_week else None
        return (
            self._account("day", day, limit=self.openings.room[day]),
            self._account("place_day", place_id, day, limit=1),
            self._account("area_week", area, week, limit=once),
            *(self._account(*name, weight=AREA_STRETCH) for name in self._stretches(area, day)),
            self._account("week", week, weight=WEEK),
        )

    def _of_team(self, team_id: str, day: date) -> Keys:
        team = self._teams[team_id]
        return (
            self._account("team", team_id, weight=TEAM),
            self._account("team_month", team_id, month_begun(day), weight=TEAM_MONTH, limit=team.a_month),
            self._account("team_week", team_id, monday(day), limit=team.a_week),
            self._account("team_day", team_id, day, limit=1),
        )

    def _account(self, *name: Hashable, weight: int = 0, limit: int | None = None, need: int = 0) -> int:
        if name not in self._numbers:
            self._numbers[name] = len(self.weights)
            self.weights.append(weight)
            self.limits.append(NO_LIMIT if limit is None else limit)
            self.needs.append(need)
        return self._numbers[name]

    def _stretches(self, area: str | None, day: date) -> list[tuple[Hashable, ...]]:
        """As long as a neighbourhood waits for its next date when all have their share. There are two rows of them, one
        half a stretch behind the other: two dates nearer than half a stretch are always together in one."""
        n, length = day.toordinal(), self._stretch
        return [("stretch", area, n // length), ("late stretch", area, (n + length // 2) // length)]

    def _group(self, sort: str) -> Keys:
        return tuple(number for name, number in self._numbers.items() if name[0] == sort)

    def _share(self, month: date) -> int:
        """Of the month, how much the period holds: 1 to 100."""
        days = calendar.monthrange(month.year, month.month)[1]
        first = max(self._request.first, month)
        last = min(self._request.last, month + timedelta(days=days - 1))
        return max(1, ((last - first).days + 1) * 100 // days)

    def _keep(self, kept: KeptDate) -> None:
        """A date beyond the period weighs in its week, month and quarter alone."""
        week, month, quarter = monday(kept.on), month_begun(kept.on), quarter_of(kept.on)
        names: list[tuple[Hashable, ...]] = [
            ("area_week", kept.area, week), ("team_week", kept.team_id, week), ("team_month", kept.team_id, month),
            ("qpv_quarter", kept.qpv, quarter),
        ]  # fmt: skip
        if self._request.first <= kept.on <= self._request.last:
            names += [
                ("area", kept.area), ("place", kept.place_id), ("month", month), ("weekday", kept.on.weekday()),
                ("area_quarter", kept.area, quarter), ("week", week), ("team", kept.team_id),
            ]  # fmt: skip
        names += self._stretches(kept.area, kept.on)
        for name in names:
            if name in self._numbers:
                self.held[self._numbers[name]] += 1
