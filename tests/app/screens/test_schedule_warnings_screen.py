from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from espace_mobile.app import clock
from espace_mobile.domain.alert_settlement import AlertSettlement
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_settings import ScheduleSettings
from espace_mobile.domain.schedule_vocabulary import Permit
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import OutingStatus, PlaceType, Role
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import CLAIRE, PAUL, person, undo, wait_for
from tests.app.tablet import NORTH, Tablet, outing, play, unlocked, worker

SOUTH = Team(id=new_id(), name="Équipe Sud")
NORA = worker("Nora", Role.FIELD, (NORTH.id,))
HALLES = Place(id=new_id(), name="Marché des Halles", type=PlaceType.MARKET, permit=Permit.GRANTED)
SQUARE = Place(id=new_id(), name="Place Verte", type=PlaceType.SQUARE)
DAY = clock.today() + timedelta(days=30)


def planned(at: Place, days: int = 0, **more: object) -> Outing:
    return outing(on=DAY + timedelta(days=days), place_id=at.id, **more)


def twice() -> list[Outing]:
    """Two dates that take the only van, of two teams."""
    return [planned(HALLES), planned(SQUARE, team_id=SOUTH.id)]


def planning(folder: Path, *facts: object) -> Tablet:
    return Tablet(folder, [NORTH, SOUTH, HALLES, SQUARE, PAUL, CLAIRE, NORA, *facts])  # type: ignore[list-item]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_date_says_what_takes_its_van_and_leads_there(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        one, other = twice()
        async with unlocked(planning(tmp_path, one, other), language) as app:
            await app.go(f"/schedule/{one.id}")
            said = {"fr": "La camionnette est déjà prise", "en": "The van is already taken"}
            assert app.sees(said[language])
            await app.tap("warnings.0.0")
            assert app.page.route == f"/schedule/{other.id}"
            assert app.sees("Marché des Halles")

    play(story)


