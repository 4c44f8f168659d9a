"""A person's path on three devices: met twice under two spellings, merged, interviewed, invited, entered, missed,
called back, trained, and out of reach half a year later. Real processes, real browsers; only the calendar is moved on.
"""

from __future__ import annotations

import math
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from espace_mobile.cli.demo import Demonstration, Post
from espace_mobile.domain.vocabulary import Role
from tests.browser.driver import PATIENCE, Driver, free_run, new_page
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


class Screen:
    """One device in its browser; `account`: whose, of those who share it."""

    def __init__(self, browser: Browser, post: Post, account: int, width: int, height: int) -> None:
        self.width = width
        self.page: Page = new_page(browser, width, height)
        self.app = Driver(self.page, post.address).open()
        self.post, self.worker = post, post.accounts[account]
        self.is_planner = self.worker.role == Role.PLANNER
        self.app.marked(f"account.{self.worker.worker_id}").wait_for()
        self.unlock()

    def unlock(self) -> None:
        """A tablet that nobody touched for two minutes has locked itself."""
        if self.app.marked(f"account.{self.worker.worker_id}").count():
            account = f"account.{self.worker.worker_id}"
            self.app.tap(account)
            # Choosing another account empties the field: not after it was filled.
            self.page.locator(f'[flt-semantics-identifier="{account}"]:not([aria-current="false"])').first.wait_for()
            self.app.fill("Phrase secrète", self.worker.passphrase)
            self.app.tap("unlock.go")
            self.app.marked(account).wait_for(state="detached")
            self.settle()

    def settle(self) -> None:
        """A planner has no screen of the day and is led to another a moment later: not over what is asked for next."""
        if self.is_planner:
            self.page.wait_for_url(re.compile(r":\d+/."))
        self.page.wait_for_timeout(500)

    def go(self, route: str) -> None:
        self.unlock()
        self.app.go(route)

    def tap(self, *identifiers: str) -> None:
        """One after the other, each once it is in sight."""
        for identifier in identifiers:
            found = self.app.marked(identifier)
            self.page.wait_for_timeout(250)
            self.app.scroll_to(found)
            found.first.click()
        self.page.wait_for_timeout(250)

    def nth(self, prefix: str, n: int) -> None:
        """Taps the nth of those whose identifier begins so."""
        first = self.page.locator(f'[flt-semantics-identifier^="{prefix}"]')
        self.page.wait_for_timeout(250)
        self.app.scroll_to(first)
        first.nth(n).click()

    def draw(self, pad: str) -> None:
        """A wave, with the finger."""
        self.app.marked(pad).first.wait_for()
        self.page.wait_for_timeout(400)
        box = self.app.marked(pad).first.bounding_box()
        assert box
        x, y, width, height = (box[k] for k in ("x", "y", "width", "height"))
        mouse = self.page.mouse
        mouse.move(x + width * 0.2, y + height * 0.5)
        mouse.down()
        for step in range(24):
            mouse.move(x + width * (0.2 + step / 40), y + height * (0.5 + 0.2 * math.sin(step / 2)))
            self.page.wait_for_timeout(15)
        mouse.up()
        self.page.wait_for_timeout(200)

    def sees(self, *texts: str) -> None:
        """From the top down, in this order."""
        self.page.mouse.move(self.width / 2, 400)
        self.page.mouse.wheel(0, -9_000)
        self.page.wait_for_timeout(400)
        for text in texts:
            said = re.compile(text, re.IGNORECASE)
            self.app.scroll_to(self.app.host.get_by_text(said).or_(self.app.host.get_by_label(said)))

    def cut(self, off: bool) -> None:
        self.go("/sync")
        self.tap("sync.cut")
        self.app.sees(re.compile("Réseau coupé|Hors ligne") if off else re.compile("À jour"))

    def up_to_date(self) -> None:
        """Asks again as a worker would: a tap is lost where the page moved under it."""
        end = time.monotonic() + PATIENCE / 1000
        self._ask_to_sync()
        while not self._is_up_to_date():
            print(self.post.label, self.app.marked("sync.truth").all_inner_texts(), self.page.url)
            assert time.monotonic() < end, "never up to date"
            self._ask_to_sync()

    def _ask_to_sync(self) -> None:
        self.go("/sync")
        self.tap("sync.now")
        self.page.wait_for_timeout(1000)  # what stood there before the tap is no answer to it

    def _is_up_to_date(self) -> bool:
        try:
            for words in (re.compile("À jour"), "Rien n’attend"):
                self.app.sees(words, timeout=20_000)
        except AssertionError:
            return False
        return True

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


