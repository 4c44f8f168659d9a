from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus, OutingType
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import PAUL, undo
from tests.app.tablet import AWA, MARKET, NORTH, Tablet, at_work, outing, play, unlocked

SOUTH = Team(id=new_id(), name="Équipe Sud")


def planning(folder: Path, *facts: object) -> Tablet:
    """The planner's PC."""
    return Tablet(folder, [NORTH, SOUTH, MARKET, PAUL, *facts])  # type: ignore[list-item]


def on(days: int, **more: object) -> Outing:
    return outing(on=clock.today() + timedelta(days=days), **more)


def dates(app: AppUnderTest) -> list[str]:
    return [
        c.identifier.removeprefix("date.")
        for c in app.all(ft.Semantics)
        if c.identifier and c.identifier.startswith("date.") and len(c.identifier) == 37
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_year_stands_against_its_sixty_dates(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        held = [on(-7 * n, status=OutingStatus.HELD) for n in range(1, 4)]
        facts = [*held, on(7), on(-2, status=OutingStatus.CANCELLED)]
        async with unlocked(planning(tmp_path, *facts), language) as app:
            await app.go("/schedule")
            await app.tap("schedule.view.two_years")
            words = ["3 tenues sur 60", "1 à venir", "1 annulée", "56 à planifier"]
            english = ["3 held of 60", "1 to come", "1 cancelled", "56 to plan"]
            for said in words if language == "fr" else english:
                assert app.sees(said), said

    play(story)


def test_the_months_gone_by_are_a_tap_away_and_today_is_marked(tmp_path: Path) -> None:
    async def story() -> None:
        past, today, coming = on(-60, status=OutingStatus.HELD), on(0), on(40)
        async with unlocked(planning(tmp_path, coming, past, today)) as app:
            await app.go("/schedule")
            assert dates(app) == [today.id, coming.id]
            assert app.sees("Auj.")
            await app.tap("schedule.past")
            assert dates(app) == [past.id, today.id, coming.id]
            await app.tap("schedule.past")
            assert dates(app) == [today.id, coming.id]

    play(story)


def test_dates_are_filtered_by_team_kind_and_state(tmp_path: Path) -> None:
    async def story() -> None:
        north, south = on(1), on(2, team_id=SOUTH.id, type=OutingType.MARKET)
        off = on(3, status=OutingStatus.CANCELLED)
        async with unlocked(planning(tmp_path, north, south, off)) as app:
            await app.go("/schedule")
            await app.tap("schedule.filter")
            await app.tap(f"filter.team.{SOUTH.id}")
            assert dates(app) == [south.id]
            await app.tap(f"filter.team.{SOUTH.id}")
            await app.tap("filter.status.cancelled")
            assert dates(app) == [off.id]
            await app.tap("filter.type.market")
            assert dates(app) == []
            await app.tap("filter.clear")
            await app.tap("filter.done")
            assert dates(app) == [north.id, south.id, off.id]
            assert not app.has("filter.done")

    play(story)


def test_one_date_says_when_where_and_with_whom(tmp_path: Path) -> None:
    async def story() -> None:
        ccas = Organisation(id=new_id(), name="CCAS")
        place = Place(id=new_id(), name="Square Voltaire", neighbourhood="Villejean", qpv_code="QN03501M")
        shown = on(3, place_id=place.id, partner_ids=(ccas.id,))
        async with unlocked(planning(tmp_path, ccas, place, shown)) as app:
            await app.go("/schedule")
            await app.tap(f"date.{shown.id}")
            assert app.page.route == f"/schedule/{shown.id}"
            for words in (
                "Square Voltaire, Villejean, QPV QN03501M",
                "9\u00a0h – 13\u00a0h",
                "Équipe Nord",
                "Avec CCAS",
            ):
                assert app.sees(words), words

    play(story)


def test_on_a_pc_the_date_stands_beside_the_list(tmp_path: Path) -> None:
    async def story() -> None:
        first, second = on(3), on(9, starts=time(15), ends=time(18))
        async with unlocked(planning(tmp_path, first, second), width=1280, height=800) as app:
            await app.go("/schedule")
            await app.tap("schedule.view.list")
            assert app.has("date.confirm")
            await app.tap(f"date.{second.id}")
            assert app.page.route == "/schedule"
            assert app.marked(f"date.{second.id}").selected

    play(story)


def test_a_date_is_confirmed_and_that_can_be_undone(tmp_path: Path) -> None:
    async def story() -> None:
        planned = on(3)
        tablet = planning(tmp_path, planned)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/{planned.id}")
            await app.tap("date.confirm")
            assert tablet.replica.get(Outing, planned.id).status == OutingStatus.CONFIRMED
            assert not app.has("date.confirm")
            await undo(app)
            assert tablet.replica.get(Outing, planned.id) == planned

    play(story)


def test_a_date_is_cancelled_for_a_reason_and_that_can_be_undone(tmp_path: Path) -> None:
    async def story() -> None:
        planned = on(3)
        tablet = planning(tmp_path, planned)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/{planned.id}")
            await app.tap("date.cancel")
            await app.tap("cancel.weather")
            off = tablet.replica.get(Outing, planned.id)
            assert (off.status, off.cancel_reason) == (OutingStatus.CANCELLED, CancelReason.WEATHER)
            assert app.sees("Raison\u00a0: Météo")
            await undo(app)
            assert tablet.replica.get(Outing, planned.id) == planned
            assert app.has("date.cancel")

    play(story)


def test_a_date_is_moved_by_the_calendar_and_links_to_the_new_one(tmp_path: Path) -> None:
    async def story() -> None:
        planned = on(3)
        tablet = planning(tmp_path, planned)
        new_day = planned.on + timedelta(days=7)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/{planned.id}")
            await app.tap("date.move")
            await app.tap("move.confirm")
            assert app.sees("C’est déjà cette date et ces heures.")
            await app.tap(f"move.day.{new_day}")
            await app.tap("move.hours.other")
            await app.type("Début", "14h30")
            await app.type("Fin", "12h")
            await app.tap("move.confirm")
            assert "après le début" in (app.field("Fin").error or "")
            await app.type("Fin", "17 h")
            await app.tap("move.confirm")
            assert app.sees("Remplacée par")
            moved = tablet.replica.get(Outing, planned.id)
            instead = tablet.replica.get(Outing, moved.moved_to_id)
            assert (instead.on, instead.starts, instead.ends) == (new_day, time(14, 30), time(17))
            await app.tap("date.moved_to")
            assert app.page.route == f"/schedule/{instead.id}"

    play(story)


def test_in_the_field_only_ones_own_dates_can_be_changed_and_none_imported(tmp_path: Path) -> None:
    async def story() -> None:
        mine, theirs = on(1), on(2, team_id=SOUTH.id)
        async with unlocked(at_work(tmp_path, SOUTH, mine, theirs)) as app:
            await app.go("/schedule")
            assert not app.has("schedule.import")
            await app.go(f"/schedule/{mine.id}")
            assert app.has("date.cancel")
            await app.go(f"/schedule/{theirs.id}")
            assert not app.has("date.cancel")
            await app.go("/schedule/import")
            assert not app.has("import.check")

    play(story)


FILE = """date;début;fin;type;lieu;équipe
04/01/2027;9h;12h;marché;Halle neuve;Équipe Nord
31/02/2027;9h;12h;camionnette;Gare;
12/01/2027;14h;17h;bus;Gare;Équipe Est
13/01/2027;14h;17h;camionnette;Gare;Équipe Est
"""


def test_an_import_is_previewed_line_by_line_then_done_then_undone(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = planning(tmp_path, on(1))
        async with unlocked(tablet) as app:
            await app.go("/schedule/import")
            await app.type("Ou collez le tableau ici", FILE)
            await app.tap("import.check")
            for said in (
                "2 dates nouvelles",
                "2 lignes laissées de côté",
                "Nouvelle équipe\u00a0: Équipe Est",
                "Ligne 3\u00a0: date, ce jour n’existe pas",
                "Ligne 4\u00a0: type, valeur inconnue",
                "« bus »".replace(" ", "\u00a0"),
                "Lundi 4 janvier 2027, Halle neuve",
            ):
                assert app.sees(said), said  # fmt: skip
            assert tablet.replica.count(Outing) == 1
            await app.tap("import.go")
            assert app.page.route == "/schedule"
            assert tablet.replica.count(Outing) == 3
            await undo(app)
            assert tablet.replica.count(Outing) == 1

    play(story)


def test_importing_the_same_table_again_says_that_nothing_would_change(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(planning(tmp_path)) as app:
            for n in range(2):
                await app.go("/schedule/import")
                await app.type("Ou collez le tableau ici", FILE)
                await app.tap("import.check")
                assert app.has("import.go") is (n == 0)
                if n == 0:
                    await app.tap("import.go")
            assert app.sees("2 dates déjà connues")

    play(story)


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "il n’y a rien à lire"), ("bonjour", "il manque une ligne de titres"), ("date;lieu\n;Gare", "cellule vide")],
)
def test_a_table_that_can_t_be_read_says_why(tmp_path: Path, text: str, said: str) -> None:
    async def story() -> None:
        async with unlocked(planning(tmp_path)) as app:
            await app.go("/schedule/import")
            await app.type("Ou collez le tableau ici", text)
            await app.tap("import.check")
            assert app.sees(said)
            assert not app.has("import.go")

    play(story)


def test_an_empty_schedule_teaches_how_to_begin(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(Tablet(tmp_path / "pc", [NORTH, PAUL])) as app:
            await app.go("/schedule")
            assert app.sees("laissez l’application proposer une année")
            for way in ("import", "places", "propose"):
                await app.tap(f"begin.{way}")
                assert app.page.route == f"/schedule/{way}"
                await app.go("/schedule")
        async with unlocked(Tablet(tmp_path / "tablet", [NORTH, AWA])) as app:
            await app.go("/schedule")
            assert app.sees("Le calendrier arrivera à la prochaine synchronisation.")
            assert not app.has("begin.import")

    play(story)


def test_a_date_that_is_gone_is_told(tmp_path: Path) -> None:
    async def story() -> None:
        planned = Outing(id=new_id(), on=date(2027, 1, 1))
        tablet = planning(tmp_path, planned)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/{planned.id}")
            assert app.sees("Lieu à choisir")
            tablet.replica.delete(planned, by=new_id())
            await app.settle()
            assert app.sees("Cette date n’est plus au calendrier")

    play(story)
