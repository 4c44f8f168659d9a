"""The first day in the field: two tablets and the office, real processes, real browsers, no network till evening."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from espace_mobile.cli.demo import Demonstration, Post
from espace_mobile.domain.person import Person
from espace_mobile.sample.cast import NORTH
from espace_mobile.sample.demonstration import demonstration
from tests.browser.driver import Driver, free_run, new_page

TODAY = date.today()  # noqa: DTZ011  the day on this machine's wall, as the demonstration has it
PHONE_A, PHONE_B, NOTE = "06 39 98 42 17", "06 39 98 42 18", "Introuvable sur le disque"
SECRETS = ("639984217", "639984218", "Introuvable", "Aïssatou", "Bérénice", "Célestin", "Dorothée")

pytestmark = pytest.mark.browser


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Demonstration]:
    demo = Demonstration(free_run(4), tmp_path / "demo", TODAY)
    try:
        demo.start()
        yield demo
    finally:
        demo.stop()


class Screen:
    """One device in its browser, driven as its worker would."""

    def __init__(self, browser: Browser, post: Post, width: int = 800, height: int = 1280) -> None:
        self.browser, self.post, self.size = browser, post, (width, height)
        self.open()

    def open(self) -> None:
        self.page = new_page(self.browser, *self.size)
        self.app = Driver(self.page, self.post.address).open()
        account = self.post.accounts[0]
        self.app.tap(f"account.{account.worker_id}")
        self.app.fill("Phrase secrète", account.passphrase)
        self.app.tap("unlock.go")
        self.app.marked("sync.pill").first.wait_for()

    def go(self, route: str) -> None:
        self.app.go(route)

    def cut(self, off: bool) -> None:
        self.go("/sync")
        self.app.tap("sync.cut")
        self.app.sees(re.compile("Réseau coupé|Hors ligne") if off else re.compile("À jour"))

    def count(self, *cells: str) -> None:
        self.go("/")
        for cell in cells:
            self.app.tap(cell)
            self.page.wait_for_timeout(150)

    def total(self) -> int:
        self.go("/")
        name = self.app.marked("pad.count").first
        expect(name).to_be_attached()
        found = re.search(r"(\d+) contact", name.get_attribute("aria-label") or name.inner_text())
        assert found, name.evaluate("e => e.outerHTML")
        return int(found[1])

    def open_file(self, first_name: str) -> None:
        self.go("/people/new")
        self.app.fill("Prénom", first_name)
        self.app.tap("notice.oral")
        self.app.tap("new_file.save")
        self.app.sees(re.compile(first_name))

    def change_phone(self, person: Person, phone: str) -> None:
        self.go(f"/people/{person.id}/edit")
        self.app.fill("Téléphone", phone)
        self.app.tap("edit.save")
        self.app.sees(re.compile(phone.replace(" ", ".")))

    def finds(self, first_name: str) -> None:
        self.go("/people")
        self.app.fill("Chercher", first_name)
        expect(self.page.get_by_role("button", name=re.compile(first_name)).first).to_be_attached()

    def up_to_date(self) -> None:
        self.go("/sync")
        self.app.tap("sync.now")
        self.page.wait_for_timeout(1000)  # what stood there before the tap is no answer to it
        self.app.sees(re.compile("À jour"))
        self.app.sees("Rien n’attend")


def _known_to_both() -> Person:
    sample = demonstration(TODAY)
    return next(p for p in sample.people[20:] if p.team == NORTH.id and p.phone and p.first_name)


def test_the_offline_day(day: Demonstration, launched: Browser) -> None:
    office_post, a_post, b_post = day.posts
    a, b = Screen(launched, a_post), Screen(launched, b_post, 360, 780)
    a.cut(True)
    b.cut(True)
    shared = _known_to_both()

    a.count("pad.count", "pad.female.26_44", "pad.male.16_25")
    b.count("pad.count", "pad.unstated.45_54")
    for screen, names in ((a, ("Aïssatou", "Bérénice")), (b, ("Célestin", "Dorothée"))):
        for name in names:
            screen.open_file(name)
    a.change_phone(shared, PHONE_A)
    b.change_phone(shared, PHONE_B)
    counted_a, counted_b = a.total(), b.total()

    a.count("pad.female.16_25")
    assert a.total() == counted_a + 1
    tablet = day.processes[a_post.label]
    tablet.send_signal(signal.SIGKILL)
    tablet.wait()
    a.page.context.close()
    day.open(a_post)
    day.await_port(a_post.port)
    a.open()
    assert a.total() == counted_a + 1

    a.cut(False)
    b.cut(False)
    a.up_to_date()
    office = Screen(launched, office_post, 1280, 800)
    for screen in (a, b, office):
        screen.up_to_date()
    assert {screen.total() for screen in (a, b, office)} == {counted_a + 1 + counted_b}
    for screen in (a, b, office):
        for name in ("Aïssatou", "Bérénice", "Célestin", "Dorothée"):
            screen.finds(name)
        screen.go(f"/people/{shared.id}")
        for phone in (PHONE_A, PHONE_B):
            screen.app.sees(re.compile(phone.replace(" ", ".")))
    _nothing_readable(day)


def _nothing_readable(day: Demonstration) -> None:
    """Over the tablets' folders, the register and every log."""
    files = [path for path in day.folder.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"register.db", "Serveur.log"}
    for path in files:
        raw = path.read_bytes()
        for secret in SECRETS:
            assert secret.encode() not in raw, f"{secret} stands in {path}"
