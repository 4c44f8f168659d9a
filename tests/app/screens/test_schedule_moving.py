from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import flet as ft

from espace_mobile.app import clock
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.periods import week_of
from espace_mobile.domain.vocabulary import OutingStatus
from tests.app.harness import AppUnderTest
from tests.app.screens.register import undo
from tests.app.screens.schedule_dates import PC, cell, instead_of, listed, on, on_day, planning
from tests.app.tablet import at_work, play, unlocked


async def drop(app: AppUnderTest, outing: Outing, day: str) -> None:
    """As Flutter tells it: which was dragged, and where it was let go."""
    dragged = next(d for d in app.all(ft.Draggable) if d.data == outing.id)
    target = next(t for t in app.all(ft.DragTarget) if any(getattr(c, "identifier", "") == day for c in app.tree(t)))
    at = {"x": 1.0, "y": 1.0}
    await app.event(target, "accept", {"src_id": dragged._i, "l": at, "g": at})


def test_a_date_dropped_on_another_day_is_moved_and_that_can_be_undone(tmp_path: Path) -> None:
    async def story() -> None:
        planned = on(0)
        tablet = planning(tmp_path, planned)
        other = clock.today() + timedelta(days=1 if clock.today().day < 20 else -1)
        async with unlocked(tablet, **PC) as app:
            await app.go("/schedule")
            await drop(app, planned, cell(other))
            instead = instead_of(tablet, planned)
            assert (instead.on, instead.starts, instead.replaces_id) == (other, planned.starts, planned.id)
            await undo(app)
            assert tablet.replica.all(Outing) == [planned]

    play(story)


def test_the_line_at_the_bottom_makes_room_for_the_bar_of_ticked_dates(tmp_path: Path) -> None:
    async def story() -> None:
        planned = on(0)
        async with unlocked(planning(tmp_path, planned), **PC) as app:
            await app.go("/schedule")
            await drop(app, planned, cell(clock.today() + timedelta(days=1 if clock.today().day < 20 else -1)))
            assert any(line.open for line in app.all(ft.SnackBar))
            await app.tap("schedule.select")
            assert not any(line.open for line in app.all(ft.SnackBar))
            assert app.has("bulk.leave")

    play(story)


def test_a_date_dropped_on_its_own_day_stays(tmp_path: Path) -> None:
    async def story() -> None:
        planned = on(0)
        tablet = planning(tmp_path, planned)
        async with unlocked(tablet, **PC) as app:
            await app.go("/schedule")
            await drop(app, planned, cell(planned.on))
            assert tablet.replica.all(Outing) == [planned]

    play(story)


def test_what_was_held_or_is_somebody_elses_can_t_be_dragged(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(planning(tmp_path / "pc", on(0, status=OutingStatus.HELD)), **PC) as app:
            await app.go("/schedule")
            assert not app.all(ft.Draggable)
        async with unlocked(at_work(tmp_path / "tablet", on(0)), **PC) as app:
            await app.go("/schedule")
            await app.tap("schedule.view.month")
            assert not app.all(ft.Draggable)

    play(story)


def test_a_date_is_moved_in_two_taps_also_to_another_month(tmp_path: Path) -> None:
    async def story() -> None:
        planned = on(0)
        tablet = planning(tmp_path, planned)
        async with unlocked(tablet) as app:
            await app.go("/schedule")
            await app.tap("schedule.view.month")
            await app.tap(f"move.{planned.id}")
            assert app.sees("Choisissez le nouveau jour")
            await app.tap("schedule.after")
            day = (clock.today().replace(day=1) + timedelta(days=31)).replace(day=12)
            await app.tap(cell(day))
            assert not app.has("schedule.moving")
            assert instead_of(tablet, planned).on == day

    play(story)


def test_the_date_beside_the_month_is_moved_in_two_taps_and_shown_where_it_went(tmp_path: Path) -> None:
    async def story() -> None:
        planned = on(0)
        tablet = planning(tmp_path, planned)
        other = clock.today() + timedelta(days=1 if clock.today().day < 20 else -1)
        async with unlocked(tablet, **PC) as app:
            await app.go("/schedule")
            await app.tap(f"date.{planned.id}")
            await app.tap("schedule.move_here")
            await app.tap(cell(other))
            instead = instead_of(tablet, planned)
            assert instead.on == other
            assert app.marked(f"date.{instead.id}").selected

    play(story)


def test_escape_or_cancel_leaves_the_date_where_it_is(tmp_path: Path) -> None:
    async def story() -> None:
        planned = on(0)
        tablet = planning(tmp_path, planned)
        async with unlocked(tablet, **PC) as app:
            await app.go("/schedule")
            for leave in ("escape", "cancel"):
                await app.tap(f"date.{planned.id}")
                await app.tap("schedule.move_here")
                assert app.has("schedule.moving")
                if leave == "cancel":
                    await app.tap("schedule.moving.cancel")
                else:
                    await app.event(app.all(ft.KeyboardListener)[0], "key_down", {"key": "Escape"})
                assert not app.has("schedule.moving"), leave
            assert tablet.replica.all(Outing) == [planned]

    play(story)


def test_a_date_is_dragged_from_a_day_of_the_week_to_another(tmp_path: Path) -> None:
    async def story() -> None:
        monday, _ = week_of(clock.today())
        planned = on_day(monday)
        tablet = planning(tmp_path, planned)
        async with unlocked(tablet, **PC) as app:
            await app.go("/schedule")
            await app.tap("schedule.view.week")
            dragged = app.one(ft.Draggable)
            at = {"x": 1.0, "y": 1.0}
            await app.event(app.all(ft.DragTarget)[3], "accept", {"src_id": dragged._i, "l": at, "g": at})
            assert {o.on for o in tablet.replica.all(Outing)} == {monday, monday + timedelta(days=3)}
            assert len(listed(app)) == 2

    play(story)


def test_a_move_that_is_unwise_says_so_and_is_done_all_the_same(tmp_path: Path) -> None:
    async def story() -> None:
        later = on(9)
        planned, there = on(2, team_id=later.team_id), later
        tablet = planning(tmp_path, planned, there)
        async with unlocked(tablet) as app:
            await app.go("/schedule")
            await app.tap("schedule.view.month")
            if planned.on.month != clock.today().month:
                await app.tap("schedule.after")
            await app.tap(cell(planned.on))
            await app.tap(f"move.{planned.id}")
            if there.on.month != planned.on.month:
                await app.tap("schedule.after")
            await app.tap(cell(there.on))
            notice = app.all(ft.SnackBar)[-1]
            assert "à regarder" in " ".join(app.texts(notice))
            assert tablet.replica.count(Outing) == 3

    play(story)
