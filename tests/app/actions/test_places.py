from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from espace_mobile.app.actions import places
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.places import Described
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_vocabulary import Permit
from espace_mobile.domain.vocabulary import OutingStatus, PlaceType
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

SAID = Described(
    name="  Marché  des Tilleuls ", type=PlaceType.MARKET, address="3 rue des Tilleuls", neighbourhood="Villejean",
    commune_name="Rennes", commune_insee="35238", qpv_code="qn03501m", weekday=3, opens=time(8), closes=time(13),
    months=(5, 4), permit=Permit.GRANTED, permit_until=date(2026, 12, 31), contact_name="Gilles Fusain",
    phone="03 53 01 02 03", access="Borne à droite.",
)  # fmt: skip


def test_a_place_is_kept_as_codes_and_not_as_typed(replica: Replica, planner: Worker) -> None:
    kept = places.add(replica, planner, SAID).fact
    assert (kept.name, kept.qpv_code, kept.qpv_vintage) == ("Marché des Tilleuls", "QN03501M", 2024)
    assert (kept.months, kept.phone, kept.commune_insee) == ((4, 5), "+33353010203", "35238")
    assert Described.of(kept).phone == "03 53 01 02 03"
    assert replica.get(Place, kept.id) == kept


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"name": " "}, "name", "required"), ({"name": "x" * 121}, "name", "too_long"),
        ({"commune_insee": "1053"}, "commune_insee", "lost_zero"),
        ({"commune_insee": "35"}, "commune_insee", "invalid"),
        ({"qpv_code": "QN1"}, "qpv_code", "invalid"), ({"closes": time(7)}, "closes", "before_start"),
        ({"phone": "peut-être"}, "phone", "invalid"), ({"access": "x" * 281}, "access", "too_long"),
        ({"access": "Demander 1 84 12 76 451 089 46"}, "access", "nir"),
        ({"contact_name": "184127645108946"}, "contact_name", "nir"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_of_its_field_and_nothing_is_kept(
    replica: Replica, planner: Worker, wrong: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InputError) as e:
        places.add(replica, planner, replace(SAID, **wrong))
    assert (e.value.field, e.value.reason) == (field, reason)
    assert replica.all(Place) == []


def test_a_name_is_taken_in_one_neighbourhood_only_and_whoever_adds_it_is_a_planner(
    replica: Replica, planner: Worker, worker: Worker
) -> None:
    made = places.add(replica, planner, SAID).fact
    places.set_active(replica, planner, made, False)
    with pytest.raises(InputError) as e:
        places.add(replica, planner, replace(SAID, name="marche des tilleuls"))
    assert (e.value.field, e.value.reason) == ("name", "taken")
    other = places.add(replica, planner, replace(SAID, neighbourhood="Centre")).fact
    with pytest.raises(InputError):
        places.edit(replica, planner, other, replace(Described.of(other), neighbourhood="Villejean"))
    with pytest.raises(InputError) as e:
        places.add(replica, worker, replace(SAID, name="Ailleurs"))
    assert e.value.reason == "planner_only"


def test_a_neighbourhood_says_its_commune_unless_several_have_one_of_that_name(
    replica: Replica, planner: Worker
) -> None:
    for name, commune, code in (("Mail", "Rennes", "35238"), ("Dalle", "", "35238")):
        said = replace(SAID, name=name, neighbourhood="Centre", commune_name=commune, commune_insee=code)
        places.add(replica, planner, said)
    assert places.commune_of(replica, "centre") == ("Rennes", "35238")
    assert places.commune_of(replica, "Ailleurs") == ("", "")
    places.add(replica, planner, replace(SAID, name="Halles", neighbourhood="Centre", commune_insee="35051"))
    assert places.commune_of(replica, "Centre") == ("", "")


def test_an_edit_changes_what_was_touched_and_is_taken_back(replica: Replica, planner: Worker) -> None:
    shown = places.add(replica, planner, SAID).fact
    seen, stamps = Described.of(shown), seen_now(replica, shown)
    replica.save(shown.but(address="4 rue des Tilleuls"), by="other")
    said = replace(seen, permit=Permit.REFUSED, qpv_code="QP035001")
    done = places.edit(replica, planner, shown, said, seen=seen, stamps=stamps)
    assert (done.fact.permit, done.fact.permit_until) == (Permit.REFUSED, None)
    assert (done.fact.qpv_code, done.fact.qpv_vintage) == ("QP035001", 2015)
    assert done.fact.address == "4 rue des Tilleuls"
    take_back(replica, done, planner)
    assert replica.get(Place, shown.id) == shown.but(address="4 rue des Tilleuls")


def test_a_place_no_longer_proposed_keeps_its_dates(replica: Replica, planner: Worker) -> None:
    place = places.add(replica, planner, SAID).fact
    replica.save(Outing(id=new_id(), on=date(2026, 6, 4), place_id=place.id), by="setup")
    done = places.set_active(replica, planner, place, False)
    assert places.in_use(replica) == []
    assert places.in_use(replica, keep=place.id) == [done.fact]
    assert len(places.dates_at(replica, place)) == 1
    take_back(replica, done, planner)
    assert places.in_use(replica) == [place]


def test_visits_are_counted_for_the_year_with_the_next_date(replica: Replica, planner: Worker, today: date) -> None:
    place = places.add(replica, planner, SAID).fact
    unseen = places.add(replica, planner, replace(SAID, name="Place neuve")).fact
    told = [
        (today - timedelta(days=30), OutingStatus.HELD), (today + timedelta(days=9), OutingStatus.CANCELLED),
        (today + timedelta(days=20), OutingStatus.PLANNED), (today.replace(year=today.year + 1), OutingStatus.PLANNED),
        (today.replace(year=today.year - 1), OutingStatus.HELD),
    ]  # fmt: skip
    replica.save(*(Outing(id=new_id(), on=on, status=s, place_id=place.id) for on, s in told), by="setup")
    found = {v.place.id: (v.this_year, v.next_on) for v in places.visited(replica, today)}
    assert found == {place.id: (2, today + timedelta(days=20)), unseen.id: (0, None)}


def test_communes_and_neighbourhoods_known_are_offered_by_name(replica: Replica, planner: Worker) -> None:
    places.add(replica, planner, SAID)
    places.add(
        replica, planner, replace(SAID, name="Halle", commune_name="Brest", commune_insee="", neighbourhood="Port")
    )
    assert places.communes(replica) == {"Brest": "", "Rennes": "35238"}
    assert places.neighbourhoods(replica) == ["Port", "Villejean"]
    assert places.neighbourhoods(replica, "rennes") == ["Villejean"]
    assert [name for name, _ in places.areas(places.in_use(replica))] == ["Port", "Villejean"]
