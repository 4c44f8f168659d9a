"""The van's screens in a real Chromium: what the harness can't show, drawing, semantics, keyboard and touch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from espace_mobile.app import preferences
from espace_mobile.app.preferences import Preferences
from espace_mobile.sample.demonstration import DEMO_ACCOUNTS
from tests.browser.driver import Driver, new_page
from tests.browser.shots import unlock

pytestmark = pytest.mark.browser

Open = Callable[..., Driver]
ANDROID = {
    "has_touch": True, "is_mobile": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 "
    "Safari/537.36",
}  # fmt: skip


@pytest.fixture
def open_app(chromium_browser: Browser, tablet_url: str, tablet_folder: Path) -> Iterator[Open]:
    """A locked page of the tablet, with the preferences given."""
    opened: list[Driver] = []

    def open_one(width: int = 360, height: int = 780, *, language: str = "fr", **context: object) -> Driver:
        preferences.save(tablet_folder, Preferences(language=language))
        app = Driver(new_page(chromium_browser, width, height, **context), tablet_url).open()
        opened.append(app)
        app.marked("unlock.go").wait_for()
        return app

    yield open_one
    for app in opened:
        app.page.context.close()


def total(app: Driver) -> int:
    """What the pad says, once it says something."""
    expect(app.marked("pad.count")).to_contain_text(re.compile(r"\d (contact|depuis)"))
    found = re.search(r"(\d+) (contact|depuis)", app.marked("pad.count").inner_text())
    assert found
    return int(found[1])


def counts(app: Driver, number: int) -> None:
    expect(app.marked("pad.count")).to_contain_text(re.compile(rf"\b{number} "))


@pytest.mark.parametrize(
    ("width", "height", "context"),
    [(360, 780, {}), (800, 1280, ANDROID), (1280, 800, {})],
    ids=["phone", "tablet", "pc"],
)
def test_count_say_more_and_undo(open_app: Open, width: int, height: int, context: dict[str, object]) -> None:
    app = open_app(width, height, **context)
    unlock(app, "fr")
    before = total(app)
    app.tap("pad.female.26_44")
    counts(app, before + 1)
    line = app.page.locator('[flt-semantics-identifier^="last."], [flt-semantics-identifier^="recent."]').last
    expect(line).to_be_attached()
    app.sees("Femme, 26–44")
    app.page.locator('[flt-semantics-identifier$=".undo"]').first.click()
    counts(app, before)


def test_a_wrong_pass_phrase_then_the_right_one(open_app: Open) -> None:
    app = open_app(800, 1280)
    app.fill("Phrase secrète", "pas la bonne")
    app.tap("unlock.go")
    app.sees(re.compile("Phrase secrète incorrecte"))
    unlock(app, "fr")


def test_the_counter_counts_while_locked(open_app: Open) -> None:
    app = open_app()
    unlock(app, "fr")
    before = total(app)
    app.go("/settings")
    app.scroll_to(app.marked("settings.lock_now"))
    app.tap("settings.lock_now")
    app.marked("unlock.go").wait_for()
    app.go("/")
    app.scroll_to(app.marked("pad.count"))
    app.tap("pad.count")
    app.tap("pad.count")
    counts(app, 2)
    app.page.mouse.wheel(0, -2000)
    unlock(app, "fr")
    counts(app, before + 2)


def test_the_keyboard_reaches_and_acts(open_app: Open) -> None:
    app = open_app(1280, 800)
    app.fill("Phrase secrète", DEMO_ACCOUNTS[0].passphrase)
    app.page.keyboard.press("Enter")
    app.marked("sync.pill").first.wait_for()
    before = total(app)
    for _ in range(40):
        app.page.keyboard.press("Tab")
        app.page.wait_for_timeout(50)
        if app.page.evaluate("document.activeElement.getAttribute('flt-semantics-identifier')") == "pad.count":
            break
    else:
        raise AssertionError("Tab never reaches the counter")
    app.page.keyboard.press("Enter")
    counts(app, before + 1)


def test_language_and_theme_hold_after_a_restart_of_the_page(open_app: Open, tablet_folder: Path) -> None:
    app = open_app(1280, 800)
    unlock(app, "fr")
    app.go("/settings")
    app.tap("settings.theme.night")
    app.tap("settings.language.en")
    app.sees("Lock automatically after")
    app.marked("settings.lock_now").click()
    app.sees("Count without unlocking")
    app.page.reload()
    app.open()
    app.sees("Count without unlocking")
    assert preferences.load(tablet_folder).theme == "night"


def test_everything_that_acts_has_a_name(open_app: Open) -> None:
    app = open_app(800, 1280)
    unlock(app, "fr")
    for route in ("/", "/settings"):
        app.go(route)
        unnamed = app.page.locator('[role="button"]').evaluate_all(
            "all => all.filter(n => !(n.getAttribute('aria-label') || n.innerText || '').trim()).map(n => n.outerHTML)"
        )
        assert unnamed == []
