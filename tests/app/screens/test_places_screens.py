from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest

from espace_mobile.app import clock
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_vocabulary import Permit
from espace_mobile.domain.team import Team
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import PlaceType, Role
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import PAUL, undo
from tests.app.tablet import NORTH, Tablet, outing, play, unlocked, worker

HALL = Place(
    id=new_id(), name="Halle neuve", type=PlaceType.MARKET, neighbourhood="Centre", commune_name="Rennes",
    commune_insee="35238", weekday=2, opens=time(8), closes=time(13), permit=Permit.GRANTED, qpv_code="QN03501M",
    qpv_vintage=2024,
)  # fmt: skip
SQUARE = Place(id=new_id(), name="Square Voltaire", neighbourhood="Villejean", commune_name="Rennes")
CLAIRE = worker("Claire", Role.SUPERVISOR)


def office(folder: Path, *facts: Fact, who: Fact = PAUL) -> Tablet:
    return Tablet(folder, [who, NORTH, HALL, SQUARE, *facts])  # type: ignore[list-item]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_places_are_told_by_neighbourhood_with_their_dates_market_and_permit(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        dates = [outing(on=clock.today(), place_id=HALL.id) for _ in range(3)]
        async with unlocked(office(tmp_path, *dates), language) as app:
            await app.go("/schedule/places")
            french = ["Centre, Rennes", "3 dates cette année · Le mercredi, 8\u00a0h – 13\u00a0h", "1 sans date"]
            english = ["Centre, Rennes", "3 dates this year · On Wednesday, 8:00 – 13:00", "1 without a date"]
            for said in french if language == "fr" else english:
                assert app.sees(said), said
            await app.tap(f"place.{HALL.id}")
            assert app.page.route == f"/schedule/places/{HALL.id}"
            assert app.sees("QN03501M")

    play(story)


def test_a_permit_that_is_over_before_the_next_date_is_told(tmp_path: Path) -> None:
    async def story() -> None:
        over = HALL.but(id=new_id(), name="Foire", permit_until=clock.today() + timedelta(days=5))
        soon = outing(on=clock.today() + timedelta(days=9), place_id=over.id)
        async with unlocked(office(tmp_path, over, soon)) as app:
            for route in ("/schedule/places", f"/schedule/places/{over.id}", f"/schedule/{soon.id}"):
                await app.go(route)
                assert app.sees("Autorisation finie le"), route

    play(story)


def test_a_place_is_added_with_all_there_is_to_say_and_corrected(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go("/schedule/places")
            await app.tap("places.new")
            await app.tap("place.save")
            assert app.field("Nom du lieu").error == "Donnez un nom."
            await app.type("Nom du lieu", "Marché des Lices")
            await app.tap("place_type.market")
            await app.tap("commune.0")
            await app.tap("area.0")
            await app.tap("weekday.5")
            await app.tap("place.hours.0800-1300")
            await app.tap("month.4")
            await app.tap("permit.granted")
            await app.tap(f"permit.until.{clock.today().year + 1}-12-31")
            await app.type("Personne à demander", "Gilles Fusain")
            await app.type("Téléphone", "03 53 01 02 03")
            await app.type("Accès, clés, branchement", "Numéro 1 84 12 76 451 089 46")
            await app.tap("place.save")
            assert app.has("form.error")
            await app.type("Accès, clés, branchement", "Borne à droite.")
            await app.tap("place.save")
            assert app.page.route == "/schedule/places"
            made = next(p for p in tablet.replica.all(Place) if p.name == "Marché des Lices")
            assert (made.commune_insee, made.neighbourhood, made.weekday, made.opens) == ("35238", "Centre", 5, time(8))
            assert (made.months, made.permit, made.phone) == ((4,), Permit.GRANTED, "+33353010203")
            assert made.permit_until
            assert made.permit_until.year == clock.today().year + 1
            await app.go(f"/schedule/places/{made.id}")
            assert app.sees("03 53 01 02 03")
            await app.tap("place.edit")
            await app.tap("weekday.5")
            await app.tap("place.save")
            assert tablet.replica.get(Place, made.id).weekday is None
            await undo(app)
            assert tablet.replica.get(Place, made.id) == made

    play(story)


def test_a_place_no_longer_offered_is_folded_away_and_offered_again(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/places/{SQUARE.id}")
            await app.tap("place.retire")
            assert not tablet.replica.get(Place, SQUARE.id).active
            assert not app.has("place.plan")
            await app.go("/schedule/places")
            assert not app.has(f"place.{SQUARE.id}")
            await app.tap("places.retired")
            await app.tap(f"place.{SQUARE.id}")
            await app.tap("place.again")
            assert tablet.replica.get(Place, SQUARE.id).active

    play(story)


def test_a_date_is_planned_from_a_place(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(office(tmp_path)) as app:
            await app.go(f"/schedule/places/{HALL.id}")
            await app.tap("place.plan")
            assert app.has("place.chosen")
            assert app.marked("hours.0800-1300").selected

    play(story)


def test_vans_are_the_planner_s_and_teams_the_supervisor_s(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path / "a")
        async with unlocked(tablet) as app:
            await app.go("/schedule/places")
            await app.tap("places.vans")
            assert app.page.route == "/schedule/vans"
            assert not app.has("team.new")
            await app.tap("vehicle.new")
            await app.tap("name.save")
            assert app.field("Nom").error == "Donnez un nom."
            await app.type("Nom", "La bleue")
            await app.tap("name.save")
            assert [van.name for van in tablet.replica.all(Vehicle)] == ["La bleue"]
            await app.tap("vehicle.0")
            await app.type("Nom", "La verte")
            await app.tap("name.save")
            await app.tap("vehicle.0")
            await app.tap("name.retire")
            assert [(van.name, van.active) for van in tablet.replica.all(Vehicle)] == [("La verte", False)]
            await undo(app)
            assert [van.active for van in tablet.replica.all(Vehicle)] == [True]
        tablet = office(tmp_path / "b", who=CLAIRE)
        async with unlocked(tablet) as app:
            await app.go("/schedule/vans")
            assert not app.has("team.new")
            await app.tap("vans.teams")
            await app.tap("team.new")
            await app.type("Nom", "Équipe Est")
            await app.tap("name.save")
            assert {team.name for team in tablet.replica.all(Team)} == {"Équipe Nord", "Équipe Est"}

    play(story)
