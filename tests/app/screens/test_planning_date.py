"""Planning a date by hand: taps, repeats, corrections."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.team import Team
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import OutingStatus, OutingType, PlaceType, Role
from espace_mobile.domain.working_days import is_holiday
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import PAUL, undo
from tests.app.tablet import AWA, NORTH, Tablet, at_work, outing, play, unlocked, worker

SOUTH = Team(id=new_id(), name="Équipe Sud")
VAN, OTHER_VAN = Vehicle(id=new_id(), name="La bleue"), Vehicle(id=new_id(), name="La rouge")
HALL = Place(id=new_id(), name="Halle neuve", type=PlaceType.MARKET, neighbourhood="Centre", weekday=2, opens=time(8),
             closes=time(13))  # fmt: skip
SQUARE = Place(id=new_id(), name="Square Voltaire", type=PlaceType.SQUARE, neighbourhood="Villejean")
GONE = Place(id=new_id(), name="Ancien parking", active=False)
CCAS = Organisation(id=new_id(), name="CCAS")
CLAIRE = worker("Claire", Role.SUPERVISOR)


def office(folder: Path, *facts: Fact, who: Fact = PAUL) -> Tablet:
    return Tablet(folder, [who, NORTH, SOUTH, AWA, VAN, OTHER_VAN, HALL, SQUARE, GONE, CCAS, *facts])  # type: ignore[list-item]


def next_weekday(weekday: int, after: date | None = None) -> date:
    """The next one that is no holiday, nor is the one a week later."""
    day = (after or clock.today()) + timedelta(days=1)
    while day.weekday() != weekday or is_holiday(day) or is_holiday(day + timedelta(days=7)):
        day += timedelta(days=1)
    return day


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_date_is_planned_in_four_taps_with_nothing_typed(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        day = next_weekday(2)
        async with unlocked(tablet, language) as app:
            await app.go(f"/schedule/new/{day}")
            await app.tap(f"place.{HALL.id}")
            await app.tap(f"team.{SOUTH.id}")
            await app.tap(f"van.{OTHER_VAN.id}")
            await app.tap("date.save")
            assert app.page.route == "/schedule"
            made = tablet.replica.all(Outing)
            assert [(o.on, o.starts, o.ends, o.type) for o in made] == [(day, time(8), time(13), OutingType.MARKET)]
            assert (made[0].team_id, made[0].vehicle_id) == (SOUTH.id, OTHER_VAN.id)
            await undo(app)
            assert tablet.replica.all(Outing) == []

    play(story)


def test_the_next_date_at_a_place_is_as_the_last_one_was(tmp_path: Path) -> None:
    async def story() -> None:
        last = outing(on=clock.today() - timedelta(days=30), place_id=SQUARE.id, team_id=SOUTH.id, vehicle_id=VAN.id,
                      starts=time(14), ends=time(17), status=OutingStatus.HELD)  # fmt: skip
        tablet = office(tmp_path, last)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/new/at/{SQUARE.id}")
            assert app.sees("Square Voltaire")
            day = next(c.identifier for c in app.all(ft.Semantics) if (c.identifier or "").startswith("date.day.2"))
            await app.tap(day)
            await app.tap("date.save")
            made = next(o for o in tablet.replica.all(Outing) if o.id != last.id)
            assert (made.starts, made.team_id, made.vehicle_id) == (time(14), SOUTH.id, VAN.id)
            assert app.page.route == f"/schedule/places/{SQUARE.id}"

    play(story)


def test_what_was_chosen_by_hand_stays_when_the_place_is_chosen_after(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/new/{next_weekday(2)}")
            await app.tap("hours.1400-1700")
            await app.tap(f"place.{HALL.id}")
            await app.tap("date.save")
            assert [o.starts for o in tablet.replica.all(Outing)] == [time(14)]

    play(story)


def test_places_are_offered_by_neighbourhood_the_day_s_markets_first_and_none_that_was_retired(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(office(tmp_path)) as app:
            await app.go(f"/schedule/new/{next_weekday(2)}")
            texts = app.texts()
            at = [
                texts.index(t) for t in ("Le marché se tient ce jour-là", "Halle neuve", "Villejean", "Square Voltaire")
            ]
            assert at == sorted(at)
            assert not app.has(f"place.{GONE.id}")

    play(story)


def test_a_place_is_made_on_the_spot_and_chosen(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/new/{next_weekday(1)}")
            await app.tap("place.new")
            await app.tap("place_quick.save")
            assert app.field("Nom du lieu").error == "Donnez un nom."
            await app.type("Nom du lieu", "Place neuve")
            await app.tap("place_quick.save")
            await app.tap("date.save")
            place = next(p for p in tablet.replica.all(Place) if p.name == "Place neuve")
            assert [o.place_id for o in tablet.replica.all(Outing)] == [place.id]

    play(story)


def test_what_is_missing_is_said_and_nothing_chosen_is_lost(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go("/schedule/new")
            await app.tap(f"place.{SQUARE.id}")
            await app.tap("date.save")
            assert app.sees("Choisissez un jour.")
            await app.tap("hours.other")
            await app.type("Début", "14h")
            await app.type("Fin", "midi")
            await app.go("/schedule")
            await app.go("/schedule/new")
            assert app.field("Fin").value == "midi"
            assert app.has("place.chosen")
            assert tablet.replica.all(Outing) == []

    play(story)


def test_what_is_unwise_is_told_while_choosing_and_refuses_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        day = next_weekday(3)  # not the market's
        tablet = office(tmp_path, outing(on=day, place_id=SQUARE.id, team_id=NORTH.id))
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/new/{day}")
            assert not app.has("warnings")
            await app.tap(f"place.{HALL.id}")
            assert app.has("warnings")
            before = len(app.texts(app.marked("warnings")))
            await app.tap(f"team.{NORTH.id}")
            assert len(app.texts(app.marked("warnings"))) > before - 1
            assert app.sees("Équipe Nord")
            await app.tap("date.save")
            assert tablet.replica.count(Outing) == 2

    play(story)


def test_a_date_comes_back_every_week_without_the_days_left_out(tmp_path: Path) -> None:
    async def story() -> None:
        first = next_weekday(2)
        tablet = office(tmp_path, outing(on=first + timedelta(days=7), place_id=HALL.id))
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/new/{first}")
            await app.tap(f"place.{HALL.id}")
            await app.tap("repeat.1")
            days = [c.identifier for c in app.all(ft.Semantics) if (c.identifier or "").startswith("repeat.day.")]
            assert len(days) > 10
            taken = f"repeat.day.{first + timedelta(days=7)}"
            assert not app.marked(taken).selected
            assert "déjà une date" in app.name(taken)
            on = [d for d in days if app.marked(d).selected]
            await app.tap(on[1])
            assert not app.marked(on[1]).selected
            await app.tap("date.save")
            assert tablet.replica.count(Outing) == 1 + len(on) - 1
            await undo(app)
            assert tablet.replica.count(Outing) == 1

    play(story)


def test_who_goes_and_with_whom_are_behind_a_fold(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/new/{next_weekday(1)}")
            await app.tap(f"place.{SQUARE.id}")
            await app.tap(f"team.{NORTH.id}")
            assert not app.has(f"worker.{AWA.id}")
            await app.tap("date.unfold")
            await app.tap(f"worker.{AWA.id}")
            await app.tap(f"partner.{CCAS.id}")
            await app.tap("kind.event")
            await app.tap("date.save")
            made = tablet.replica.all(Outing)[0]
            assert (made.worker_ids, made.partner_ids, made.type) == ((AWA.id,), (CCAS.id,), OutingType.EVENT)
            await app.go(f"/schedule/{made.id}")
            for said in ("Awa", "Avec CCAS", "Événement"):
                assert app.sees(said), said

    play(story)


def test_a_date_is_corrected_and_that_is_undone(tmp_path: Path) -> None:
    async def story() -> None:
        shown = outing(on=next_weekday(1), place_id=SQUARE.id, starts=time(9), ends=time(12))
        tablet = office(tmp_path, shown)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/{shown.id}")
            await app.tap("date.edit")
            assert app.page.route == f"/schedule/{shown.id}/edit"
            await app.tap("hours.1400-1700")
            await app.tap(f"van.{VAN.id}")
            await app.tap("date.save")
            assert app.page.route == f"/schedule/{shown.id}"
            assert app.sees("14\u00a0h – 17\u00a0h")
            assert app.sees("La bleue")
            await undo(app)
            assert tablet.replica.get(Outing, shown.id) == shown

    play(story)


def test_an_announced_date_keeps_its_day_in_the_form(tmp_path: Path) -> None:
    async def story() -> None:
        shown = outing(on=next_weekday(1), place_id=SQUARE.id, status=OutingStatus.CONFIRMED)
        async with unlocked(office(tmp_path, shown)) as app:
            await app.go(f"/schedule/{shown.id}/edit")
            assert app.sees("déjà annoncée")
            assert not app.has("date.day.other")

    play(story)


def test_a_date_is_copied_deleted_and_each_is_undone(tmp_path: Path) -> None:
    async def story() -> None:
        shown = outing(on=next_weekday(1), place_id=SQUARE.id)
        tablet = office(tmp_path, shown)
        later = shown.on + timedelta(days=7)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/{shown.id}")
            await app.tap("date.duplicate")
            await app.tap("copy.confirm")
            assert app.sees("Choisissez un jour.")
            await app.tap(f"copy.day.{later}")
            await app.tap("copy.confirm")
            copy = next(o for o in tablet.replica.all(Outing) if o.id != shown.id)
            assert (copy.on, app.page.route) == (later, f"/schedule/{copy.id}")
            await app.tap("date.delete")
            assert app.sees("Cette date n’est plus au calendrier")
            await undo(app)
            assert tablet.replica.get(Outing, copy.id) == copy

    play(story)


def test_a_held_date_is_copied_and_not_deleted(tmp_path: Path) -> None:
    async def story() -> None:
        held = outing(on=clock.today() - timedelta(days=3), place_id=SQUARE.id, status=OutingStatus.HELD)
        async with unlocked(office(tmp_path, held)) as app:
            await app.go(f"/schedule/{held.id}")
            assert app.has("date.duplicate")
            assert not app.has("date.delete")
            assert not app.has("date.edit")

    play(story)


def test_a_supervisor_hides_a_date_from_the_site_and_a_planner_can_not(tmp_path: Path) -> None:
    async def story() -> None:
        shown = outing(on=next_weekday(1), place_id=SQUARE.id)
        tablet = office(tmp_path / "a", shown, who=CLAIRE)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/{shown.id}")
            await app.tap("date.public")
            assert tablet.replica.get(Outing, shown.id).hidden
            assert app.sees("Caché du site public")
            await undo(app)
            assert not tablet.replica.get(Outing, shown.id).hidden
        async with unlocked(office(tmp_path / "b", shown)) as app:
            await app.go(f"/schedule/{shown.id}")
            assert not app.has("date.public")

    play(story)


def test_in_the_field_nothing_is_planned(tmp_path: Path) -> None:
    async def story() -> None:
        mine = outing(on=next_weekday(1))
        async with unlocked(at_work(tmp_path, mine, SQUARE)) as app:
            await app.go(f"/schedule/{mine.id}")
            assert app.has("date.move")
            for identifier in ("date.edit", "date.duplicate", "date.delete"):
                assert not app.has(identifier)
            for route in ("/schedule/new", f"/schedule/{mine.id}/edit", "/schedule/places/new"):
                await app.go(route)
                assert not app.has("date.save")
                assert not app.has("place.save")

    play(story)
