from __future__ import annotations

import asyncio
import contextvars
import logging
from pathlib import Path

import flet as ft
import pytest
from flet.controls.context import _context_page

from espace_mobile.app import routes
from espace_mobile.app.state import AppState
from espace_mobile.domain.vocabulary import Role
from tests.app.tablet import AWA, Tablet, at_work, outing, play, unlocked, worker


@pytest.mark.parametrize(("width", "rail"), [(360, False), (599, False), (600, True), (1280, True)])
def test_a_bar_on_a_phone_a_rail_from_600(tmp_path: Path, width: int, rail: bool) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing()), width=width) as app:
            assert bool(app.all(ft.NavigationRail)) is rail
            assert bool(app.all(ft.NavigationBar)) is not rail
            await app.resize(1280 - width, 800)
            assert bool(app.all(ft.NavigationRail)) is (1280 - width >= 600)

    play(story)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_bar_leads_to_the_screens_and_back(tmp_path: Path, width: int) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing()), width=width) as app:
            nav = app.one(ft.NavigationBar if width < 600 else ft.NavigationRail)
            await app.event(nav, "change", 1, selected_index=1)
            assert app.page.route == "/people"
            assert not app.has("pad.count")
            nav = app.one(ft.NavigationBar if width < 600 else ft.NavigationRail)
            await app.event(nav, "change", 0, selected_index=0)
            assert app.has("pad.count")

    play(story)


def test_on_a_phone_the_screen_of_the_day_leads_to_the_settings_and_they_lead_back(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing())) as app:
            await app.tap("today.settings")
            assert app.page.route == "/settings"
            assert app.sees("Réglages")
            await app.tap("back")
            assert app.has("pad.count")
            await app.resize(800, 1280)
            assert not app.has("today.settings")
            rail = app.one(ft.NavigationRail)
            last = len(rail.destinations) - 1
            await app.event(rail, "change", last, selected_index=last)
            assert app.page.route == "/settings"
            assert not app.has("back")

    play(story)


@pytest.mark.parametrize("role", list(Role))
def test_a_bar_holds_no_more_than_fits_and_leaves_nothing_out_of_reach(role: Role) -> None:
    shown, all_of_them = routes.in_bar(role), routes.destinations(role)
    assert 2 <= len(shown) <= routes.MOST_IN_BAR
    left_out = [s.path for s in all_of_them if s not in shown]
    assert left_out in ([], ["settings"], ["programmes", "settings"])
    assert not left_out or shown[0].path == ""  # whence the gear leads there
    assert "programmes" not in left_out or "office" in [s.path for s in shown]


@pytest.mark.parametrize("demo", [True, False])
def test_demo_shows_on_every_screen_locked_or_not(tmp_path: Path, demo: bool) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing(), demo=demo)
        async with unlocked(tablet) as app:
            for screen in routes.SCREENS:
                if ":" not in screen.path:
                    await app.go(routes.route(screen))
                    assert app.has("demo") is demo, screen.path
            app.page.data.lock()
            await app.settle()
            assert app.has("demo") is demo

    play(story)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_screen_of_every_role_draws(tmp_path: Path, role: Role, language: str) -> None:
    async def story() -> None:
        tablet = Tablet(tmp_path, [worker("Zoé", role)])
        async with unlocked(tablet, language, width=1280, height=800) as app:
            for screen in routes.allowed(role):
                if ":" not in screen.path:
                    await app.go(routes.route(screen))
                    assert app.page.route == routes.route(screen)
                    assert not app.sees("n’a pas pu s’afficher"), screen.path
                    assert not app.sees("could not be shown"), screen.path

    play(story)


def test_a_planner_sees_no_screen_that_shows_a_person(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(Tablet(tmp_path, [worker("Zoé", Role.PLANNER)])) as app:
            assert not app.has("pad.count")
            await app.go("/people")
            assert not app.sees("Personnes")

    play(story)
    assert not {s.path for s in routes.allowed(Role.PLANNER)} & {"", "people", "people/new", "people/:id"}


@pytest.mark.parametrize("role", list(Role))
def test_unlocking_leads_to_a_screen_of_one_s_own(tmp_path: Path, role: Role) -> None:
    async def story() -> None:
        async with unlocked(Tablet(tmp_path, [worker("Zoé", role)])) as app:
            await app.settle()
            assert app.page.route == routes.route(routes.allowed(role)[0])
            assert app.has("sync.pill")

    play(story)


def test_an_unknown_address_leads_home(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing()), route="/nowhere/at/all") as app:
            await app.settle()
            assert app.page.route == "/"
            assert app.has("pad.count")

    play(story)


def test_after_unlocking_one_is_back_where_one_was(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing()), route="/settings") as app:
            assert app.has("settings.lock_now")
            await app.tap("settings.lock_now")
            assert not app.has("settings.lock_now")
            from tests.app.tablet import unlock

            await unlock(app)
            assert app.has("settings.lock_now")

    play(story)


def test_coming_back_to_the_app_asks_for_a_sync_and_leaving_keeps_drafts(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet) as app:
            app.page.data.draft("somewhere").set("note", "à finir")
            await app.session.dispatch_event(1, "app_lifecycle_state_change", {"state": "pause"})
            assert tablet.replica.meta(f"draft.{AWA.id}.somewhere") == {"note": "à finir"}
            assert not tablet.sync._wake.is_set()
            await app.session.dispatch_event(1, "app_lifecycle_state_change", {"state": "resume"})
            assert tablet.sync._wake.is_set()

    play(story)


def test_a_touch_is_activity_and_a_resize_is_not(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing())) as app:
            state = app.page.data
            state._last_touch = 1.0
            await app.resize(400, 700)
            assert state._last_touch == 1.0
            await app.tap("pad.count")
            assert state._last_touch > 1.0

    play(story)


def test_the_screen_locks_itself_and_its_own_page_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(AppState, "idle_limit", 60)

    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet) as other, unlocked(tablet) as app:
            app.page.data.idle_limit = 0.2
            # Flet runs each event in a task of its own, whose context may carry another page.
            carrying = contextvars.copy_context()
            carrying.run(_context_page.set, other.page)
            await asyncio.create_task(app.tap("pad.count"), context=carrying)
            sent = app.client.bytes_sent
            await app.until(lambda: app.has("unlock.go"))
            assert app.client.bytes_sent > sent
            assert other.has("pad.count")
            assert not other.has("unlock.go")

    play(story)
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == []


def test_what_ends_after_the_lock_says_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing())) as app:
            pad = next(c for c in app.tree(app.marked("pad.count")) if isinstance(c, ft.Container) and c.on_click)
            app.page.data.lock()
            await app.event(pad, "click")
            assert app.has("unlock.go")
            assert not app.sees("n’a pas fonctionné")

    play(story)
    assert [r.getMessage() for r in caplog.records if r.name == "espace_mobile.app"] == []


def test_a_page_that_is_closed_hears_no_more(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet) as app:
            heard = len(tablet.replica._observers)
            await app.session.dispatch_event(1, "close", None)
            assert len(tablet.replica._observers) < heard
            assert app.page.data.session is None

    play(story)


def test_nothing_on_a_screen_is_english_in_french(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing()), width=1280, height=800) as app:
            for screen in routes.SCREENS:
                if ":" not in screen.path:
                    await app.go(routes.route(screen))
                    shown = {t for t in app.texts() if "." in t and " " not in t and t.islower()}
                    assert not {t for t in shown if t.split(".")[0] in ("today", "settings", "nav", "sync", "vocab")}

    play(story)
    assert AWA.display_name
