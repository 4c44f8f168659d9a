from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions.schedule_settings import settings
from espace_mobile.domain.periods import month_after, week_of
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_vocabulary import SchoolZone
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import CLAIRE
from tests.app.screens.schedule_dates import PC, cell, listed, on, on_day, planning
from tests.app.tablet import AWA, MARKET, NORTH, Tablet, at_work, play, unlocked

VIEWS = ("two_years", "month", "week", "list", "places")


def this_month(day: int) -> date:
    return clock.today().replace(day=day)


def test_who_plans_lands_on_the_month_of_a_wide_screen_and_others_on_the_list(tmp_path: Path) -> None:
    async def story() -> None:
        planned = on(1)
        async with unlocked(planning(tmp_path / "pc", planned), **PC) as app:
            await app.go("/schedule")
            assert app.marked("schedule.view.month").selected
        async with unlocked(planning(tmp_path / "phone", planned)) as app:
            await app.go("/schedule")
            assert app.marked("schedule.view.list").selected
        async with unlocked(at_work(tmp_path / "tablet", planned), width=800, height=1280) as app:
            await app.go("/schedule")
            assert app.marked("schedule.view.list").selected

    play(story)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [360, 800, 1280])
def test_every_view_is_drawn_in_each_width_and_language(tmp_path: Path, width: int, language: str) -> None:
    async def story() -> None:
        office = [on(n, status=s) for n, s in zip(range(-9, 9, 4), OutingStatus.__members__.values(), strict=False)]
        async with unlocked(planning(tmp_path, *office, on(2, starts=None, ends=None)), language, width=width) as app:
            await app.go("/schedule")
            for view in VIEWS:
                await app.tap(f"schedule.view.{view}")
                assert app.marked(f"schedule.view.{view}").selected
                assert not app.sees("schedule."), "a text is missing"
                assert not app.sees("Cette page n’a pas pu"), view

    play(story)


