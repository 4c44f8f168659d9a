from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, time
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.app.screens.dashboard.listing import WINDOW
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import AgeBand, OutingStatus, PlaceType, Role, Sex
from espace_mobile.domain.worker import Worker
from espace_mobile.i18n.translator import sentence, translator
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.tablet import AWA, MARKET, NORTH, Tablet, at_work, outing, play, unlocked, worker

YEAR = clock.today().year
FIRST = date(YEAR, 1, 1)
LAST_YEAR = date(YEAR - 1, 6, 1)
SUD = Team(id=new_id(), name="Équipe Sud")
SQUARE = Place(id=new_id(), name="Place du Port", type=PlaceType.MARKET)
LINA = worker("Lina", Role.COUNSELLOR, (NORTH.id,))
NORA = Person(id=new_id(), first_name="Nora", team=NORTH.id, sex=Sex.FEMALE, opened_on=FIRST)
OMAR = Person(id=new_id(), first_name="Omar", team=SUD.id, sex=Sex.MALE, opened_on=FIRST)
AT_MARKET = outing(on=FIRST, status=OutingStatus.HELD)
AT_SQUARE = outing(on=FIRST, place_id=SQUARE.id, status=OutingStatus.HELD)
THEN = outing(on=LAST_YEAR, status=OutingStatus.HELD)


def contact(at: Outing, sex: Sex = Sex.FEMALE, **more: Any) -> Contact:
    when = clock.instant(at.on, time(10))
    return Contact(
        id=new_id(), outing_id=at.id, at=when, sex=sex, age_band=AgeBand.FROM_26_TO_44, **more
    )  # fmt: skip


CONTACTS = [
    *(contact(AT_MARKET) for _ in range(5)), contact(AT_MARKET, Sex.MALE, person_id=OMAR.id),
    *(contact(AT_SQUARE, Sex.MALE) for _ in range(2)), *(contact(THEN) for _ in range(3)),
]  # fmt: skip
TALK = Interview(id=new_id(), person_id=NORA.id, at=clock.instant(FIRST, time(15)))


def tablet_of(folder: Path, who: Worker = LINA) -> Tablet:
    facts = [SUD, SQUARE, NORA, OMAR, AT_MARKET, AT_SQUARE, THEN, *CONTACTS, TALK]
    tablet = at_work(folder, *([] if who is AWA else [who]), *facts)
    tablet.people = [account for account in tablet.people if account.id == who.id]
    return tablet


@pytest.fixture
def tablet(tmp_path: Path) -> Tablet:
    return tablet_of(tmp_path)


@asynccontextmanager
async def counted(tablet: Tablet, query: str = "", width: int = 800) -> AsyncIterator[AppUnderTest]:
    async with unlocked(tablet, route=f"/indicators{query}", width=width) as app:
        await app.until(lambda: app.has("dashboard.contacts") or app.has("dashboard.empty.elsewhere"))
        yield app


def told(app: AppUnderTest, identifier: str) -> str:
    return app.name(identifier) if app.all(ft.Semantics, identifier=identifier) else ""


def days(app: AppUnderTest) -> str | None:
    return app.marked("dashboard.days").label


def test_each_step_of_the_funnel_has_its_number_and_its_share_of_the_first(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet) as app:
            assert days(app) == str(YEAR)
            assert app.name("dashboard.contacts") == "Contacts, 8"
            assert app.name("dashboard.files") == "Fiches ouvertes, 2, 25\u00a0% des contacts"
            assert app.name("dashboard.outings_held") == "Sorties tenues, 2"

    play(story)


def test_days_are_chosen_by_taps_and_stand_in_the_address(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet) as app:
            await app.tap("dashboard.before")
            await app.until(lambda: told(app, "dashboard.contacts") == "Contacts, 3")
            assert app.page.route == f"/indicators?since={YEAR - 1}-01-01&until={YEAR - 1}-12-31"
            assert days(app) == str(YEAR - 1)
            await app.tap("dashboard.period.two_years")
            await app.until(lambda: told(app, "dashboard.contacts") == "Contacts, 11")
            await app.tap("dashboard.period.month")
            assert days(app) == sentence(translator("fr").month(clock.today()))

    play(story)


