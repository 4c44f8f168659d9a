from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path
from typing import Any

import flet as ft
import pytest
from openpyxl import Workbook

from espace_mobile.app.screens.people_import import work as importing
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import NoticeGiven, OutingStatus
from tests.app.harness import AppUnderTest
from tests.app.screens.register import CLAIRE, person
from tests.app.tablet import NORTH, Tablet, play, unlocked

HEADINGS = ["Nom", "Prénom", "Né(e) le", "Tél. portable", "N° sécu", "Couleur"]
LINES = [
    ["Chimérin", "Awa", "14/05/1990", "06 39 98 12 34", "2 90 05 35 238 001 01", "bleu"],
    ["Fictif", "Samir", "31/02/1990", "", "", ""],
    ["Exemple", "Léa", "1985", "06", "", "vert"],
]


def workbook(*lines: list[Any]) -> bytes:
    book, data = Workbook(), BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(data)
    return data.getvalue()


async def choose(app: AppUnderTest, data: bytes) -> None:
    app.client.answers["pick_files"] = [{"id": 1, "name": "liste", "size": len(data), "bytes": data}]
    await app.go("/people/import")
    await app.tap("people_import.choose")
    await app.until(lambda: not app.has("people_import.stop"))


async def check(app: AppUnderTest) -> None:
    await app.tap("people_import.check")
    await app.until(lambda: app.has("people_import.figures"))


async def go(app: AppUnderTest) -> None:
    await app.tap("people_import.go")
    await app.until(lambda: app.has("people_import.saved"))


@pytest.mark.parametrize(("width", "height"), [(360, 780), (1280, 800)])
def test_a_file_is_chosen_checked_saved_and_taken_back(tmp_path: Path, width: int, height: int) -> None:
    async def story() -> None:
        tablet = Tablet(tmp_path, [NORTH, CLAIRE])
        async with unlocked(tablet, width=width, height=height) as app:
            await app.go("/people")
            await app.tap("people.import")
            await choose(app, workbook(HEADINGS, *LINES))
            assert app.sees("Jamais lue")
            assert not app.sees("2 90 05")
            assert app.sees("Laissée de côté · bleu · vert")
            await app.tap("notice.paper")
            await check(app)
            assert app.sees("2 nouvelles fiches")
            assert app.sees("Ligne 3 : Naissance, ce jour n’existe pas".replace(" :", "\u00a0:"))
            assert tablet.replica.count(Person) == 0
            await go(app)
            assert app.sees("2 personnes enregistrées")
            assert {p.notice_given for p in tablet.replica.all(Person)} == {NoticeGiven.PAPER}
            await app.tap("people_import.undo")
            await app.until(lambda: app.has("people_import.undone"))
            assert tablet.replica.count(Person) == 0

    play(story)


def test_a_column_is_given_another_field_by_a_tap_and_that_is_kept(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = Tablet(tmp_path, [NORTH, CLAIRE])
        async with unlocked(tablet) as app:
            await choose(app, b"Qui;Couleur\nAwa;rouge\n")
            await app.tap("people_import.check")
            await app.until(lambda: app.has("people_import.fault"))
            assert app.sees("Dites quelle colonne contient le nom")
            await app.tap("people_import.column.0")
            await app.tap("people_import.field.first_name")
            await app.tap("people_import.column.1")
            await app.tap("people_import.field.nickname")
            await app.tap("people_import.column.1")
            await app.tap("people_import.leave_column")
            await check(app)
            await go(app)
            (made,) = tablet.replica.all(Person)
            assert (made.first_name, made.nickname, made.notice_given) == ("Awa", None, None)
            await app.tap("people_import.other")
            await choose(app, "Qui;Couleur\nLéa;rouge\n".encode())
            assert app.sees("Prénom · Léa")

    play(story)


def test_somebody_alike_is_left_aside_or_created_by_a_tap(tmp_path: Path) -> None:
    async def story() -> None:
        known = person("Awa", last_name="Chimérin", birth_year=1990)
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, known])
        async with unlocked(tablet) as app:
            await choose(app, workbook(["Nom", "Prénom", "Né(e) le"], ["Chimerin", "Awwa", "1990"]))
            await check(app)
            assert app.sees("Est-ce la même personne")
            assert not app.has("people_import.go")
            await app.tap("people_import.alike.2.create")
            await go(app)
            assert tablet.replica.count(Person) == 2

    play(story)


def test_contacts_are_counted_on_the_date_they_were_met(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = Tablet(tmp_path, [NORTH, CLAIRE])
        async with unlocked(tablet) as app:
            await app.go("/people/import")
            await app.tap("people_import.what.contacts")
            await choose(app, workbook(["Date", "Lieu", "Sexe", "Nombre"], ["14/05/2024", "Gare", "F", 3]))
            await check(app)
            await go(app)
            (made,) = tablet.replica.all(Outing)
            assert (made.status, tablet.replica.count(Contact, outing_id=made.id)) == (OutingStatus.HELD, 3)
            await app.tap("people_import.other")
            await app.tap("people_import.undo.0")
            await app.tap("dialog.yes")
            await app.until(lambda: app.has("people_import.undone"))
            assert tablet.replica.count(Contact) == 0

    play(story)


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(Tablet(tmp_path, [NORTH, CLAIRE])) as app:
            await choose(app, b"PK\x03\x04" + b"\0" * 50)
            assert app.sees("Ce fichier est abîmé")
            assert app.has("people_import.choose")

    play(story)


def test_saving_is_stopped_at_a_tap_and_says_what_was_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        tablet = Tablet(tmp_path, [NORTH, CLAIRE])
        lines = [[f"Nom{chr(97 + n // 26)}{chr(97 + n % 26)}", "Awa", 1950 + n % 50] for n in range(600)]
        save = importing.people_import.save

        def slow(*args: Any, tick: Any, **more: Any) -> Any:
            def waiting(n: int) -> None:
                app.begun = n > 0  # type: ignore[attr-defined]
                while n and not app.stopping:  # type: ignore[attr-defined]
                    time.sleep(0.01)
                tick(n)

            return save(*args, tick=waiting, **more)

        async with unlocked(tablet) as app:
            app.stopping = app.begun = False  # type: ignore[attr-defined]
            monkeypatch.setattr(importing.people_import, "save", slow)
            await choose(app, workbook(["Nom", "Prénom", "Né(e) le"], *lines))
            await check(app)
            target = next(
                c for c in app.tree(app.marked("people_import.go")) if isinstance(c, ft.Container) and c.on_click
            )
            waiting = importing.asyncio.create_task(app.session.dispatch_event(target._i, "click", None))
            await app.until(lambda: app.has("people_import.stop") and app.begun)  # type: ignore[attr-defined]
            await app.tap("people_import.stop")
            app.stopping = True  # type: ignore[attr-defined]
            await waiting
            await app.until(lambda: app.has("people_import.saved"))
            made = tablet.replica.count(Person)
            assert 0 < made < 600
            assert app.sees(f"il en restait {600 - made}")

    play(story)
