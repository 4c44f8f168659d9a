"""On which days of a period which place is open, and which teams go out: what every solver starts from."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from espace_mobile.domain.neighbourhoods import neighbourhood_key
from espace_mobile.domain.outing_place import is_its_day
from espace_mobile.domain.periods import monday
from espace_mobile.domain.place import Place
from espace_mobile.domain.proposal.request import Request


class Openings:
    """Of a request, with its kept dates taken into account. Everything in a fixed order.

    `days`: on which somebody may go out; `room`: how many more may, by day; `teams_on`: ids of those free, by day.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.places: dict[str, Place] = {choice.place.id: choice.place for choice in request.places}
        self.quotas = {c.place.id: max(0, c.quota) for c in request.places if c.quota is not None}
        self.areas = {id: neighbourhood_key(place) for id, place in self.places.items()}
        self.days = tuple(request.days())
        kept = [each for each in request.kept if each.counts]
        taken, busy = Counter(each.on for each in kept), {(each.team_id, each.on) for each in kept}
        self._spots = {(each.place_id, each.on) for each in request.kept}
        self._weeks = {(each.area, monday(each.on)) for each in kept} if request.once_a_week else set()
        self.teams_on = {
            day: tuple(t.id for t in request.teams if day.weekday() in t.weekdays and (t.id, day) not in busy)
            for day in self.days
        }
        vans = max(1, len(request.vans))
        self.room = {day: max(0, vans - taken[day]) for day in self.days}
        if request.teams:
            self.room = {day: min(room, len(self.teams_on[day])) for day, room in self.room.items()}
        free = [(day, monday(day)) for day in self.days if self.room[day] > 0]
        self._at = {id: self._open_days(id, free) for id in self.places}

    def days_at(self, place_id: str) -> tuple[date, ...]:
        """On which one could go there if nothing else were proposed."""
        return self._at[place_id]

    def _open_days(self, place_id: str, free: list[tuple[date, date]]) -> tuple[date, ...]:
        """`free`: days and their Mondays."""
        place, area = self.places[place_id], self.areas[place_id]
        return tuple(
            day
            for day, week in free
            if is_its_day(place, day) and (place_id, day) not in self._spots and (area, week) not in self._weeks
        )

    def by_area(self) -> dict[str, list[str]]:
        """The places of each neighbourhood, in order."""
        found: dict[str, list[str]] = defaultdict(list)
        for id, area in self.areas.items():
            found[area].append(id)
        return dict(found)
