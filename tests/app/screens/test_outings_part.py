from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from espace_mobile.app import clock
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.protocol.values import new_id
from tests.app.screens.spells import OMAR
from tests.app.tablet import MARKET, NORTH, Tablet, outing, play, unlocked

TODAY = clock.today()
FIRST = TODAY - timedelta(days=182)
SHEET = Programme(
    id=new_id(), name="Pré-parcours", parts=(ProgrammePart.OUTINGS,), since=FIRST, until=FIRST + timedelta(days=729),
    outings_a_year=60, outings_in_all=120,
)  # fmt: skip


def on(days: int, status: OutingStatus = OutingStatus.PLANNED) -> Outing:
    return outing(on=TODAY + timedelta(days=days), status=status)


def office(folder: Path, *facts: Outing) -> Tablet:
    return Tablet(folder, [NORTH, OMAR, MARKET, SHEET, *facts])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_dates_stand_against_the_year_the_whole_and_an_even_pace(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        held = [on(-7 * n, OutingStatus.HELD) for n in range(1, 26)]
        facts = [*held, on(-3, OutingStatus.CANCELLED), on(-2, OutingStatus.MOVED), on(-1), on(9)]
        async with unlocked(office(tmp_path, *facts), language) as app:
            await app.go(f"/programmes/{SHEET.id}")
            assert ("25 tenues sur 60" if language == "fr" else "25 held of 60") in app.name("programme.outings")
            await app.go(f"/programmes/{SHEET.id}/outings")
            french = [
                "25 tenues sur 120 en tout",
                "5 dates de retard",
                "1 annulée",
                "1 déplacée",
                "1 à clore",
                "1 à venir",
            ]
            english = ["25 held of 120 in all", "5 dates behind", "1 cancelled", "1 moved", "1 to close", "1 to come"]
            for said in french if language == "fr" else english:
                assert app.sees(said), said

    play(story)


def test_the_months_of_the_year_and_the_next_three_dates_are_listed(tmp_path: Path) -> None:
    async def story() -> None:
        coming = [on(days) for days in (40, 1, 9, 20)]
        async with unlocked(office(tmp_path, *coming, on(2, OutingStatus.CANCELLED))) as app:
            await app.go(f"/programmes/{SHEET.id}/outings")
            assert app.has("outings.month.11")
            assert "demain" in app.name("outings.next.0").lower()
            assert not app.has("outings.next.3")
            await app.tap("outings.next.1")
            assert app.page.route == f"/schedule/{coming[2].id}"

    play(story)
