"""Where a page begins: `build(installation)` gives the function that `ft.run` or `flet_web.fastapi.app` calls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import flet as ft

from espace_mobile.app import guards, routes
from espace_mobile.app.screens.door import Door
from espace_mobile.app.shell import Shell
from espace_mobile.app.state import AppState
from espace_mobile.app.theme import FONTS, PALETTES, material
from espace_mobile.app.ui import component, use_ui

if TYPE_CHECKING:
    from espace_mobile.bootstrap import Installation

_AWAY = (ft.AppLifecycleState.HIDE, ft.AppLifecycleState.PAUSE, ft.AppLifecycleState.DETACH)
_ASIDE = 0.3  # seconds between two things done while nobody waits
_LOCALES = {"fr": ft.Locale("fr", "FR"), "en": ft.Locale("en", "GB")}


def build(installation: Installation) -> Callable[[ft.Page], None]:
    def main(page: ft.Page) -> None:
        state = AppState.of(installation)
        page.data = state  # where `use_ui` finds it
        guards.install(page, state)
        state.resize(page.width, page.height)
        page.title = "Espace Mobile"
        page.fonts = dict(FONTS)
        page.on_resize = lambda e: state.resize(e.width, e.height)
        page.on_app_lifecycle_state_change = lambda e: _come_and_go(state, e.state)
        page.on_close = state.lock
        dress(page, state)
        page.render_views(Root)

    return main


def dress(page: ft.Page, state: AppState) -> None:
    """Give the page the theme and the language of the settings."""
    chosen = state.preferences
    palette = PALETTES[chosen.theme]
    page.theme = page.dark_theme = material(palette, chosen.text_scale)
    page.theme_mode = ft.ThemeMode.DARK if palette.dark else ft.ThemeMode.LIGHT
    page.bgcolor = palette.ground
    page.locale_configuration = ft.LocaleConfiguration(
        supported_locales=list(_LOCALES.values()), current_locale=_LOCALES[chosen.language]
    )


def _come_and_go(state: AppState, now: ft.AppLifecycleState) -> None:
    if now in _AWAY:
        state.save_drafts()
    elif now == ft.AppLifecycleState.RESUME:
        state.lock_if_idle()
        if state.session:
            state.session.sync.wake()


@component
def Root() -> Any:
    ui = use_ui()
    ft.use_state(ui.state.gate)
    page = ft.context.page

    def redress() -> None:
        dress(page, ui.state)
        page.update()

    async def bring_in() -> None:
        """While the code is typed: a first tap in the bar waits for nothing then. On the loop, since modules that
        import each other can't be imported by two threads at once."""
        for _ in routes.bring_in():
            await asyncio.sleep(_ASIDE)
            if ui.state.session is not None:
                break

    ft.use_effect(redress, [ui.state.preferences])
    ft.use_effect(bring_in, [])
    if ui.state.session is None:
        return Door()
    shown = routes.allowed(ui.session.worker.role)
    return ft.Router(
        [ft.Route(component=Shell, outlet=True, children=[*map(_route, shown), *_home(shown)])],
        not_found=NotFound, manage_views=True,
    )  # fmt: skip


@cache
def _route(screen: routes.Screen) -> ft.Route:
    # A key of its own makes Flet replace a screen by the next instead of turning one into the other.
    @component
    def Keyed() -> Any:
        return screen.build()

    def keyed() -> ft.Control:
        return cast(Callable[..., ft.Control], Keyed)(key=screen.path)

    return ft.Route(path=screen.path or None, index=screen.path == "", component=keyed)


def _home(shown: list[routes.Screen]) -> list[ft.Route]:
    """For those who may not see the screen of the day: their first one. A route without any is an empty frame."""
    return [] if any(screen.path == "" for screen in shown) else [ft.Route(index=True, component=NotFound)]


@component
def NotFound() -> ft.Control:
    ui = use_ui()
    ft.use_effect(lambda: ft.context.page.navigate(routes.route(routes.allowed(ui.session.worker.role)[0])), [])
    return ft.Container()
