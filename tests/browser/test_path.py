"""A person's path on three devices: met twice under two spellings, merged, interviewed, invited, entered, missed,
called back, trained, and out of reach half a year later. Real processes, real browsers; only the calendar is moved on.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from espace_mobile.cli.demo import Demonstration, Post
from tests.browser.driver import Driver, chromium, free_run, new_page
from tests.browser.shots import go
from tests.browser.test_offline_day import TODAY
from tests.browser.travelling import DAYS

SECRETS = ("Zoubeïda", "Zoubeida", "Benkharroub", "639987701", "introuvable", "couturière")

pytestmark = pytest.mark.browser


class TravellingDemonstration(Demonstration):
    """Its devices read the day from a file."""

    def _spawn(self, name: str, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        travelling = "tests.browser.travelling" if module == "espace_mobile" else module
        return super()._spawn(name, travelling, *arguments)


@pytest.fixture
def days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a number of days into it, and the devices wake up that much later."""
    file = tmp_path / "days"
    monkeypatch.setenv(DAYS, str(file))
    return file


@pytest.fixture
def programme(tmp_path: Path, days: Path) -> Iterator[Demonstration]:
    demo = TravellingDemonstration(free_run(4), tmp_path / "demo", TODAY)
    try:
        demo.start()
        yield demo
    finally:
        demo.stop()


@pytest.fixture
def launched(tmp_path: Path) -> Iterator[Browser]:
    """What every screen showed at the end is kept, for whoever must understand a failure."""
    with chromium() as browser:
        yield browser
        for n, context in enumerate(browser.contexts):
            for page in context.pages:
                page.screenshot(path=tmp_path / f"screen-{n}.png")


class Screen:
    """One device in its browser; `account`: whose, of those who share it."""

    def __init__(self, browser: Browser, post: Post, account: int, width: int, height: int) -> None:
        self.page: Page = new_page(browser, width, height)
        self.page.set_default_timeout(20_000)
        self.app = Driver(self.page, post.address).open()
        self.worker = post.accounts[account]
        self.app.tap(f"account.{self.worker.worker_id}")
        self.app.fill("Phrase secrète", self.worker.passphrase)
        self.app.tap("unlock.go")
        self.app.marked("sync.pill").first.wait_for(timeout=60_000)

    def go(self, route: str) -> None:
        go(route)(self.app)

    def tap(self, *identifiers: str) -> None:
        """One after the other, each once it is in sight."""
        for identifier in identifiers:
            found = self.app.marked(identifier)
            self.page.wait_for_timeout(250)
            self.app.scroll_to(found)
            found.first.click()
        self.page.wait_for_timeout(250)

    def sees(self, *texts: str) -> None:
        for text in texts:
            self.app.scroll_to(self.app.host.get_by_text(re.compile(text)).or_(
                self.app.host.get_by_label(re.compile(text))))  # fmt: skip

    def cut(self, off: bool) -> None:
        self.go("/sync")
        self.tap("sync.cut")
        self.app.sees(re.compile("Réseau coupé|Hors ligne") if off else re.compile("À jour"), timeout=30_000)

    def up_to_date(self) -> None:
        self.go("/sync")
        self.tap("sync.now")
        self.app.sees(re.compile("À jour"), timeout=30_000)

    def open_file(self, **typed: str) -> str:
        """Its id."""
        self.go("/people/new")
        for label, value in typed.items():
            self.app.fill(label, value)
        self.tap("notice.oral", "new_file.save")
        self.page.wait_for_url(re.compile(r"/people/[0-9a-f]{32}$"))
        return self.page.url.rsplit("/", 1)[1]

    def part(self, person: str, name: str) -> None:
        self.go(f"/people/{person}")
        self.tap(f"file.part.{name}")

    def count(self, name: str) -> int:
        """How many people a search finds."""
        self.go("/people")
        self.app.fill("Chercher", name)
        self.page.wait_for_timeout(900)
        return int(self.page.get_by_role("button", name=re.compile("Zoub")).count())


@pytest.mark.usefixtures("launched")
def test_a_person_s_path_on_three_devices(programme: Demonstration, launched: Browser, days: Path) -> None:
    office_post, a_post, b_post = programme.posts
    a = Screen(launched, a_post, 0, 800, 1280)
    b = Screen(launched, b_post, 0, 360, 780)
    office = Screen(launched, office_post, 0, 1280, 800)
    everybody: tuple[Any, ...] = (a, b, office)

    # Met at the market, out of reach of each other, under two spellings.
    for tablet in (a, b):
        tablet.cut(True)
    one = a.open_file(**{"Prénom": "Zoubeïda", "Nom": "Benkharroub"})
    other = b.open_file(**{"Prénom": "Zoubeida", "Nom": "Ben Kharroub", "Téléphone": "06 39 98 77 01"})
    for tablet in (a, b):
        tablet.cut(False)
    for screen in (a, b, office):
        screen.up_to_date()
    assert office.count("zoubeida") == 2

    # The supervisor merges them; a tablet that does not know yet goes on writing about the other one.
    b.cut(True)
    office.go(f"/people/{one}/merge/{other}")
    office.tap("merge.confirm")
    b.part(other, "followed")
    b.app.fill("Note", "Parle bien français, couturière, introuvable le lundi.")
    b.tap("note.save")
    b.cut(False)
    for screen in everybody:
        screen.up_to_date()
        assert screen.count("zoubeida") == 1
    a.go(f"/people/{one}")
    a.sees("06.39.98.77.01")
    a.tap("file.part.story")
    a.sees("couturière")


def _nothing_readable(programme: Demonstration) -> None:
    for path in (path for path in programme.folder.rglob("*") if path.is_file()):
        raw = path.read_bytes()
        for secret in SECRETS:
            assert secret.encode() not in raw, f"{secret} stands in {path}"
