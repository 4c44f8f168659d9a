from __future__ import annotations

from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import files
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.not_same import NotSame
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Need
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import CLAIRE, person, undo, wait_for
from tests.app.tablet import NORTH, Tablet, at_work, play, unlocked


def both() -> tuple[Person, Person]:
    first, second = sorted((new_id(), new_id()))
    told = {"last_name": "Çağlar", "needs": (Need.HEALTH,)}
    older = person("Élodie", id=first, phone="+33639980001", days_ago=3, **told)
    return older, person("Elodi", id=second, phone="+33639980002", birth_year=1990, **told)


def office(folder: Path, *facts: object) -> Tablet:
    return Tablet(folder, [NORTH, CLAIRE, *facts])  # type: ignore[list-item]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [360, 800])
def test_a_supervisor_merges_two_files_and_takes_it_back(tmp_path: Path, language: str, width: int) -> None:
    async def story() -> None:
        older, newer = both()
        tablet = office(tmp_path, older, newer)
        async with unlocked(tablet, language, width=width) as app:
            await app.go("/people")
            await wait_for(app, lambda: app.has("people.duplicates"))
            await app.tap("people.duplicates")
            await app.tap("duplicates.0.open")
            assert app.page.route == f"/people/duplicates/{older.id}/{newer.id}"
            await app.tap("merge.field.phone.1")
            await app.tap("merge.rest")
            assert app.sees("1990")
            await app.tap("merge.confirm")
            assert app.page.route == "/people/duplicates", "the next pair waits there"
            head = tablet.replica.get(Person, older.id)
            assert (head.first_name, head.phone, head.birth_year) == ("Élodie", "+33639980002", 1990)
            assert files.head_id(tablet.replica, newer.id) == older.id
            await undo(app)
            assert app.page.route == f"/people/duplicates/{older.id}/{newer.id}"
            assert app.marked("merge.field.phone.1").selected
        assert tablet.replica.all(Merge) == []
        assert tablet.replica.get(Person, older.id) == older

    play(story)


def merged(folder: Path) -> tuple[Tablet, Person, Person]:
    older, newer = both()
    link = Merge(id=new_id(), person_id=newer.id, into_id=older.id, at=clock.now())
    return office(folder, older, newer, link), older, newer


def test_a_merged_file_opens_the_one_that_stands_for_it_and_is_taken_apart_there(tmp_path: Path) -> None:
    async def story() -> None:
        tablet, older, newer = merged(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{newer.id}")
            assert app.sees("Élodie Çağlar")
            await app.tap("file.part.story")
            assert app.sees("Réunie avec Elodi Çağlar, aujourd’hui")
            await app.tap("file.unmerge")
            assert app.sees("Ce qui a été noté depuis reste")
            await app.tap("dialog.yes")
            assert tablet.replica.all(Merge) == []
            assert app.sees("Elodi Çağlar")
            await undo(app)
            assert files.head_id(tablet.replica, newer.id) == older.id
            assert app.sees("Élodie Çağlar")

    play(story)


def test_what_a_file_has_is_told_beside_the_other(tmp_path: Path) -> None:
    async def story() -> None:
        older, newer = both()
        met = Contact(id=new_id(), outing_id=new_id(), at=clock.now(), person_id=newer.id)
        async with unlocked(office(tmp_path, older, newer, met)) as app:
            await app.go(f"/people/{older.id}/merge/{newer.id}")
            assert app.sees("1 contact")
            assert app.sees("Rien de noté encore")
            assert app.name("merge.field.first_name.0") == "Prénom\u00a0: Élodie"
            assert app.marked("merge.field.first_name.0").selected

    play(story)


def test_two_people_are_not_shown_again_and_that_can_be_taken_back(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, *both())
        async with unlocked(tablet) as app:
            await app.go("/people/duplicates")
            await wait_for(app, lambda: app.has("duplicates.0.not_same"))
            await app.tap("duplicates.0.not_same")
            assert app.sees("Aucun doublon repéré")
            assert tablet.replica.count(NotSame) == 1
            await undo(app)
            assert app.has("duplicates.0.open")
            await app.tap("duplicates.0.open")
            await app.tap("merge.not_same")
            assert app.page.route == "/people/duplicates"
            assert not app.has("duplicates.0.open")

    play(story)


def test_the_other_file_is_proposed_or_searched_for(tmp_path: Path) -> None:
    async def story() -> None:
        older, newer = both()
        samir = person("Samir", "Haddad")
        async with unlocked(office(tmp_path, older, newer, samir)) as app:
            await app.go(f"/people/{older.id}")
            await app.tap("file.part.story")
            await app.tap("file.merge")
            assert app.name("merge.found.0").startswith("Elodi Çağlar")
            await app.type("Nom, téléphone ou année", "samir")
            await wait_for(app, lambda: app.sees("Samir Haddad"))
            await app.tap("merge.found.0")
            assert app.page.route == f"/people/{older.id}/merge/{samir.id}"
            await app.tap("merge.confirm")
            assert app.page.route == f"/people/{older.id}", "whoever came from the file is back in it"

    play(story)


def test_in_the_field_nothing_is_merged(tmp_path: Path) -> None:
    async def story() -> None:
        older, newer = both()
        link = Merge(id=new_id(), person_id=newer.id, into_id=older.id, at=clock.now())
        async with unlocked(at_work(tmp_path, older, newer, link)) as app:
            await app.go("/people")
            assert not app.has("people.duplicates")
            await app.go(f"/people/{older.id}")
            await app.tap("file.part.story")
            assert not app.has("file.unmerge")
            assert not app.has("file.merge")
            await app.go(f"/people/{older.id}/merge/{newer.id}")
            assert not app.has("merge.confirm")

    play(story)


def test_a_file_erased_meanwhile_leaves_the_comparison(tmp_path: Path) -> None:
    async def story() -> None:
        older, newer = both()
        tablet = office(tmp_path, older, newer)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{older.id}/merge/{newer.id}")
            tablet.replica.delete(newer, by=new_id())
            await app.settle()
            assert not app.has("merge.confirm")
            assert app.all(ft.Text)

    play(story)


def test_under_sixteen_is_said_beside_the_birth_and_says_what_to_do(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}/edit")
            await app.type("Naissance", str(clock.today().year - 12))
            await app.tap("edit.save")
            assert "mission locale" in (app.field("Naissance").error or "")
        assert tablet.replica.get(Person, samir.id) == samir

    play(story)
