from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from espace_mobile.app import guards, preferences
from espace_mobile.app.components import button, text
from espace_mobile.app.preferences import Preferences
from espace_mobile.app.state import AppState
from espace_mobile.app.ui import component, use_ui, use_value
from espace_mobile.errors import StoreFull
from tests.app.harness import AppUnderTest
from tests.app.tablet import at_work, play

SECRET = "Samir 06 39 98 00 01"


class Broken(Exception):
    pass


def page_of(tmp_path: Path, body: Any, language: str = "fr") -> Any:
    def main(page: ft.Page) -> None:
        preferences.save(tmp_path, Preferences(language=language))
        state = AppState.of(at_work(tmp_path))  # type: ignore[arg-type]
        page.data = state
        guards.install(page, state)
        page.render(body)

    return main


@pytest.mark.parametrize(("language", "said"), [("fr", "Quelque chose n’a pas fonctionné"), ("en", "did not work")])
def test_a_handler_that_fails_is_told_in_the_right_language(
    tmp_path: Path, language: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise Broken(SECRET)

    @component
    def Body() -> Any:
        ui = use_ui()
        return ft.Column([button(ui, "x", fail, identifier="x")])

    async def story() -> None:
        async with AppUnderTest(page_of(tmp_path, Body, language)) as app:
            await app.tap("x")
            assert app.sees(said)
            assert app.has("x"), "the screen is still there"

    play(story)
    assert SECRET not in caplog.text
    assert "Broken" in caplog.text


def test_a_handler_that_meets_a_full_disk_says_what_to_do(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise StoreFull()

    @component
    def Body() -> Any:
        ui = use_ui()
        return ft.Column([button(ui, "x", fail, identifier="x")])

    async def story() -> None:
        async with AppUnderTest(page_of(tmp_path, Body)) as app:
            await app.tap("x")
            assert app.sees("La tablette est pleine")

    play(story)
    assert not [r for r in caplog.records if r.name == "espace_mobile.app" and r.levelno >= logging.ERROR]


def test_a_redraw_that_fails_shows_it_and_the_rest_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    @component
    def Fragile(number: int) -> Any:
        ui = use_ui()
        if number == 1:
            raise Broken(SECRET)
        return text(ui, f"numéro {number}")

    @component
    def Body() -> Any:
        ui = use_ui()
        number, set_number = use_value(0)
        return ft.Column([Fragile(number), button(ui, "x", lambda: set_number(number + 1), identifier="x")])

    async def story() -> None:
        async with AppUnderTest(page_of(tmp_path, Body)) as app:
            await app.tap("x")
            assert app.sees("Cet écran n’a pas pu s’afficher")
            await app.tap("x")
            assert app.sees("numéro 2")

    play(story)
    assert SECRET not in caplog.text


def test_redraws_start_again_after_what_kills_them_in_flet(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    @component
    def Body() -> Any:
        ui = use_ui()
        number, set_number = use_value(0)
        # A control that fails while it is compared, after the component has returned.
        odd = ft.Text(opacity=0.5 if number != 1 else 7)
        more = button(ui, "x", lambda: set_number(lambda n: n + 1), identifier="x")
        return ft.Column([odd, text(ui, f"numéro {number}"), more])

    async def story() -> None:
        async with AppUnderTest(page_of(tmp_path, Body)) as app:
            with pytest.raises((AssertionError, ValueError)):
                await app.tap("x")
            app.client.crashes.clear()
            await app.tap("x")
            assert app.sees("numéro 2")

    play(story)
