from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.app.screens.people.screen import WINDOW
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import AgeBand, Sex
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import CLAIRE, PAUL, disagree, person, wait_for
from tests.app.tablet import NORTH, Tablet, at_work, outing, play, unlocked

LABEL = {"fr": "Chercher", "en": "Search"}


def listed(app: AppUnderTest) -> list[str | None]:
    """The names in the list, in its order."""
    marked = [c for c in app.all(ft.Semantics) if re.fullmatch(r"people\.\d+", c.identifier or "")]
    return [c.label for c in marked]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_people_are_found_as_one_types_after_a_short_pause(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, person("Élodie", "Çağlar"), person("Samir", "Ben Ali"), person("Mohammed"))
        async with unlocked(tablet, language) as app:
            await app.go("/people")
            await app.type(LABEL[language], "elodi cag")
            assert len(listed(app)) == 3  # not yet
            await wait_for(app, lambda: listed(app) == ["Élodie Çağlar"])
            assert app.sees("1 fiche" if language == "fr" else "1 file")
            await app.type(LABEL[language], "zzzz")
            await wait_for(app, lambda: app.sees("Personne de ce nom" if language == "fr" else "Nobody by that name"))

    play(story)


def test_before_anything_is_typed_those_met_lately_come_first(tmp_path: Path) -> None:
    async def story() -> None:
        old = person("Ancienne", days_ago=300, sex=Sex.FEMALE, age_band=AgeBand.FROM_26_TO_44)
        tablet = at_work(tmp_path, old, person("Récente", days_ago=2), outing())
        async with unlocked(tablet) as app:
            await app.go("/people")
            assert listed(app) == ["Récente", "Ancienne"]
            met = Contact(id=new_id(), outing_id=new_id(), at=clock.now(), person_id=old.id)
            tablet.replica.save(met, by=new_id())
            await app.settle()
            assert listed(app) == ["Ancienne", "Récente"]
            assert app.name("people.0") == "Ancienne, Femme, 26–44 · vue aujourd’hui"

    play(story)


def test_a_long_list_is_drawn_window_by_window(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, *(person("Nadia", f"Un{n}") for n in range(120)))) as app:
            await app.go("/people")
            await app.type("Chercher", "nadia")
            await wait_for(app, lambda: app.sees("120 fiches"))
            assert len(listed(app)) == WINDOW
            await app.event(app.one(ft.ListView), "scroll", _scrolled(2600, 2700))
            assert len(listed(app)) == 2 * WINDOW

    play(story)


def _scrolled(pixels: float, extent: float) -> dict[str, object]:
    return {
        "event_type": "update", "pixels": pixels, "min_scroll_extent": 0, "max_scroll_extent": extent,
        "viewport_dimension": 500, "direction": None, "scroll_delta": None, "overscroll": None, "velocity": None,
    }  # fmt: skip


def test_on_a_phone_a_tap_opens_the_file_and_back_returns(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        async with unlocked(at_work(tmp_path, samir)) as app:
            await app.go("/people")
            await app.tap("people.0")
            assert app.page.route == f"/people/{samir.id}"
            assert app.sees("Samir")
            await app.tap("back")
            assert app.page.route == "/people"

    play(story)


def test_on_a_pc_the_file_opens_beside_the_list(tmp_path: Path) -> None:
    async def story() -> None:
        awa, samir = person("Awa", "Diop"), person("Samir", "Haddad", days_ago=1)
        async with unlocked(at_work(tmp_path, awa, samir), width=1280, height=800) as app:
            await app.go("/people")
            assert app.sees("Choisissez une personne")
            await app.tap("people.1")
            assert app.page.route == "/people"
            assert app.has("file.edit")
            assert app.marked("people.1").selected
            assert not app.has("back")

    play(story)


def test_a_note_begun_for_one_person_is_never_on_the_next_file(tmp_path: Path) -> None:
    async def story() -> None:
        awa, samir = person("Awa", "Diop"), person("Samir", "Haddad", days_ago=1)
        async with unlocked(at_work(tmp_path, awa, samir), width=1280, height=800) as app:
            await app.go("/people")
            await app.tap("people.0")
            await app.type("Note", "Pour Awa seulement")
            await app.tap("people.1")
            assert app.field("Note").value == ""
            await app.tap("people.0")
            assert app.field("Note").value == "Pour Awa seulement"

    play(story)


def test_files_of_other_teams_are_neither_listed_nor_opened(tmp_path: Path) -> None:
    async def story() -> None:
        theirs = person("Samir", team=new_id())
        async with unlocked(at_work(tmp_path, person("Samira"), theirs)) as app:
            await app.go("/people")
            assert listed(app) == ["Samira"]
            await app.go(f"/people/{theirs.id}")
            assert app.sees("Cette fiche n’est plus sur cette tablette")
            assert not app.sees("Samir")

    play(story)


def test_a_planner_is_shown_no_identity(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        async with unlocked(Tablet(tmp_path, [NORTH, PAUL, samir])) as app:
            for route in ("/people", f"/people/{samir.id}", "/people/new"):
                await app.go(route)
                assert not app.sees("Samir")
                assert not app.has("people.new")

    play(story)


def test_a_file_with_two_values_says_so_in_the_list(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir", phone="+33639980001")
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, samir, person("Awa")])
        disagree(tablet, samir, "phone", "+33639980002")
        async with unlocked(tablet) as app:
            await app.go("/people")
            marks = [name for n in range(2) if "à régler" in (name := app.name(f"people.{n}"))]
            assert len(marks) == 1
            assert marks[0].startswith("Samir")

    play(story)


def test_an_empty_register_teaches_how_to_begin(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path)) as app:
            await app.go("/people")
            assert app.sees("Pas encore de fiche")
            await app.tap("people.new")
            assert app.page.route == "/people/new"

    play(story)


def test_outings_do_not_redraw_the_list_of_people(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, *(person("Nadia", f"Un{n}") for n in range(40)))
        async with unlocked(tablet) as app:
            await app.go("/people")
            sent = app.client.bytes_sent
            tablet.replica.save(Outing(id=new_id(), on=clock.today() + timedelta(days=9)), by=new_id())
            await app.settle()
            assert app.client.bytes_sent - sent < sent / 100  # the sync pill

    play(story)
