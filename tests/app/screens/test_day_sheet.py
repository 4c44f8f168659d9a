from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import equipment, forecasts
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_vocabulary import Equipment
from espace_mobile.protocol.values import new_id
from espace_mobile.sync.forecast import Forecaster
from tests.app.screens.register import PAUL
from tests.app.screens.test_schedule import on, planning
from tests.app.tablet import AWA, Tablet, at_work, play, unlocked
from tests.sync.test_forecast import DAILY, TROYES, services

HALLE = Place(
    id=new_id(), name="Marché de la Halle", address="Place de la Halle", commune_name="Troyes", commune_insee="10387",
    contact_name="Mme Placière", phone="+33353010001", access="Entrer par la rue du Marché, clé chez le gardien",
)  # fmt: skip
CENTRE = Organisation(id=new_id(), name="Centre social", contact_name="Jo Relais", phone="+33353010002")


def forecast(**changes: object) -> dict[str, object]:
    return {"daily": {**DAILY, "time": [str(clock.today()), "2026-11-22", "2026-11-23"], **changes}}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_team_reads_where_to_go_and_whom_to_call(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        today = on(0, place_id=HALLE.id, partner_ids=(CENTRE.id,), worker_ids=(AWA.id,))
        async with unlocked(at_work(tmp_path, HALLE, CENTRE, today), language) as app:
            await app.go(f"/schedule/{today.id}")
            await app.tap("day_sheet.open")
            for said in ("Place de la Halle, Troyes", "clé chez le gardien", "Mme Placière", "Jo Relais", "Awa"):
                assert app.sees(said), said
            assert app.has("day_sheet.call.0")
            assert app.has("day_sheet.call.1")

    play(story)


def test_what_is_loaded_is_ticked_by_a_tap_and_counted(tmp_path: Path) -> None:
    async def story() -> None:
        today = on(0)
        tablet = at_work(tmp_path, today)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/{today.id}/day")
            assert app.sees("0 sur 6 prêts")
            await app.tap("load.1")
            await app.tap("load.4")
            assert app.sees("2 sur 6 prêts")
            await app.tap("load.1")
            assert app.sees("1 sur 6 prêts")
            ticked = [one.code for one in equipment.of_date(tablet.replica, today) if one.checked]
            assert ticked == [Equipment.TABLETS]
            assert not app.has("load.edit"), "the list is the planner's"

    play(story)


def test_a_planner_changes_the_list(tmp_path: Path) -> None:
    async def story() -> None:
        date = on(1)
        tablet = planning(tmp_path, date)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/{date.id}/day")
            await app.tap("load.edit")
            await app.tap("item.new")
            await app.tap("item.save")
            assert app.sees("Donnez un nom")
            await app.type("Nom", "Groupe électrogène")
            await app.tap("item.save")
            await app.tap("item.0")
            await app.tap("item.leave_out")
            await app.go(f"/schedule/{date.id}/day")
            assert app.sees("Groupe électrogène")
            names = [one.name for one in equipment.of_date(tablet.replica, date)]
            assert names[0] == "Barnum et lests"
            assert names[-1] == "Groupe électrogène"

    play(story)


def test_the_weather_is_asked_only_once_somebody_said_so_and_stays_offline(tmp_path: Path) -> None:
    async def story(url: str, asked: list[str]) -> None:
        date = on(0, place_id=HALLE.id)
        tablet = planning(tmp_path, HALLE, date)
        tablet.forecaster = Forecaster(url, url)
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/{date.id}/day")
            assert asked == []
            await app.tap("forecast.allow")
            await app.until(lambda: app.sees("1 à 9"))
            assert len(asked) == 2
            tablet.forecaster = Forecaster("http://127.0.0.1:9", "http://127.0.0.1:9")
            await app.go("/schedule")
            await app.go(f"/schedule/{date.id}/day")
            assert app.sees("1 à 9"), "what was heard is kept"
            assert len(asked) == 2, "and fresh"

    with services(TROYES, forecast()) as (url, asked):
        play(lambda: story(url, asked))


def test_a_service_that_is_away_leaves_the_sheet_whole(tmp_path: Path) -> None:
    async def story() -> None:
        date = on(0, place_id=HALLE.id)
        async with unlocked(planning(tmp_path, HALLE, date)) as app:
            await app.go(f"/schedule/{date.id}/day")
            await app.tap("forecast.allow")
            await app.until(lambda: app.has("forecast.again"))
            assert app.sees("À charger")

    play(story)


def test_strong_gusts_are_told(tmp_path: Path) -> None:
    async def story(url: str) -> None:
        date = on(0, place_id=HALLE.id)
        tablet = planning(tmp_path, HALLE, date)
        forecasts.ask(tablet.replica, Forecaster(url, url), "10387", clock.now())
        async with unlocked(tablet) as app:
            await app.go(f"/schedule/{date.id}/day")
            await app.tap("forecast.allow")
            assert app.sees("72 km/h")

    with services(TROYES, forecast(wind_gusts_10m_max=[72.0, 1.0, None])) as (url, _):
        play(lambda: story(url))


def test_what_was_heard_is_asked_again_after_three_hours(tmp_path: Path) -> None:
    replica = Tablet(tmp_path, [PAUL, HALLE]).replica
    with services(TROYES, forecast()) as (url, _):
        forecasts.ask(replica, Forecaster(url, url), "10387", clock.now())
    later: Any = clock.now() + forecasts.FRESH
    assert not forecasts.is_due(replica, "10387", clock.now())
    assert forecasts.is_due(replica, "10387", later)
    assert forecasts.is_due(replica, "10388", clock.now())
