"""What a place says of the dates there: their kind and hours, its season, its permit."""

from __future__ import annotations

from datetime import date, time

from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_vocabulary import Permit
from espace_mobile.domain.vocabulary import OutingType, PlaceType

_TYPES = {PlaceType.MARKET: OutingType.MARKET, PlaceType.EVENT: OutingType.EVENT}


def type_at(place: Place | None) -> OutingType:
    """On a market one stands at a market, elsewhere beside the van."""
    return _TYPES.get(place.type, OutingType.VAN) if place is not None else OutingType.VAN


def hours_at(place: Place) -> tuple[time, time] | None:
    """Local wall times, when it says both."""
    return (place.opens, place.closes) if place.opens and place.closes else None


def is_its_day(place: Place, on: date) -> bool:
    """Whether one may stand there that day: its weekday, if it has one, in its season, if it has one."""
    return place.weekday in (None, on.weekday()) and (not place.months or on.month in place.months)


def permit_ends_before(place: Place, on: date) -> bool:
    """Whether a permit that was granted is over by that day."""
    return place.permit == Permit.GRANTED and place.permit_until is not None and place.permit_until < on
