"""The 120 dates of two years, one of them today."""

from __future__ import annotations

from datetime import date, time, timedelta

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.outing_place import type_at
from espace_mobile.domain.place import Place
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus, OutingType, PlaceType, Weather
from espace_mobile.sample.cast import MARKETS, NORTH, PARTNERS, PLACES, SOUTH, VAN
from espace_mobile.sample.draw import Draw, local

DATES = 120
BEFORE, AFTER = 705, 25  # days; two years, nearly all of it behind us so that there is something to count
CANCELLED = round(0.06 * DATES)
MOVED = 2  # besides the 120: a moved date is replaced by one of them

_SUNDAY = 6
_HOURS = {
    OutingType.VAN: ((time(9), time(12)), (time(9, 30), time(12, 30)), (time(14), time(17)), (time(14), time(17, 30))),
    OutingType.MARKET: ((time(8, 30), time(12, 30)),),
    OutingType.EVENT: ((time(10), time(17)),),
}
_WEATHER = {Weather.SUN: 40, Weather.CLOUD: 35, Weather.RAIN: 12, Weather.WIND: 6, Weather.COLD: 5, Weather.HEAT: 2}


def draw_outings(draw: Draw, today: date) -> tuple[list[Outing], str]:
    """The outings by date, and the id of the rainy one that met nobody."""
    places = _Rota(draw)
    outings = [_planned(draw, day, places.for_day(day, day == today), day == today) for day in _days(draw, today)]
    past = [at for at, outing in enumerate(outings) if outing.on < today]
    # Not among the first: an old programme does not begin with a failure, and replacements come after.
    chosen = draw.random.sample(past[5:], CANCELLED - 1 + MOVED + 1)
    rainy, replaced, cancelled = chosen[0], chosen[1 : 1 + MOVED], chosen[1 + MOVED :]
    ahead = [at for at, outing in enumerate(outings) if outing.on > today]
    for at in past:
        outings[at] = _held(draw, outings[at])
    outings[rainy] = outings[rainy].but(weather=Weather.RAIN)
    for at in [*cancelled, ahead[-1]]:
        reason = CancelReason.WEATHER if outings[at].on < today else CancelReason.PERMIT
        outings[at] = outings[at].but(status=OutingStatus.CANCELLED, cancel_reason=reason, closed_at=None, weather=None)
    for at in ahead[:2]:
        outings[at] = outings[at].but(status=OutingStatus.CONFIRMED)
    moved = [_moved(draw, outings[at]) for at in replaced]
    return sorted([*outings, *moved], key=lambda outing: (outing.on, outing.id)), outings[rainy].id


def _days(draw: Draw, today: date) -> list[date]:
    """Evenly spread with a little play, no Sunday but perhaps today, never two on one day."""
    days = {today}
    step = (BEFORE + AFTER) / (DATES - 1)
    for n in range(DATES):
        offset = round(n * step) - BEFORE + draw.random.randint(-1, 1)
        day = today + timedelta(days=offset)
        while day in days or day.weekday() == _SUNDAY:
            day += timedelta(days=1)
        days.add(day)
    nearest = min((day for day in days if day < today), key=lambda day: today - day)
    return sorted(days - {nearest})


class _Rota:
    """Every place in turn; a market only on its day."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._visits = dict.fromkeys((p.id for p in PLACES if p.type != PlaceType.OFFICE), 0)

    def for_day(self, day: date, is_today: bool) -> Place:
        open_ = [p for p in PLACES if p.id in self._visits and self._possible(p, day, is_today)]
        fewest = min(self._visits[place.id] for place in open_)
        place = self._draw.one([place for place in open_ if self._visits[place.id] == fewest])
        self._visits[place.id] += 1
        return place

    def _possible(self, place: Place, day: date, is_today: bool) -> bool:
        if is_today:
            return place.type == PlaceType.SQUARE
        if place.type == PlaceType.EVENT:
            return self._visits[place.id] < 3
        return place.weekday is None or place.weekday == day.weekday()


def _planned(draw: Draw, day: date, place: Place, is_today: bool) -> Outing:
    type = type_at(place)
    # The two tablets of the demonstration share the van of today, whatever the hour.
    starts, ends = (time(8), time(20)) if is_today else draw.one(_HOURS[type])
    team = NORTH if is_today else MARKETS if type == OutingType.MARKET else draw.one((NORTH, SOUTH))
    return Outing(
        id=draw.id(local(day - timedelta(days=60), time(9))),
        type=type,
        on=day,
        starts=starts,
        ends=ends,
        place_id=place.id,
        team_id=team.id,
        vehicle_id=VAN.id if type == OutingType.VAN else None,
        partner_ids=tuple(partner.id for partner in draw.some(PARTNERS, 0, 2)),
        status=OutingStatus.CONFIRMED if is_today else OutingStatus.PLANNED,
    )


def _held(draw: Draw, outing: Outing) -> Outing:
    assert outing.ends is not None
    weather = draw.random.choices(list(_WEATHER), list(_WEATHER.values()))[0]
    closed_at = local(outing.on, outing.ends) + timedelta(minutes=draw.random.randint(5, 40))
    return outing.but(status=OutingStatus.HELD, closed_at=closed_at, weather=weather)


def _moved(draw: Draw, replacement: Outing) -> Outing:
    day = replacement.on - timedelta(days=draw.random.randint(3, 9))
    return replacement.but(
        id=draw.id(local(day - timedelta(days=60), time(9))),
        on=day,
        status=OutingStatus.MOVED,
        moved_to_id=replacement.id,
        closed_at=None,
        weather=None,
    )