def test_on_a_phone_the_choice_of_days_is_folded_until_it_is_asked_for(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet, width=360) as app:
            assert not app.has("dashboard.period.month")
            await app.tap("dashboard.days")
            await app.tap("dashboard.against.before")
            await app.until(lambda: "de plus" in told(app, "dashboard.contacts"))
            assert app.marked("dashboard.days").value == f"comparé à {YEAR - 1}, choisir les jours, comparer"

    play(story)


def test_an_address_that_is_copied_or_gone_back_to_shows_the_same_figures(tablet: Tablet) -> None:
    query = f"?since={YEAR}-01-01&until={YEAR}-12-31&place={SQUARE.id}&sex=male"

    async def story() -> None:
        async with counted(tablet, query) as app:
            assert app.name("dashboard.contacts") == "Contacts, 2"
            assert app.has(f"dashboard.only.place.{SQUARE.id}")
            await app.tap("dashboard.only.sex.male")
            await app.tap(f"dashboard.only.place.{SQUARE.id}")
            await app.until(lambda: told(app, "dashboard.contacts") == "Contacts, 8")
            await app.go(f"/indicators{query}")
            assert app.name("dashboard.contacts") == "Contacts, 2"  # counted before: nothing is waited for

    play(story)


def test_a_part_of_an_address_that_cannot_be_read_is_said_and_left_out(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet, "?since=hier&place=Nora%20B") as app:
            assert app.has("dashboard.misread")
            assert app.name("dashboard.contacts") == "Contacts, 8"

    play(story)


def test_any_two_days_are_chosen_from_those_shown_and_never_the_wrong_way(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet, f"?since={YEAR - 1}-06-01&until={YEAR - 1}-06-20") as app:
            assert app.marked(f"dashboard.since.{YEAR - 1}-06-01").selected
            await app.tap(f"dashboard.since.{YEAR}-01-01")
            assert app.sees("La première date doit précéder la seconde")
            await app.tap(f"dashboard.until.{clock.today().isoformat()}")
            await app.until(lambda: told(app, "dashboard.contacts") == "Contacts, 8")
            assert app.page.route == f"/indicators?since={YEAR}-01-01&until={clock.today().isoformat()}"

    play(story)


def test_the_first_reading_of_a_large_register_says_how_far_it_is_and_the_page_can_be_used(tmp_path: Path) -> None:
    large = tablet_of(tmp_path)
    large.replica.save(*(contact(AT_MARKET) for _ in range(3000)), by=LINA.id)

    async def story() -> None:
        async with unlocked(large, route="/settings", width=800) as app:
            await app.go("/indicators")
            assert app.sees("Première lecture du registre")
            await app.tap("dashboard.before")
            assert days(app) == str(YEAR - 1)
            await app.until(lambda: told(app, "dashboard.contacts") == "Contacts, 3")
            assert not app.has("dashboard.reading")

    play(story)


def test_two_periods_are_compared_in_words(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet) as app:
            await app.tap("dashboard.against.before")
            await app.until(lambda: "de plus" in told(app, "dashboard.contacts"))
            assert app.name("dashboard.contacts") == f"Contacts, 8, 5 de plus · 3 ({YEAR - 1})"
            assert app.sees(f"comparé à {YEAR - 1}")
            assert not app.has("dashboard.against.year_earlier")  # of a whole year it would be the same
            await app.tap("dashboard.before")
            await app.until(lambda: told(app, "dashboard.contacts").startswith("Contacts, 3,"))
            assert app.name("dashboard.contacts").endswith(f"3 de plus · 0 ({YEAR - 2})")
            await app.tap("dashboard.against.nothing")
            await app.until(lambda: told(app, "dashboard.contacts") == "Contacts, 3")

    play(story)


def test_what_is_filtered_is_a_row_of_chips_taken_away_one_by_one(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet) as app:
            await app.tap("dashboard.filter")
            await app.tap(f"dashboard.choose.place.{MARKET.id}")
            await app.tap("dashboard.choose.sex.female")
            assert app.name("dashboard.contacts") == "Contacts, 8"  # nothing is counted before « Terminé »
            await app.tap("dashboard.choose.done")
            await app.until(lambda: told(app, "dashboard.contacts") == "Contacts, 5")
            assert app.name("dashboard.only.sex.female") == "Retirer le filtre Sexe\u00a0: Femme"
            # Outings are of no sex: they say that they were not filtered by it.
            assert app.name("dashboard.outings_held") == "Sorties tenues, 1, Sans le filtre\u00a0: Sexe"
            await app.tap("dashboard.only.sex.female")
            await app.until(lambda: told(app, "dashboard.contacts") == "Contacts, 6")
            assert not app.has("dashboard.only.sex.female")

    play(story)