def test_the_page_lists_each_matter_once_by_rule_and_thirty_at_a_time(tmp_path: Path) -> None:
    async def story() -> None:
        one, other = twice()
        alone = [planned(SQUARE, 7 * n, team_id=None) for n in range(1, 33)]
        tablet = planning(tmp_path, one, other, *alone)
        async with unlocked(tablet, width=1280) as app:
            await app.go("/schedule/warnings")
            assert app.has(f"warning.van_twice.{one.id}") != app.has(f"warning.van_twice.{other.id}")
            assert app.has(f"warning.no_team.{alone[20].id}")
            assert not app.has(f"warning.no_team.{alone[31].id}")
            await app.tap("warnings.more")
            assert app.has(f"warning.no_team.{alone[31].id}")
            await app.tap("warnings.van_twice")
            assert not app.has(f"warning.no_team.{alone[0].id}")
            await app.tap("warnings.van_twice")
            await app.tap(f"warning.no_team.{alone[0].id}")
            assert app.page.route == f"/schedule/{alone[0].id}"

    play(story)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_schedule_leads_a_planner_to_what_is_to_be_looked_at_and_decided(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        tablet = planning(tmp_path, *twice(), planned(SQUARE, 21))
        async with unlocked(tablet, language) as app:
            await app.go("/schedule")
            await wait_for(app, lambda: app.has("warnings.open") and app.has("warnings.alerts"))
            assert app.sees("2 dates à regarder" if language == "fr" else "2 dates to look at")
            await app.tap("warnings.alerts")
            assert app.page.route == "/alerts"
            await app.go("/schedule")
            await wait_for(app, lambda: app.has("warnings.open"))
            await app.tap("warnings.open")
            assert app.page.route == "/schedule/warnings"

    play(story)


def test_the_schedule_of_the_field_counts_nothing_to_decide(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(Tablet(tmp_path, [NORTH, SOUTH, HALLES, SQUARE, NORA, *twice()])) as app:
            await app.go("/schedule")
            await app.settle()
            assert not app.has("warnings.open")
            assert not app.has("warnings.alerts")

    play(story)


def test_when_nothing_is_to_be_looked_at_the_page_says_what_would_be(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(planning(tmp_path, planned(HALLES, status=OutingStatus.CANCELLED))) as app:
            await app.go("/schedule/warnings")
            assert app.sees("Rien à regarder")
            await app.tap("warnings.settings")
            assert app.page.route == "/schedule/settings"

    play(story)


def test_a_planner_decides_on_dates_that_clash_and_sees_no_name_of_a_person(tmp_path: Path) -> None:
    async def story() -> None:
        one, other = twice()
        tablet = Tablet(tmp_path, [NORTH, SOUTH, HALLES, SQUARE, PAUL, one, other, person("Samir", notice_given=None)])
        async with unlocked(tablet) as app:
            await app.go("/alerts")
            await wait_for(app, lambda: app.has("alert.0"))
            assert app.sees("Camionnette prise deux fois")
            assert not app.has("alert.1")
            assert not app.sees("Samir")
            assert not app.has("alert.0.corrected")  # what is put right is no alert any more
            await app.tap("alert.0.accepted")
            assert app.sees("Rien à décider")
            assert [s.subject_id for s in tablet.replica.all(AlertSettlement)] == [min(one.id, other.id)]
            await undo(app)
            await app.tap("alert.0.open.1")
            assert app.page.route in (f"/schedule/{one.id}", f"/schedule/{other.id}")

    play(story)


def _moved_twice() -> list[Outing]:
    moved = planned(SQUARE, status=OutingStatus.MOVED)
    first, second = (planned(SQUARE, 7 * n, replaces_id=moved.id) for n in (1, 2))
    return [moved.but(moved_to_id=second.id), first, second]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_tap_keeps_a_day_of_a_date_moved_twice_and_one_takes_it_back(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        moved, first, second = _moved_twice()
        tablet = planning(tmp_path, moved, first, second)

        def stands() -> list[object]:
            found = [tablet.replica.get(Outing, o.id) for o in (moved, first, second)]
            return [(o.status, o.moved_to_id) for o in found if o]

        before = stands()
        async with unlocked(tablet, language) as app:
            await app.go("/alerts")
            await wait_for(app, lambda: app.has("alert.0.keep.0"))
            await app.tap("alert.0.keep.0")
            assert stands() == [("moved", first.id), ("planned", None), ("cancelled", None)]
            await app.settle()
            assert not app.has("alert.0")
            await undo(app)
            assert stands() == before

    play(story)


def test_the_card_of_a_date_moved_twice_keeps_it_too(tmp_path: Path) -> None:
    async def story() -> None:
        moved, first, second = _moved_twice()
        tablet = planning(tmp_path, moved, first, second)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/{first.id}")
            assert app.sees("Déplacée deux fois")
            await app.tap("warnings.keep")
            assert not app.has("warnings")
            other = tablet.replica.get(Outing, second.id)
            assert other is not None
            assert other.status == OutingStatus.CANCELLED

    play(story)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_zone_and_the_target_of_the_association_are_chosen_by_taps(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        tablet = planning(tmp_path)
        async with unlocked(tablet, language) as app:
            await app.go("/schedule/settings")
            await app.tap("settings.zone.b")
            assert app.sees("Reims")
            assert app.sees("2028")
            await app.tap("settings.zone.corsica")
            assert app.sees("Corse" if language == "fr" else "Corsica")
            assert not app.sees("2028")
            await app.tap("settings.dates.plus")
            await app.tap("settings.dates.plus")
            (kept,) = tablet.replica.all(ScheduleSettings)
            assert (kept.school_zone, kept.dates_a_year) == ("corsica", 70)
            await app.tap("settings.zone.none")
            assert [s.school_zone for s in tablet.replica.all(ScheduleSettings)] == [None]

    play(story)


@pytest.mark.parametrize("screen", ["/schedule/warnings", "/schedule/settings"])
def test_the_field_is_shown_neither_the_list_nor_the_settings(tmp_path: Path, screen: str) -> None:
    async def story() -> None:
        async with unlocked(Tablet(tmp_path, [NORTH, SOUTH, HALLES, SQUARE, NORA, *twice()])) as app:
            await app.go(screen)
            assert not app.has("settings.zone.b")
            assert not app.sees("Camionnette prise deux fois")

    play(story)
