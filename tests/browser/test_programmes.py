"""A programme in a real Chromium: from its template to its first planned sessions and its figures, mostly by taps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from espace_mobile.app import preferences
from espace_mobile.app.preferences import Preferences
from espace_mobile.domain.vocabulary import Role
from espace_mobile.sample.demonstration import DEMO_ACCOUNTS
from tests.browser.driver import Driver, new_page

pytestmark = pytest.mark.browser


@pytest.fixture(params=[(360, 780), (800, 1280), (1280, 800)], ids=["phone", "tablet", "pc"])
def app(
    request: pytest.FixtureRequest, chromium_browser: Browser, tablet_url: str, tablet_folder: Path
) -> Iterator[Driver]:
    preferences.save(tablet_folder, Preferences(language="fr"))
    driver = Driver(new_page(chromium_browser, *request.param), tablet_url).open()
    driver.marked("unlock.go").wait_for()
    account = next(a for a in DEMO_ACCOUNTS if a.role == Role.SUPERVISOR)
    if driver.marked(f"account.{account.worker_id}").count():
        driver.tap(f"account.{account.worker_id}")
    else:  # a phone has no room for tiles
        driver.choose(driver.marked("account").first, account.display_name)
    driver.fill("Phrase secrète", account.passphrase)
    driver.tap("unlock.go")
    driver.marked("sync.pill").first.wait_for()
    yield driver
    driver.page.context.close()


def press(app: Driver, identifier: str) -> None:
    app.scroll_to(app.marked(identifier))
    app.tap(identifier)


def test_a_supervisor_starts_a_programme_plans_it_and_reads_its_figures(app: Driver) -> None:
    app.go("/programmes")
    press(app, "programmes.new")
    press(app, "start.noirmoutier")
    press(app, "start.go")
    app.sees(re.compile("Action commencée"))
    press(app, "programme.workshops")
    press(app, "workshop.plan")
    press(app, "when.hour.14")
    press(app, "plan.save")
    app.sees(re.compile(r"8 séances planifiées|Pas encore commencé, 8 séances"))
    programme = re.search(r"/programmes/(\w{32})", app.page.url)
    assert programme
    app.go(f"/programmes/{programme[1]}/indicators")
    expect(app.page.locator('[flt-semantics-identifier^="indicator"]').first).to_be_attached()
    app.sees(re.compile("Séances tenues"))
