from __future__ import annotations

from datetime import date, time

from espace_mobile.domain.outing_place import hours_at, is_its_day, permit_ends_before, type_at
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_vocabulary import Permit
from espace_mobile.domain.vocabulary import OutingType, PlaceType

MARKET = Place(id="m" * 32, name="Marché", type=PlaceType.MARKET, weekday=3, opens=time(8), closes=time(13))
THURSDAY = date(2026, 6, 4)


def test_the_kind_of_a_date_is_that_of_its_place() -> None:
    assert type_at(MARKET) == OutingType.MARKET
    assert type_at(MARKET.but(type=PlaceType.EVENT)) == OutingType.EVENT
    assert type_at(MARKET.but(type=PlaceType.SQUARE)) == type_at(None) == OutingType.VAN


def test_hours_are_told_when_both_are_known() -> None:
    assert hours_at(MARKET) == (time(8), time(13))
    assert hours_at(MARKET.but(closes=None)) is None


def test_a_market_has_its_weekday_and_its_season() -> None:
    assert is_its_day(MARKET, THURSDAY)
    assert not is_its_day(MARKET, date(2026, 6, 5))
    assert not is_its_day(MARKET.but(months=(1, 2)), THURSDAY)
    assert is_its_day(MARKET.but(weekday=None), date(2026, 6, 5))


def test_a_permit_lasts_through_its_last_day_and_one_without_an_end_for_ever() -> None:
    granted = MARKET.but(permit=Permit.GRANTED, permit_until=THURSDAY)
    assert not permit_ends_before(granted, THURSDAY)
    assert permit_ends_before(granted, date(2026, 6, 5))
    assert not permit_ends_before(granted.but(permit_until=None), date(2036, 1, 1))
    assert not permit_ends_before(granted.but(permit=Permit.ASKED), date(2026, 6, 5))
