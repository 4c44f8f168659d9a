"""Next year built from nothing, published, taken back; two planners without each other. Real processes, a real
Chromium: taps and files, as a planner, a supervisor and a passer-by would."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import httpx
import icalendar
import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.team import Team
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.protocol.values import new_id
from tests.browser.association import Association
from tests.browser.driver import PATIENCE, free_run, new_page
from tests.browser.test_offline_day import TODAY
from tests.browser.test_path import Screen

pytestmark = pytest.mark.browser

YEAR = TODAY.year + 1
SUPERVISOR, PLANNER = 0, 1  # accounts of the office
PLACES = (
    ("Place des Tilleuls", "Les Tilleuls", "90901", "QN09091M"), ("Mairie annexe", "Centre", "90901", ""),
    ("Marché du Centre", "Centre", "90901", ""), ("Square du Lac", "Le Lac", "90901", "QN09092M"),
    ("Gare routière", "La Gare", "90902", ""), ("Parc des Essais", "Les Essais", "90902", "QN09093M"),
    ("Salle des fêtes", "Bourg", "90903", ""), ("Maison de quartier", "Les Lilas", "90902", "QN09094M"),
)  # fmt: skip
STORY = "Nous avons embauché deux personnes rencontrées au marché."


def _working_days(count: int, after: date = TODAY) -> list[date]:
    coming = (after + timedelta(days=n) for n in range(3, 3 + 3 * count))
    return [day for day in coming if day.weekday() < 5][:count]


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Association]:
    yield from _running(tmp_path)


TEAMS = (Team(id=new_id(), name="Équipe Nord"), Team(id=new_id(), name="Équipe Sud"))
VAN = Vehicle(id=new_id(), name="Camionnette 1")
SQUARE, HALL = (
    Place(id=new_id(), name=name, neighbourhood=name, commune_name=commune, commune_insee=code)
    for name, commune, code in (("Square du Lac", "Exempleville", "90901"), ("Gare routière", "Fictivy", "90902"))
)
DATES = tuple(
    Outing(id=new_id(), on=day, place_id=place.id, team_id=team.id)
    for day, place, team in zip(_working_days(2), (SQUARE, HALL), TEAMS, strict=True)
)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Association]:
    """With two dates, two teams and a van; for the tests that need no more of it."""
    yield from _running(tmp_path_factory.mktemp("planned"), *TEAMS, VAN, SQUARE, HALL, *DATES)


def _running(folder: Path, *facts: Fact) -> Iterator[Association]:
    association = Association(free_run(3), folder / "association", TODAY, facts)
    try:
        association.start()
        yield association
    finally:
        association.stop()


# A year from nothing


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """As a spreadsheet saves it: a date at each of eight places."""
    said = io.StringIO()
    rows = csv.writer(said, delimiter=";")
    rows.writerow(("date", "début", "fin", "type", "lieu", "quartier", "code INSEE", "code QPV", "équipe"))
    for n, (day, (name, *where)) in enumerate(zip(_working_days(len(PLACES)), PLACES, strict=True)):
        kind = "marché" if name.startswith("Marché") else "camionnette"
        rows.writerow((f"{day:%d/%m/%Y}", "9h", "12h", kind, name, *where, TEAMS[n % 2].name))
    path = tmp_path / "dates.csv"
    path.write_text(said.getvalue(), "cp1252")
    return path


def test_a_planner_builds_next_year_from_nothing(bare: Association, launched: Browser, table: Path) -> None:
    planner = Screen(launched, bare.posts[0], PLANNER, 1280, 800)
    planner.sees("Pas encore de dates")
    _imported(planner, table)
    _described(planner)
    count = _proposed(planner)
    _looked_at(planner)
    _moved(planner)
    _confirmed_and_cancelled(planner)
    _unwise(planner)
    _exported(planner, len(PLACES) + count + 2)
    _printed(planner)


def _tools(screen: Screen, name: str) -> None:
    screen.tap("schedule.tools", name)


def _imported(planner: Screen, table: Path) -> None:
    planner.tap("begin.import")
    planner.app.marked("import.choose").wait_for()
    with planner.page.expect_file_chooser() as choosing:
        planner.tap("import.choose")
    choosing.value.set_files(table)
    planner.sees("8 dates nouvelles", "8 lieux nouveaux", "Équipe Nord et Équipe Sud")
    planner.tap("import.go")
    planner.app.sees("8 dates importées")


def _described(planner: Screen) -> None:
    """A market that stands on Fridays with its permit, the van, the school holidays."""
    _tools(planner, "schedule.places")
    planner.tap("places.new")
    planner.app.fill("Nom du lieu", "Marché des Halles")
    planner.tap("place_type.market", "area.0", "weekday.4", "place.hours.0800-1300", "permit.granted",
                f"permit.until.{YEAR}-12-31", "place.save")  # fmt: skip
    planner.app.sees(re.compile("9 lieux"))
    planner.tap("places.vans", "vehicle.new")
    planner.app.fill("Nom", "Camionnette 1")
    planner.tap("name.save")
    planner.sees("Camionnette 1", "Équipe Nord")
    planner.tap("back", "back")
    _tools(planner, "schedule.settings")
    planner.tap("settings.zone.b")
    planner.sees("Dates par an", "60")
    planner.tap("back")


def _proposed(planner: Screen) -> int:
    """How many dates: as many as sixty a year leave to find, evenly spread, each with its reasons."""
    there = sum(day.year == YEAR for day in _working_days(len(PLACES)))
    _tools(planner, "schedule.propose")
    planner.tap("propose.go")
    planner.app.marked("propose.save").first.wait_for()
    planner.sees(f"Enregistrer {60 - there} dates")
    even = re.compile(r"Quartiers\s*de \d à \d, écart [01]\b")
    expect(planner.app.marked("propose.spread").first).to_have_attribute("aria-label", even)
    planner.nth(f"propose.date.{YEAR}-01-", 0)
    planner.sees("quartier le moins visité|jour du marché|jour de semaine|tour de l’équipe", "Un autre jour")
    planner.tap("propose.date.close", "propose.save")
    planner.app.sees(f"{60 - there} dates enregistrées.")
    return 60 - there


def _looked_at(planner: Screen) -> None:
    planner.sees(f"Janvier {YEAR}")
    planner.tap("schedule.view.two_years")
    planner.sees("0 date tenue|date tenue", f"{YEAR}")
    planner.tap("schedule.view.places")
    planner.app.marked("neighbourhood.0").first.wait_for()
    planner.sees("Les Lilas")
    planner.tap("schedule.view.month")
    planner.sees(f"Janvier {YEAR}")


def _named(screen: Screen, prefix: str, said: str) -> list[str]:
    """Identifiers that begin so, of what says that."""
    found = screen.page.locator(f'[flt-semantics-identifier^="{prefix}"]').filter(has_text=said)
    found.first.wait_for()
    named: list[str] = found.evaluate_all("all => all.map(one => one.getAttribute('flt-semantics-identifier'))")
    return named


def _moved(planner: Screen) -> None:
    """One in two taps, another pulled to its new day."""
    free = _named(planner, f"schedule.day.{YEAR}-01-1", "Aucune date")
    chip, other = _named(planner, "date.", "Prévue")[:2]
    planner.tap(chip, "schedule.move_here", free[0])
    planner.app.sees(_moved_to(free[0]))
    at, to = (_centre(planner, name) for name in (other, free[1]))
    mouse = planner.page.mouse
    mouse.move(*at)
    mouse.down()
    for step in range(1, 21):
        mouse.move(at[0] + (to[0] - at[0]) * step / 20, at[1] + (to[1] - at[1]) * step / 20)
        planner.page.wait_for_timeout(15)
    mouse.up()
    planner.app.sees(_moved_to(free[1]))


def _moved_to(day: str) -> re.Pattern[str]:
    on = date.fromisoformat(day.removeprefix("schedule.day."))
    return re.compile(f"Date déplacée.* {on.day} janvier {YEAR}")


def _centre(screen: Screen, identifier: str) -> tuple[float, float]:
    box = screen.app.marked(identifier).first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _confirmed_and_cancelled(planner: Screen) -> None:
    planner.tap("schedule.select", "bulk.all", "bulk.change", "bulk.do.confirm")
    planner.sees("2 dates annulées ou déplacées ne changent pas")
    planner.tap("bulk.apply")
    planner.app.sees(re.compile(r"\d dates changées"))
    planner.tap("date.cancel", "cancel.weather")
    planner.app.sees("Date annulée")


def _unwise(planner: Screen) -> None:
    """Told, by rule; nothing was refused."""
    planner.tap("warnings.open")
    planner.sees("Rien n’est bloqué", "Sans autorisation", f"Marché du Centre.*{YEAR}", "Vacances scolaires")
    planner.tap("back")


def _saved(screen: Screen, button: str) -> tuple[str, bytes]:
    """(name, content) of the file that a tap gives."""
    with screen.page.expect_download() as saving:
        screen.tap(button)
    return saving.value.suggested_filename, Path(saving.value.path()).read_bytes()


def _exported(planner: Screen, count: int) -> None:
    _tools(planner, "schedule.export")
    name, workbook = _saved(planner, "dates_export.save")
    assert name.endswith(".xlsx")
    head, *rows = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0].values
    states = [row[head.index("Statut")] for row in rows]
    assert len(states) == count
    assert (states.count("Déplacée"), states.count("Annulée")) == (2, 1)
    planner.tap("dates_export.format.ics")
    name, written = _saved(planner, "dates_export.save")
    assert name.endswith(".ics")
    events = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert len(events) in (count, count - 2)  # what was moved is another day
    assert {event["STATUS"] for event in events} == {"TENTATIVE", "CONFIRMED", "CANCELLED"}
    hours = {event["DTSTART"].dt.hour for event in events if event["SUMMARY"] == "Marché des Halles"}
    assert hours == {8}
    assert {event["DTSTART"].params["TZID"] for event in events} == {"Europe/Paris"}
    planner.tap("back")


def _printed(planner: Screen) -> None:
    _tools(planner, "schedule.print")
    name, poster = _saved(planner, "paper.save")
    assert name.endswith(".pdf")
    assert poster.startswith(b"%PDF")
    assert len(poster) > 5_000


# What the public reads


def test_what_a_supervisor_publishes_is_read_without_the_app_and_taken_back(
    planned: Association, launched: Browser
) -> None:
    office = Screen(launched, planned.posts[0], SUPERVISOR, 1280, 800)
    _published(office)
    reader = new_page(launched, 360, 780, java_script_enabled=False)
    _read(reader, planned.server)
    _subscribed(office, planned.server)
    _told(office, reader)


def _published(office: Screen) -> None:
    """The site, then once more after a date was cancelled."""
    office.go("/public")
    office.tap("site.texts")
    office.app.fill("Titre du site", "Espace mobile des Essais")
    office.app.fill("Adresse du site", "essais")
    office.tap("texts.save")
    _publish(office)
    office.go(f"/schedule/{DATES[0].id}")
    office.tap("date.cancel", "cancel.vehicle")
    office.app.sees("Date annulée")
    office.go("/public")
    _publish(office)


def _publish(office: Screen) -> None:
    office.tap("site.publish")
    office.app.sees("Le site est à jour")


def _read(reader: Page, server: str) -> None:
    reader.goto(f"{server}/essais/")
    main = reader.get_by_role("main")
    expect(reader.get_by_role("banner")).to_contain_text("Espace mobile des Essais")
    expect(main).to_contain_text("Gare routière")
    reader.goto(f"{server}/essais/dates")
    for place, said in (("Gare routière", False), ("Square du Lac", True)):
        line = main.get_by_role("listitem").filter(has_text=place)
        expect(line).to_be_visible()
        assert bool(re.search("annulée", line.inner_text(), re.IGNORECASE)) is said
    for name in ("Mireille", "Yann", "Équipe"):
        assert name not in reader.content()


def _subscribed(office: Screen, server: str) -> None:
    """A team's calendar answers at its secret address until that is revoked."""
    north = TEAMS[0]
    office.go("/public/calendars")
    office.tap(f"subscription.make.{north.id}")
    said = office.app.marked(f"subscription.{north.id}").first.inner_text()
    assert said.startswith(f"{server}/calendars/")
    assert _answer(said, 200).headers["content-type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(httpx.get(said).content).walk("VEVENT")
    assert ["Square du Lac" in event["SUMMARY"] for event in events] == [True]
    office.tap(f"subscription.revoke.{north.id}", "dialog.yes")
    _answer(said, 404)


def _answer(url: str, status: int) -> httpx.Response:
    """What the server says once the app has told it."""
    end = time.monotonic() + PATIENCE / 1000
    while (answer := httpx.get(url)).status_code != status:
        assert time.monotonic() < end, answer.status_code
        time.sleep(0.1)
    return answer


def _told(office: Screen, reader: Page) -> None:
    """An employer's story: agreed to, read again, public; gone as soon as the consent is."""
    office.go("/public/testimonials")
    office.tap("story.new")
    office.app.fill("Partenaire", "Aide à domicile des Essais")
    office.tap("partner.add", "partner.type.host", "partner.save")
    office.app.fill("Ses mots", STORY)
    office.app.fill("Signé\u00a0: prénom ou pseudonyme", "Claude")
    office.tap("telling.consent.given", "telling.save", "story.0", "story.approve")
    office.go("/public")
    _publish(office)
    site = reader.url.removesuffix("dates")
    reader.goto(f"{site}temoignages")
    expect(reader.get_by_role("main")).to_contain_text(STORY)
    office.go("/public/testimonials")
    office.tap("story.0", "story.withdraw")
    end = time.monotonic() + PATIENCE / 1000
    while STORY in httpx.get(f"{site}temoignages").text:
        assert time.monotonic() < end
        time.sleep(0.1)
    reader.reload()
    expect(reader.get_by_role("main")).not_to_contain_text("embauché")


# Two planners


def test_two_planners_out_of_reach_take_the_van_twice_and_one_decision_is_enough(
    planned: Association, launched: Browser
) -> None:
    office = Screen(launched, planned.posts[0], PLANNER, 1280, 800)
    home = Screen(launched, planned.posts[1], 0, 360, 780)
    day = _working_days(8)[-1]
    for planner in (office, home):
        planner.cut(True)
    for planner, place, team in ((office, SQUARE, TEAMS[0]), (home, HALL, TEAMS[1])):
        planner.go(f"/schedule/new/{day}")
        planner.tap(f"place.{place.id}", "hours.0900-1200", f"team.{team.id}", f"van.{VAN.id}", "date.save")
        planner.app.sees(re.compile("Date planifiée"))
    for planner in (office, home):
        planner.cut(False)
    for planner in (office, home, office):
        planner.up_to_date()
    for planner in (office, home):
        planner.go("/alerts")
        planner.sees("Camionnette.*deux fois", "Square du Lac", "Gare routière")
        expect(planner.app.marked("alert.1")).to_have_count(0)
    home.tap("alert.0.accepted")
    home.app.sees("Rien à décider")
    home.up_to_date()
    office.up_to_date()
    office.go("/alerts")
    office.sees("Rien à décider")
    office.tap("alerts.settled")
    office.sees("Inès Départ")