def test_a_person_s_path_on_three_devices(programme: Demonstration, launched: Browser, days: Path) -> None:
    office_post, a_post, b_post = programme.posts
    a, b = Screen(launched, a_post, 0, 800, 1280), Screen(launched, b_post, 0, 360, 780)
    office = Screen(launched, office_post, 0, 1280, 800)
    one, other = _met_twice(a, b, office)
    _merged(a, b, office, one, other)
    a.page.context.close()
    counsellor = Screen(launched, a_post, 2, 800, 1280)
    _interviewed(counsellor, office, one)
    session = _invited(office, counsellor, one)
    days.write_text("3", "ascii")
    _signed(counsellor, office, session, one)
    _entered(counsellor, office, one)
    _booked(b, one)
    days.write_text("6", "ascii")
    _missed_and_called(b, counsellor, one)
    _trained(counsellor, one)
    days.write_text("200", "ascii")
    _out_of_reach(b, counsellor, office, one)
    for screen in (b, counsellor, office):
        screen.up_to_date()
        screen.part(one, "story")
        screen.sees("Injoignable", "Formation qualifiante", "Viendra", "Manqué", "Transmettre la couture")
        screen.tap("timeline.more")
        screen.sees("Voudrait coudre", "Deux fiches réunies")
    _nothing_readable(programme)


def _met_twice(a: Screen, b: Screen, office: Screen) -> tuple[str, str]:
    """At the market, out of reach of each other, under two spellings."""
    for tablet in (a, b):
        tablet.cut(True)
    one = a.open_file(Nom="Benkharroub", Prénom="Zoubeïda")
    other = b.open_file(Nom="Ben Kharroub", Prénom="Zoubeida", Téléphone="06 39 98 77 01")
    for tablet in (a, b):
        tablet.cut(False)
    office.up_to_date()
    assert office.count("zoubeida") == 2
    return one, other


def _merged(a: Screen, b: Screen, office: Screen, one: str, other: str) -> None:
    """By the supervisor; a tablet that does not know yet goes on writing about the other file."""
    b.cut(True)
    office.go(f"/people/{one}/merge/{other}")
    office.tap("merge.confirm")
    b.part(other, "followed")
    b.app.fill("Note", "Parle bien français, couturière, introuvable le lundi.")
    b.tap("note.save")
    b.cut(False)
    for screen in (office, a, b):
        screen.up_to_date()
        assert screen.count("zoubeida") == 1
    a.go(f"/people/{one}")
    a.sees("06.39.98.77.01")
    a.tap("file.part.story")
    a.sees("couturière")


def _interviewed(counsellor: Screen, office: Screen, one: str) -> None:
    """One free line is enough; an urgent situation reaches the office."""
    counsellor.part(one, "path")
    counsellor.tap("interview.begin")
    counsellor.app.fill("Ce que la personne dit", "Voudrait coudre, chez elle d’abord.")
    counsellor.tap("interview.urgent", "urgency.housing", "interview.end")
    counsellor.up_to_date()
    office.up_to_date()
    office.go(f"/people/{one}")
    office.sees("Situation urgente")
    office.tap("urgent.settle")


