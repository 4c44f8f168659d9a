from __future__ import annotations

from datetime import date, time
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import OutingStatus, PlaceType
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import PAUL, undo
from tests.app.tablet import NORTH, Tablet, outing, play, unlocked

MARKET = Place(id=new_id(), name="Marché des Tilleuls", type=PlaceType.MARKET, neighbourhood="Tilleuls", weekday=1,
               opens=time(8), closes=time(12))  # fmt: skip
SQUARE = Place(id=new_id(), name="Place Verte", neighbourhood="Verger", qpv_code="QN09091M")
SOUTH = Team(id=new_id(), name="Équipe Sud")


def planning(folder: Path, *facts: object) -> Tablet:
    return Tablet(folder, [NORTH, SOUTH, MARKET, SQUARE, PAUL, *facts])  # type: ignore[list-item]


async def wanted(app: AppUnderTest, taps: int) -> None:
    """Sixty a year, less five at each tap."""
    for _ in range(taps):
        await app.tap("propose.wanted.minus")


async def proposed(app: AppUnderTest) -> None:
    await app.tap("propose.go")
    await app.until(lambda: app.has("propose.save"))


def shown(app: AppUnderTest) -> list[str]:
    return [c.identifier for c in app.all(ft.Semantics) if (c.identifier or "").startswith("propose.date.")]


async def read(app: AppUnderTest) -> list[str]:
    """What stands on the page, month after month."""
    texts = list(app.texts())
    for chip in [c.identifier for c in app.all(ft.Semantics) if (c.identifier or "").startswith("propose.month.")]:
        await app.tap(chip or "")
        texts += app.texts()
    return texts


@pytest.mark.parametrize("language", ["fr", "en"])
def test_next_year_is_proposed_explained_saved_and_undone(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        tablet = planning(tmp_path)
        async with unlocked(tablet, language) as app:
            await app.go("/schedule/propose")
            await wanted(app, 10)
            await proposed(app)
            texts = await read(app)
            french = ["10", "dates proposées", "de 5 à 5, écart 0", "jour du marché"]
            english = ["10", "dates proposed", "from 5 to 5, gap 0", "market day"]
            for said in french if language == "fr" else english:
                assert any(said in text for text in texts), said
            assert not tablet.replica.all(Outing)
            await app.tap("propose.save")
            made = tablet.replica.all(Outing)
            assert len(made) == 10
            assert {o.on.year for o in made} == {clock.today().year + 1}
            await undo(app)
            assert not tablet.replica.all(Outing)

    play(story)


def test_a_date_is_put_on_another_day_and_one_left_out(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = planning(tmp_path)
        async with unlocked(tablet) as app:
            await app.go("/schedule/propose")
            await wanted(app, 10)
            await proposed(app)
            first = shown(app)[0]
            await app.tap(first)
            day = next(
                c.identifier for c in app.all(ft.Semantics) if (c.identifier or "").startswith("propose.instead.")
            )
            await app.tap(day)
            moved = f"propose.date.{day.removeprefix('propose.instead.')}.{first.rsplit('.', 1)[1]}"
            assert moved in shown(app)
            await app.tap(moved)
            await app.tap("propose.leave_out")
            await app.tap("propose.save")
            assert len(tablet.replica.all(Outing)) == 9

    play(story)


def test_what_was_asked_is_kept_when_one_leaves(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(planning(tmp_path)) as app:
            await app.go("/schedule/propose")
            await wanted(app, 4)
            await app.tap("propose.august")
            await app.tap(f"propose.team.{SOUTH.id}")
            await app.tap("propose.team_on")
            await app.tap("propose.team.done")
            await app.go("/schedule")
            await app.go("/schedule/propose")
            assert app.marked("propose.wanted").value == "40"
            assert app.sees("Ne sort pas")

    play(story)


def test_an_impossible_number_is_told_before_and_the_best_proposed(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(planning(tmp_path)) as app:
            await app.go("/schedule/propose")
            await app.tap("propose.places")
            await app.tap(f"propose.place.{SQUARE.id}")
            await app.tap("propose.part.how_many")
            await app.tap(f"propose.quota.{MARKET.id}.plus")
            await app.tap(f"propose.quota.{MARKET.id}.plus")
            assert app.marked(f"propose.quota.{MARKET.id}").value == "1"
            await app.tap("propose.places.done")
            assert any("60 dates demandées" in text and "pour 1 au plus" in text for text in app.texts())
            await proposed(app)
            assert app.has("propose.troubles")

    play(story)


def test_only_what_nobody_confirmed_is_replaced(tmp_path: Path) -> None:
    async def story() -> None:
        year = clock.today().year + 1
        there = [
            outing(on=date(year, 3, day), place_id=SQUARE.id, status=status, proposal="run")
            for day, status in ((1, OutingStatus.PLANNED), (8, OutingStatus.CONFIRMED))
        ]
        tablet = planning(tmp_path, *there)
        async with unlocked(tablet) as app:
            await app.go("/schedule/propose")
            await wanted(app, 10)
            assert app.sees("1 date est déjà au calendrier et reste. 9 dates à proposer.")
            await proposed(app)
            assert app.sees("Remplace 1 date prévue non confirmée.")
            await app.tap("propose.save")
            assert tablet.replica.get(Outing, there[1].id) == there[1]
            assert len(tablet.replica.all(Outing)) == 10

    play(story)


def test_a_schedule_that_changed_since_says_so(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = planning(tmp_path)
        async with unlocked(tablet) as app:
            await app.go("/schedule/propose")
            await wanted(app, 10)
            await proposed(app)
            assert not app.has("propose.stale")
            tablet.replica.save(outing(on=date(clock.today().year + 1, 5, 4), place_id=SQUARE.id), by=PAUL.id)
            await app.until(lambda: app.has("propose.stale"))

    play(story)


def test_from_nothing_it_leads_to_the_places(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(Tablet(tmp_path, [NORTH, PAUL])) as app:
            await app.go("/schedule/propose")
            assert app.sees("Il manque des lieux")
            await app.tap("propose.to_places")
            assert app.has("places.new") or app.sees("Lieux")

    play(story)
