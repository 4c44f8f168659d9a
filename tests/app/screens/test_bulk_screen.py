"""Many dates changed at once, from the list."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time, timedelta
from pathlib import Path

import pytest

from espace_mobile.app import clock
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus, Role
from espace_mobile.domain.worker import Worker
from tests.app.harness import AppUnderTest
from tests.app.screens.register import PAUL, undo
from tests.app.tablet import MARKET, NORTH, Tablet, outing, play, unlocked, worker

CLAIRE = worker("Claire", Role.SUPERVISOR)


def coming(**more: object) -> list[Outing]:
    """Planned, announced, held, cancelled; the planned ones are two."""
    states = [OutingStatus.PLANNED, OutingStatus.PLANNED, OutingStatus.CONFIRMED, OutingStatus.HELD]
    dates = [outing(on=clock.today() + timedelta(days=n), team_id=None, status=s, **more) for n, s in enumerate(states)]
    off = outing(on=clock.today() + timedelta(days=9), status=OutingStatus.CANCELLED, cancel_reason=CancelReason.STAFF)
    return [*dates, off]


@asynccontextmanager
async def choosing(
    folder: Path, dates: list[Outing], who: Worker = PAUL, language: str = "fr"
) -> AsyncIterator[tuple[AppUnderTest, Tablet]]:
    """All of them ticked, the sheet open."""
    tablet = Tablet(folder, [who, NORTH, MARKET, *dates])
    async with unlocked(tablet, language) as app:
        await app.go("/schedule")
        await app.tap("schedule.view.list")
        await app.tap("schedule.select")
        await app.tap(f"date.{dates[0].id}")
        await app.tap("bulk.all")
        await app.tap("bulk.change")
        yield app, tablet


def kept(tablet: Tablet, dates: list[Outing]) -> list[Outing]:
    return [found for o in dates if (found := tablet.replica.get(Outing, o.id)) is not None]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_team_is_given_after_what_changes_is_told_and_one_undo_takes_it_back(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        dates = coming()
        async with choosing(tmp_path, dates, language=language) as (app, tablet):
            await app.tap("bulk.do.team")
            assert not app.has("bulk.preview")
            await app.tap(f"bulk.team.{NORTH.id}")
            french = ["3 dates changent", "1 date tenue ne change pas", "1 date annulée ou déplacée ne change pas"]
            english = ["3 dates change", "1 date held does not change", "1 date cancelled or moved does not change"]
            for said in french if language == "fr" else english:
                assert app.sees(said), said
            await app.tap("bulk.apply")
            assert [o.team_id for o in kept(tablet, dates)[:4]] == [NORTH.id, NORTH.id, NORTH.id, None]
            assert not app.has("bulk.change")
            await undo(app)
            assert kept(tablet, dates) == dates

    play(story)


def test_many_are_confirmed_and_those_already_so_are_told(tmp_path: Path) -> None:
    async def story() -> None:
        dates = coming()
        async with choosing(tmp_path, dates) as (app, tablet):
            await app.tap("bulk.do.confirm")
            assert app.sees("1 date est déjà ainsi")
            await app.tap("bulk.apply")
            assert [o.status for o in kept(tablet, dates)[:3]] == [OutingStatus.CONFIRMED] * 3

    play(story)


def test_hours_are_tapped_or_typed_and_wrong_ones_change_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        dates = coming()
        async with choosing(tmp_path, dates) as (app, tablet):
            await app.tap("bulk.do.hours")
            await app.tap("bulk.hours.other")
            await app.type("Début", "15h")
            await app.type("Fin", "14h")
            await app.tap("bulk.see")
            assert app.sees("après le début")
            assert not app.has("bulk.preview")
            await app.type("Fin", "18h")
            await app.tap("bulk.see")
            await app.tap("bulk.apply")
            assert [o.starts for o in kept(tablet, dates)[:4]] == [time(15), time(15), time(15), time(9)]

    play(story)


def test_dates_are_shifted_by_weeks_and_days(tmp_path: Path) -> None:
    async def story() -> None:
        dates = coming()
        async with choosing(tmp_path, dates) as (app, tablet):
            await app.tap("bulk.do.shift")
            await app.tap("bulk.weeks.plus")
            await app.tap("bulk.days.minus")
            assert app.sees("dont 1 déjà annoncée")
            await app.tap("bulk.apply")
            after = kept(tablet, dates)
            assert [o.on for o in after[:2]] == [o.on + timedelta(days=6) for o in dates[:2]]
            assert after[2].status == OutingStatus.MOVED
            await undo(app)
            assert kept(tablet, dates) == dates
            assert tablet.replica.count(Outing) == len(dates)

    play(story)


def test_dates_are_cancelled_for_a_reason_or_deleted(tmp_path: Path) -> None:
    async def story() -> None:
        dates = coming()
        async with choosing(tmp_path, dates) as (app, tablet):
            await app.tap("bulk.do.cancel")
            await app.tap("bulk.back")
            await app.tap("bulk.do.cancel")
            await app.tap("bulk.reason.weather")
            await app.tap("bulk.apply")
            assert [o.cancel_reason for o in kept(tablet, dates)[:3]] == [CancelReason.WEATHER] * 3
            await undo(app)
            for step in ("schedule.select", f"date.{dates[0].id}", "bulk.change", "bulk.do.delete", "bulk.apply"):
                await app.tap(step)
            assert tablet.replica.get(Outing, dates[0].id) is None
            await undo(app)
            assert kept(tablet, dates) == dates

    play(story)


def test_only_a_supervisor_is_offered_what_the_site_shows(tmp_path: Path) -> None:
    async def story() -> None:
        dates = coming()
        async with choosing(tmp_path / "a", dates) as (app, _):
            assert not app.has("bulk.do.hide")
        async with choosing(tmp_path / "b", dates, CLAIRE) as (app, tablet):
            await app.tap("bulk.do.hide")
            await app.tap("bulk.apply")
            assert [o.hidden for o in kept(tablet, dates)[:4]] == [True, True, True, False]

    play(story)