def _invited(office: Screen, counsellor: Screen, one: str) -> str:
    """To a session of the day after next, with the tablet that will be in the room."""
    office.go("/sessions/new")
    office.nth("session.programme.", 0)
    office.app.fill("Titre", "Transmettre la couture")
    office.nth("when.day.", 2)
    office.tap("when.hour.10", "session.save")
    office.page.wait_for_url(re.compile(r"/sessions/[0-9a-f]{32}$"))
    session = office.page.url.rsplit("/", 1)[1]
    office.tap("session.add")
    office.app.fill("Chercher", "zoubeida")
    office.page.wait_for_timeout(600)
    office.tap("session.add.0")
    office.up_to_date()
    counsellor.up_to_date()
    return session


def _signed(counsellor: Screen, office: Screen, session: str, one: str) -> None:
    """With a finger; the office has the sheet. A second session follows, from the file."""
    counsellor.go(f"/sessions/{session}")
    counsellor.tap("signing.begin")
    counsellor.draw("signature.pad")
    counsellor.tap("signature.save")
    counsellor.part(one, "path")
    counsellor.tap("file.session.join", "file.session.0")
    counsellor.up_to_date()
    office.up_to_date()
    office.go(f"/sessions/{session}")
    office.sees("1 signature sur 1")
    with office.page.expect_download() as sheet:
        office.tap("sheet.pdf")
    assert sheet.value.suggested_filename.startswith("emargement-")
    assert Path(sheet.value.path()).read_bytes().startswith(b"%PDF")


def _entered(counsellor: Screen, office: Screen, one: str) -> None:
    """Proposed on the tablet, validated and entered at the office."""
    counsellor.part(one, "path")
    counsellor.tap("enrolment.propose", "programme.3", "enrolment.save")  # « Espace mobile emploi »
    counsellor.up_to_date()
    office.up_to_date()
    office.part(one, "path")
    office.tap("enrolment.0.validate", "enrolment.0.enter", "enrolment.save")
    office.up_to_date()
    counsellor.up_to_date()


def _booked(b: Screen, one: str) -> None:
    b.go(f"/people/{one}")
    b.tap("appointment.book")
    b.nth("when.day.", 1)
    b.tap("when.hour.9", "appointment.save")


def _missed_and_called(b: Screen, counsellor: Screen, one: str) -> None:
    """One tap says missed; the relance is there, tried on one tablet, ended on the other."""
    b.go("/agenda")
    b.tap("agenda.0.missed", "agenda.segment.relances", "relance.0.open", "channel.call", "result.no_answer")
    b.up_to_date()
    counsellor.up_to_date()
    counsellor.part(one, "followed")
    counsellor.tap("relance.0.open", "channel.call", "result.will_come")


def _trained(counsellor: Screen, one: str) -> None:
    counsellor.part(one, "path")
    counsellor.tap("enrolment.0.outcome", "outcome.qualifying_training", "evidence.certificate", "enrolment.save")
    counsellor.tap("enrolment.0.leave", "exit.training", "enrolment.save")
    counsellor.up_to_date()


def _out_of_reach(b: Screen, counsellor: Screen, office: Screen, one: str) -> None:
    """Half a year later: a call without an answer on one tablet, and the counsellor says so on the other."""
    b.up_to_date()
    b.part(one, "followed")
    b.tap("relance.0.open", "channel.call", "result.no_answer")
    b.up_to_date()
    counsellor.up_to_date()
    counsellor.part(one, "path")
    counsellor.tap("enrolment.0.situation.six_months", "answered.unreachable", "enrolment.save")
    counsellor.up_to_date()
    office.up_to_date()


def _nothing_readable(programme: Demonstration) -> None:
    for path in (path for path in programme.folder.rglob("*") if path.is_file()):
        raw = path.read_bytes()
        for secret in SECRETS:
            assert secret.encode() not in raw, f"{secret} stands in {path}"