def test_the_view_and_its_month_are_found_again_on_coming_back(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(planning(tmp_path, on(1)), **PC) as app:
            await app.go("/schedule")
            await app.tap("schedule.after")
            await app.tap("schedule.after")
            month = app.name("schedule.pick")
            await app.go("/settings")
            await app.go("/schedule")
            assert app.name("schedule.pick") == month
            await app.tap("schedule.to_today")
            assert app.name("schedule.pick") != month
            assert not app.has("schedule.to_today")

    play(story)


def test_a_month_is_picked_by_its_year_and_name(tmp_path: Path) -> None:
    async def story() -> None:
        far = on_day(date(clock.today().year + 1, 4, 14))
        async with unlocked(planning(tmp_path, far), **PC) as app:
            await app.go("/schedule")
            await app.tap("schedule.pick")
            await app.tap("pick.year.plus")
            await app.tap("pick.month.4")
            assert not app.has("pick.year")
            assert listed(app) == [far.id]

    play(story)


def test_the_month_begins_on_monday_marks_today_and_names_holidays(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = planning(tmp_path, on(1))
        tablet.replica.save(settings(tablet.replica).but(school_zone=SchoolZone.C), by=new_id())
        async with unlocked(tablet, **PC) as app:
            await app.go("/schedule")
            assert "aujourd’hui" in app.name(cell(clock.today()))
            await app.tap("schedule.pick")
            for _ in range(clock.today().year, 2027):
                await app.tap("pick.year.plus")
            await app.tap("pick.month.5")
            days = [c.identifier for c in app.all(ft.Semantics) if (c.identifier or "").startswith("schedule.day.")]
            assert days[0] == "schedule.day.2027-04-26"
            assert "Fête du Travail" in app.name(cell(date(2027, 5, 1)))
            assert app.sees("Victoire 1945")
            assert "vacances" not in app.name(cell(date(2027, 5, 20))).lower()

    play(story)


def test_more_than_three_dates_of_a_day_are_counted_and_listed_at_a_tap(tmp_path: Path) -> None:
    async def story() -> None:
        day = this_month(15)
        five = [on_day(day) for _ in range(5)]
        async with unlocked(planning(tmp_path, *five), **PC) as app:
            await app.go("/schedule")
            assert len(listed(app)) == 3
            assert app.sees("+2")
            assert app.name(cell(day)).endswith("5 dates")
            await app.tap(cell(day))
            assert set(listed(app)) == {o.id for o in five}
            assert app.has(f"schedule.list.{day.isoformat()}")

    play(story)


def test_on_a_phone_the_dates_of_the_chosen_day_stand_under_the_month(tmp_path: Path) -> None:
    async def story() -> None:
        today, other = on(0), on_day(month_after(clock.today()).replace(day=9))
        async with unlocked(planning(tmp_path, today, other)) as app:
            await app.go("/schedule")
            await app.tap("schedule.view.month")
            assert listed(app) == [today.id]
            await app.tap("schedule.after")
            assert listed(app) == []
            await app.tap(cell(other.on))
            assert listed(app) == [other.id]
            await app.tap(f"date.{other.id}")
            assert app.page.route == f"/schedule/{other.id}"

    play(story)


def test_a_week_shows_its_dates_and_no_others(tmp_path: Path) -> None:
    async def story() -> None:
        monday, _ = week_of(clock.today())
        inside, outside = on_day(monday), on_day(monday + timedelta(days=7))
        together = on_day(monday, team_id=None)
        for width in (360, 1280):
            folder = tmp_path / str(width)
            async with unlocked(planning(folder, inside, outside, together), width=width, height=800) as app:
                await app.go("/schedule")
                await app.tap("schedule.view.week")
                assert set(listed(app)) == {inside.id, together.id}
                await app.tap("schedule.after")
                assert listed(app) == [outside.id]

    play(story)


def test_two_years_stand_month_by_month_and_one_opens(tmp_path: Path) -> None:
    async def story() -> None:
        year = clock.today().year
        held, off = on_day(date(year - 1, 3, 10), status=OutingStatus.HELD), on_day(
            date(year - 1, 3, 17), status=OutingStatus.CANCELLED
        )  # fmt: skip
        async with unlocked(planning(tmp_path, held, off), **PC) as app:
            await app.go("/schedule")
            await app.tap("schedule.view.two_years")
            march = f"schedule.strip.{year - 1}-03"
            assert app.name(march).endswith("1 tenue · 1 annulée")
            assert len([c for c in app.all(ft.Semantics) if (c.identifier or "").startswith("schedule.strip.")]) == 24
            await app.tap(march)
            assert app.marked("schedule.view.month").selected
            assert set(listed(app)) == {held.id, off.id}
            await app.tap("schedule.view.two_years")
            await app.tap("schedule.before")
            assert app.has(f"schedule.strip.{year - 2}-01")

    play(story)


def test_the_list_draws_forty_dates_and_more_at_a_tap(tmp_path: Path) -> None:
    async def story() -> None:
        coming = [on(n) for n in range(90)]
        gone = [on(-40 - n, status=OutingStatus.HELD) for n in range(60)]
        async with unlocked(planning(tmp_path, *coming, *gone)) as app:
            await app.go("/schedule")
            assert len(listed(app)) == 40
            await app.tap("schedule.more")
            assert len(listed(app)) == 80
            await app.tap("schedule.past")
            assert len(listed(app)) == 120
            await app.tap("schedule.more_past")
            assert len(listed(app)) == 140
            assert not app.has("schedule.more_past")
            await app.tap("schedule.past")
            assert len(listed(app)) == 80

    play(story)


def test_neighbourhoods_say_where_nobody_goes_and_open_their_dates(tmp_path: Path) -> None:
    async def story() -> None:
        far = Place(id=new_id(), name="Square", neighbourhood="Villejean", commune_name="Rennes", qpv_code="QN035001")
        near = Place(id=new_id(), name="Halle", neighbourhood="Centre", commune_name="Rennes")
        there, past = on(1, place_id=near.id), on(-1, place_id=near.id, status=OutingStatus.HELD)
        async with unlocked(planning(tmp_path, far, near, there, past, on(2)), **PC) as app:
            await app.go("/schedule")
            await app.tap("schedule.view.places")
            assert app.name("neighbourhood.0").startswith("Villejean, Rennes")
            assert app.sees("QPV sans aucune date ce trimestre")
            at = next(n for n in range(3) if "Centre" in app.name(f"neighbourhood.{n}"))
            await app.tap(f"neighbourhood.{at}")
            assert app.marked("schedule.view.list").selected
            assert set(listed(app)) == {there.id, past.id}

    play(story)


def test_a_filter_applies_to_every_view(tmp_path: Path) -> None:
    async def story() -> None:
        van = Vehicle(id=new_id(), name="Camionnette 2")
        with_van, other = on(0, vehicle_id=van.id), on(0)
        async with unlocked(planning(tmp_path, van, with_van, other), **PC) as app:
            await app.go("/schedule")
            await app.tap("schedule.filter")
            await app.tap(f"filter.vehicle.{van.id}")
            await app.tap("filter.done")
            for view in ("month", "week", "list"):
                await app.tap(f"schedule.view.{view}")
                assert listed(app) == [with_van.id], view
            await app.tap("schedule.view.two_years")
            assert app.name(f"schedule.strip.{clock.today():%Y-%m}").endswith("1 à venir")

    play(story)


def test_tools_are_for_who_plans(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(planning(tmp_path / "pc", on(1)), **PC) as app:
            await app.go("/schedule")
            assert app.has("schedule.new")
            await app.tap("schedule.tools")
            await app.tap("schedule.import")
            assert app.page.route == "/schedule/import"
        async with unlocked(Tablet(tmp_path / "tablet", [NORTH, MARKET, AWA, on(1)])) as app:
            await app.go("/schedule")
            assert not app.has("schedule.tools")
            assert not app.has("schedule.new")
            assert not app.has("schedule.select")

    play(story)


def test_dates_are_ticked_in_the_list_and_in_the_month(tmp_path: Path) -> None:
    async def story() -> None:
        first, second = on(0), on(0)
        async with unlocked(Tablet(tmp_path, [NORTH, MARKET, CLAIRE, first, second]), **PC) as app:
            await app.go("/schedule")
            await app.tap("schedule.select")
            await app.tap(f"date.{first.id}")
            assert app.marked(f"date.{first.id}").selected
            assert not app.marked(f"date.{second.id}").selected
            await app.tap("schedule.view.list")
            assert app.marked(f"date.{first.id}").selected
            await app.tap("bulk.all")
            assert app.marked(f"date.{second.id}").selected
            await app.tap("bulk.leave")
            assert app.has("schedule.select")

    play(story)
