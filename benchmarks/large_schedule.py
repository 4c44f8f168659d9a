"""A schedule as large as an association may ever have: four vans, each a date a week for five years, in forty places.

Drawn from a fixed seed. Dates before today were held, but for a few; a third of those to come are confirmed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_settings import ScheduleSettings
from espace_mobile.domain.schedule_vocabulary import SchoolZone
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import OutingStatus, PlaceType
from espace_mobile.protocol.values import derived_id

DATES, YEARS, VANS, PLACES, NEIGHBOURHOODS = 1_000, 5, 4, 40, 12
_BEHIND = 3  # years of them, and the rest to come
_HOURS = ((time(9), time(12)), (time(9), time(12, 30)), (time(14), time(17)))
_GONE = ((OutingStatus.HELD, 90), (OutingStatus.CANCELLED, 7), (OutingStatus.MOVED, 3))


class DrawnSchedule:
    def __init__(self, today: date, teams: Sequence[str]) -> None:
        self.random, self.today, self.teams = random.Random(13), today, teams
        self.vans = [Vehicle(id=derived_id("van", str(n)), name=f"Camionnette {n + 1}") for n in range(VANS)]
        self.places = [self._place(n) for n in range(PLACES)]

    def facts(self) -> Iterator[Fact]:
        yield ScheduleSettings(id=derived_id("schedule settings"), school_zone=SchoolZone.C, dates_a_year=200)
        yield from self.vans
        yield from self.places
        yield from (self._outing(n) for n in range(DATES))

    def _place(self, n: int) -> Place:
        area = n % NEIGHBOURHOODS
        return Place(
            id=derived_id("place", str(n)), name=f"Place des Tilleuls {n}",
            type=PlaceType.MARKET if n % 3 else PlaceType.SQUARE, neighbourhood=f"Quartier {area}",
            commune_insee="91228", qpv_code=f"QN0{area:05}" if area % 2 else None, qpv_vintage=2024,
        )  # fmt: skip

    def _outing(self, n: int) -> Outing:
        """The vans go out in the same weeks: their dates fall on days of their own, or on the same one."""
        weeks = n // VANS
        first = self.today - timedelta(days=365 * _BEHIND)
        day = first + timedelta(days=weeks * (365 * YEARS) // (DATES // VANS) + self.random.randint(0, 5))
        starts, ends = self.random.choice(_HOURS)
        return Outing(
            id=derived_id("large outing", str(n)), on=day, starts=starts, ends=ends, status=self._status(day, n),
            place_id=self.random.choice(self.places).id, team_id=self.teams[n % len(self.teams)],
            vehicle_id=self.vans[n % VANS].id,
        )  # fmt: skip

    def _status(self, day: date, n: int) -> OutingStatus:
        if day < self.today:
            return self.random.choices([s for s, _ in _GONE], [share for _, share in _GONE])[0]
        return OutingStatus.PLANNED if n % 3 else OutingStatus.CONFIRMED