def test_a_number_says_what_it_counts(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet) as app:
            assert not app.has("dashboard.contacts.means")
            await app.tap("dashboard.contacts.ask")
            assert "anonymes ou non" in app.texts(app.marked("dashboard.contacts.means"))[0]

    play(story)


def test_a_number_opens_its_list_and_says_what_is_missing_from_it(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet) as app:
            await app.tap("dashboard.contacts")
            await app.until(lambda: app.has("dashboard.list.0"))
            # The eighth was attached to a file of another team.
            assert app.texts(app.marked("dashboard.list.count")) == ["8 en tout"]
            elsewhere = app.texts(app.marked("dashboard.list.elsewhere"))[0]
            assert elsewhere == "1 autre, d’une fiche que vous ne pouvez pas ouvrir"
            assert app.has("dashboard.list.6")
            assert not app.has("dashboard.list.7")
            await app.tap("dashboard.list.0")
            assert app.page.route in {f"/schedule/{AT_MARKET.id}", f"/schedule/{AT_SQUARE.id}"}
            await app.go(f"/indicators/list?since={YEAR}-01-01&until={YEAR}-12-31&of=files")
            await app.until(lambda: app.has("dashboard.list.0"))
            assert app.name("dashboard.list.0").startswith("Nora")
            assert not app.sees("Omar")
            await app.tap("dashboard.list.0")
            assert app.page.route == f"/people/{NORA.id}"

    play(story)


def test_a_long_list_is_drawn_thirty_lines_at_a_time(tmp_path: Path) -> None:
    many = tablet_of(tmp_path)
    many.replica.save(*(contact(AT_MARKET) for _ in range(40)), by=LINA.id)

    async def story() -> None:
        async with counted(many) as app:
            await app.tap("dashboard.contacts")
            await app.until(lambda: app.has("dashboard.list.0"))
            assert app.has(f"dashboard.list.{WINDOW - 1}")
            assert not app.has(f"dashboard.list.{WINDOW}")
            await app.tap("dashboard.list.more")
            assert app.has("dashboard.list.46")

    play(story)


def test_a_month_has_its_figure_as_text_and_its_list(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet) as app:
            said = app.marked("dashboard.trend.chart").label or ""
            assert said == f"Contacts, janvier {YEAR} – décembre {YEAR}\u00a0: le plus, 8 en janvier {YEAR}"
            assert not app.has(f"dashboard.trend.{YEAR}-01")
            await app.tap("dashboard.trend.figures")
            assert app.name(f"dashboard.trend.{YEAR}-01") == f"Janvier {YEAR}, 8"
            assert app.name(f"dashboard.trend.{YEAR}-02") == f"Février {YEAR}, 0"
            await app.tap(f"dashboard.trend.{YEAR}-01")
            await app.until(lambda: app.has("dashboard.list.count"))
            assert app.texts(app.marked("dashboard.list.count")) == ["8 en tout"]
            assert app.page.route.endswith(f"of=contacts&month={YEAR}-01")

    play(story)


def test_a_figure_is_cut_by_what_is_chosen_and_each_line_opens_its_list(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet) as app:
            assert app.name("dashboard.cut.0") == "Marché des Tilleuls, 6"
            assert app.name("dashboard.cut.1") == "Place du Port, 2"
            await app.tap("dashboard.by.sex")
            assert [app.name("dashboard.cut.0"), app.name("dashboard.cut.1")] == ["Femme, 5", "Homme, 3"]
            await app.tap("dashboard.cut.0")
            await app.until(lambda: app.has("dashboard.list.count"))
            assert app.texts(app.marked("dashboard.list.count")) == ["5 en tout"]

    play(story)


def test_a_contact_that_another_tablet_counted_is_counted_here_without_leaving_the_page(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet) as app:
            tablet.replica.save(contact(AT_MARKET), by="b" * 32)
            assert told(app, "dashboard.contacts") == "Contacts, 8"  # the last figures stay in sight
            await app.until(lambda: told(app, "dashboard.contacts") == "Contacts, 9")

    play(story)


