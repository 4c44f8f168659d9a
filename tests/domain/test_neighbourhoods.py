from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.neighbourhoods import neighbourhood_key, neighbourhoods
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.vocabulary import OutingStatus, PlaceType
from espace_mobile.protocol.values import new_id

TODAY = date(2026, 5, 14)
HELD, PLANNED, CANCELLED = OutingStatus.HELD, OutingStatus.PLANNED, OutingStatus.CANCELLED
SQUARE = Place(id=new_id(), name="Square", neighbourhood="Villejean", commune_insee="35238", qpv_code="QN035001")
MARKET = Place(id=new_id(), name="Marché", neighbourhood="VILLEJEAN", commune_insee="35238")
VERN = Place(id=new_id(), name="Mairie", commune_insee="35352", commune_name="Vern-sur-Seiche")


def at(place: Place, days: int, status: OutingStatus = PLANNED) -> Outing:
    return Outing(id=new_id(), on=TODAY + timedelta(days=days), place_id=place.id, status=status)


def test_places_of_one_neighbourhood_are_told_together_however_it_is_written() -> None:
    dates = [at(SQUARE, -7, HELD), at(MARKET, 7), at(MARKET, -3, CANCELLED)]
    villejean = next(n for n in neighbourhoods([SQUARE, MARKET, VERN], dates, TODAY) if n.qpv)
    assert (villejean.held, villejean.planned, villejean.qpv) == (1, 1, ("QN035001",))
    assert (villejean.last, villejean.next) == (TODAY - timedelta(days=7), TODAY + timedelta(days=7))


def test_a_place_without_neighbourhood_stands_for_its_commune() -> None:
    assert [n.name for n in neighbourhoods([VERN], [], TODAY)] == ["Vern-sur-Seiche"]
    alone = Place(id=new_id(), name="Parking")
    assert [n.name for n in neighbourhoods([alone], [at(alone, -7, HELD)], TODAY)] == ["Parking"]
    assert neighbourhood_key(None) == ""


def test_the_one_with_the_fewest_dates_comes_first_and_then_the_one_left_alone_longest() -> None:
    others = [VERN.but(id=new_id(), commune_insee=f"3500{n}", commune_name=f"Commune {n}") for n in range(3)]
    dates = [at(VERN, -7, HELD), at(others[0], -200, HELD), at(others[1], -400, HELD)]
    assert [n.name for n in neighbourhoods([VERN, *others], dates, TODAY)] == [
        "Commune 2", "Commune 1", "Commune 0", "Vern-sur-Seiche"
    ]  # fmt: skip


def test_a_quarter_without_a_date_is_said_and_a_cancelled_date_is_none() -> None:
    assert not neighbourhoods([VERN], [at(VERN, 3, CANCELLED), at(VERN, -60, HELD)], TODAY)[0].this_quarter
    assert neighbourhoods([VERN], [at(VERN, 40)], TODAY)[0].this_quarter


def test_a_place_one_no_longer_goes_to_is_listed_only_when_there_were_dates_this_year() -> None:
    gone = VERN.but(active=False)
    assert neighbourhoods([gone], [at(gone, -300, HELD)], TODAY) == []
    assert len(neighbourhoods([gone], [at(gone, -30, HELD)], TODAY)) == 1


def test_a_room_the_van_never_goes_to_is_no_neighbourhood_that_waits_for_it() -> None:
    office = VERN.but(id=new_id(), type=PlaceType.OFFICE)
    assert neighbourhoods([office, Place(id=new_id(), name="Salle 3")], [], TODAY) == []


@given(st.lists(st.tuples(st.sampled_from([SQUARE, MARKET, VERN]), st.integers(-800, 800),
                          st.sampled_from([HELD, PLANNED, CANCELLED, OutingStatus.MOVED])), max_size=30))  # fmt: skip
def test_every_date_of_the_year_that_goes_ahead_is_counted_once(drawn: list[tuple[Place, int, OutingStatus]]) -> None:
    dates = [at(place, days, status) for place, days, status in drawn]
    found = neighbourhoods([SQUARE, MARKET, VERN], dates, TODAY)
    counted = [o for o in dates if o.on.year == TODAY.year and (o.status == HELD or (o.status == PLANNED and
               o.on >= TODAY))]  # fmt: skip
    assert sum(n.in_all for n in found) == len(counted)
    assert [n.in_all for n in found] == sorted(n.in_all for n in found)