def test_days_of_nothing_say_what_is_counted_and_how_to_look_elsewhere(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet, "?since=2001-01-01&until=2001-12-31&sex=female") as app:
            assert app.sees("Rien de compté sur ces jours")
            await app.tap("dashboard.empty.all")
            await app.until(lambda: not app.has("dashboard.only.sex.female"))
            await app.tap("dashboard.empty.elsewhere")
            assert days(app) == str(YEAR)

    play(story)


def test_a_planner_sees_no_small_number_and_opens_no_list(tmp_path: Path) -> None:
    planner = worker("Yann", Role.PLANNER, (NORTH.id,))

    async def story() -> None:
        async with counted(tablet_of(tmp_path, planner)) as app:
            assert app.name("dashboard.files") == "Fiches ouvertes, masqué"
            assert app.sees("moins de 5 personnes")
            assert not app.sees("Nora")
            for identifier in ("dashboard.contacts", "dashboard.files", "dashboard.cut.0"):
                boxes = app.tree(app.marked(identifier))
                assert not any(isinstance(c, ft.Container) and c.on_click for c in boxes)
            assert not app.has("dashboard.export")
            await app.go(f"/indicators/list?since={YEAR}-01-01&until={YEAR}-12-31&of=files")
            assert not app.has("dashboard.list.0")
            assert not app.sees("Nora")

    play(story)


def test_a_planner_filters_by_one_value_at_a_time(tmp_path: Path) -> None:
    planner = worker("Yann", Role.PLANNER, (NORTH.id,))

    async def story() -> None:
        async with counted(tablet_of(tmp_path, planner), "?sex=female&sex=male&age=16_25") as app:
            assert app.has("dashboard.misread")
            assert (app.has("dashboard.only.age.16_25"), app.has("dashboard.only.sex.male")) == (True, False)
            await app.tap("dashboard.filter")
            await app.until(lambda: app.has("dashboard.choose.sex.female"))
            assert app.sees("Un seul choix à la fois")
            for value in ("male", "female"):
                await app.tap(f"dashboard.choose.sex.{value}")
            await app.tap("dashboard.choose.done")
            await app.until(lambda: app.has("dashboard.only.sex.female"))
            assert app.page.route == f"/indicators?since={YEAR}-01-01&until={YEAR}-12-31&sex=female"

    play(story)


def test_a_supervisor_exports_what_is_on_the_screen(tmp_path: Path) -> None:
    async def story() -> None:
        async with counted(tablet_of(tmp_path, worker("Sam", Role.SUPERVISOR)), "?sex=female") as app:
            await app.tap("dashboard.export")
            assert app.page.route == f"/indicators/export?since={YEAR}-01-01&until={YEAR}-12-31&sex=female"

    play(story)


def test_whoever_is_in_the_field_has_no_such_screen(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(tablet_of(tmp_path, AWA), route="/indicators") as app:
            assert not app.has("dashboard.days")

    play(story)


def test_the_figures_are_one_tap_from_the_settings_for_those_who_read_them(tmp_path: Path) -> None:
    async def story(who: Worker, offered: bool) -> None:
        async with unlocked(tablet_of(tmp_path, who), route="/settings", width=800) as app:
            assert app.has("settings.indicators") == offered
            if offered:
                await app.tap("settings.indicators")
                await app.until(lambda: app.has("dashboard.contacts"))

    play(lambda: story(LINA, True))
    play(lambda: story(AWA, False))


def test_from_the_figures_of_a_programme_one_comes_to_those_of_the_association_over_the_same_days(
    tmp_path: Path,
) -> None:
    van = Programme(id=new_id(), name="Camionnette", since=date(YEAR - 2, 9, 1))
    tablet = tablet_of(tmp_path)
    tablet.replica.save(van, by=LINA.id)

    async def story() -> None:
        async with unlocked(tablet, route=f"/programmes/{van.id}/indicators", width=800) as app:
            await app.tap("indicators.period.last_year")
            await app.until(lambda: app.has("indicators.whole"))
            await app.tap("indicators.whole")
            await app.until(lambda: told(app, "dashboard.contacts") == "Contacts, 3")
            await app.go(f"/indicators?programme={van.id}")
            await app.tap("dashboard.period.own_year")
            assert "septembre" in (days(app) or "")

    play(story)
