from __future__ import annotations

from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.protocol.record import ERASED, Record
from espace_mobile.protocol.stamp import Stamp
from espace_mobile.protocol.values import new_id
from espace_mobile.store.incoming import apply_page
from tests.app.harness import AppUnderTest
from tests.app.screens.register import CLAIRE, disagree, open_file, person, undo
from tests.app.tablet import AWA, NORTH, Tablet, at_work, outing, play, unlocked

NAME = "Nom à effacer"


def note(about: Person) -> PersonNote:
    return PersonNote(id=new_id(), team=NORTH.id, person_id=about.id, at=clock.now(), text="Appeler sa sœur")


def at_the_office(folder: Path, *facts: object) -> Tablet:
    return Tablet(folder, [NORTH, CLAIRE, *facts], device_role="supervisor")  # type: ignore[list-item]


def erased_elsewhere(tablet: Tablet, about: Person) -> None:
    """A page from the server says that the person is erased."""
    stamp = Stamp(tablet.replica.clock.tick().at, "00000000000000b2")
    apply_page(tablet.replica, [Record(about.id, Person.kind, {ERASED: True}, {ERASED: stamp})], "cursor")


def moved_away(tablet: Tablet, about: Person) -> None:
    """A page from the server says that another team follows the person."""
    tablet.replica.outbox.accept(tablet.replica.outbox.last)
    apply_page(tablet.replica, [], "cursor", gone=[about.id])


GONE = [erased_elsewhere, moved_away]


def drafts(tablet: Tablet) -> str:
    kept = tablet.storage.tables.get("_meta", {})
    return repr({key: row for key, row in kept.items() if str(key).startswith("draft.")})


async def ask(app: AppUnderTest, about: Person) -> None:
    await open_file(app, about, "story")
    await app.tap("file.erase")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_erasing_says_all_that_happens_and_wants_the_name(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        samir = person("Samir", "Haddad", nickname="Sam")
        met = Contact(id=new_id(), outing_id=outing().id, at=clock.now(), person_id=samir.id, note="Cherche un CDI")
        tablet = at_the_office(tmp_path, samir, note(samir), met)
        disagree(tablet, samir, "status", "archived")
        async with unlocked(tablet, language) as app:
            await ask(app, samir)
            told = ["Ici, tout de suite", "à leur prochaine synchronisation", "restent comptés", "revenir en arrière"]
            if language == "en":
                told = ["Here, at once", "at their next sync", "stay counted", "able to undo"]
            assert all(app.sees(words) for words in told)
            await app.tap("dialog.yes")
            assert tablet.replica.all(Person) == [samir]
            field = NAME if language == "fr" else "Name to erase"
            await app.type(field, "Samir")
            await app.tap("dialog.yes")
            assert "Samir Haddad" in (app.field(field).error or "")
            assert tablet.replica.all(Person) == [samir]
            await app.type(field, "  samir  HÀDDAD ")
            await app.tap("dialog.yes")
            assert app.page.route == "/people"
            assert app.sees("prochaine synchronisation" if language == "fr" else "at their next sync")
            assert app.all(ft.SnackBar)[-1].action is None
            assert not app.sees("Samir")
        assert tablet.replica.all(Person) == tablet.replica.all(PersonNote) == tablet.replica.conflicts() == []
        [counted] = tablet.replica.all(Contact)
        assert (counted.person_id, counted.note) == (None, None)
        assert tablet.replica.pending() > 0  # told to the others at the next sync

    play(story)


def test_what_was_typed_to_erase_is_kept_nowhere_and_cancelling_erases_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_the_office(tmp_path, samir)
        async with unlocked(tablet) as app:
            await ask(app, samir)
            await app.type(NAME, "Samir")
            await app.tap("dialog.no")
            assert tablet.replica.all(Person) == [samir]
            await app.tap("file.erase")
            assert app.field(NAME).value == ""
        assert "Samir" not in drafts(tablet)

    play(story)


@pytest.mark.parametrize(("first", "nickname", "typed"), [(None, "Sam", "sam"), (None, None, "sans nom")])
def test_somebody_known_by_a_nickname_or_by_none_can_be_erased_too(
    tmp_path: Path, first: str | None, nickname: str | None, typed: str
) -> None:
    async def story() -> None:
        unknown = person(first, nickname=nickname)
        tablet = at_the_office(tmp_path, unknown)
        async with unlocked(tablet) as app:
            await ask(app, unknown)
            await app.type(NAME, typed)
            await app.tap("dialog.yes")
        assert tablet.replica.all(Person) == []

    play(story)


def test_only_a_supervisor_on_a_supervisor_s_device_may_erase(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        in_the_field = Tablet(tmp_path, [NORTH, CLAIRE, samir])
        agent = Tablet(tmp_path, [NORTH, AWA, samir], device_role="supervisor")
        for tablet, allowed in ((in_the_field, False), (agent, False), (at_the_office(tmp_path, samir), True)):
            async with unlocked(tablet) as app:
                await open_file(app, samir, "story")
                assert app.has("file.delete")
                assert app.has("file.erase") is allowed

    play(story)


def test_the_list_and_the_search_let_an_erased_person_go_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        samir, other = person("Samir"), person("Samira")
        tablet = at_work(tmp_path, samir, other)
        async with unlocked(tablet, width=1280) as app:
            await app.go("/people")
            await app.type("Chercher", "samir")
            await app.until(lambda: app.sees("2 fiches"))
            erased_elsewhere(tablet, samir)
            await app.until(lambda: not app.has("people.1"))
            assert app.sees("Samira")

    play(story)


@pytest.mark.parametrize("leaves", GONE)
def test_a_file_that_left_this_tablet_says_so_calmly(tmp_path: Path, leaves: object) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.type("Note", "Rappeler jeudi")
            leaves(tablet, samir)  # type: ignore[operator]
            await app.settle()
            assert app.sees("Cette fiche n’est plus sur cette tablette")
            assert app.sees("suivie par une autre équipe")
            assert not app.sees("Samir")
            app.page.data.save_drafts()
        assert "Rappeler" not in drafts(tablet)

    play(story)


@pytest.mark.parametrize("leaves", GONE)
def test_a_correction_of_a_file_that_left_is_refused_and_stays_until_the_page_is_left(
    tmp_path: Path, leaves: object
) -> None:
    async def story() -> None:
        samir = person("Samir", "Haddad")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}/edit")
            await app.type("Prénom", "Sami")
            leaves(tablet, samir)  # type: ignore[operator]
            await app.type("Nom", "Hadad")
            await app.tap("edit.save")
            told = " ".join(app.texts(app.marked("edit.gone")))
            assert "rien n’a été enregistré" in told
            assert (app.field("Prénom").value, app.field("Nom").value) == ("Sami", "Hadad")
            assert not app.has("edit.save")
            app.page.data.save_drafts()
            assert "Hadad" not in drafts(tablet)
            await app.tap("edit.leave")
            assert app.page.route == "/people"
        assert tablet.replica.all(Person) == []

    play(story)


def test_a_deletion_of_what_was_erased_since_can_t_be_undone(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_the_office(tmp_path, samir)
        async with unlocked(tablet) as app:
            await open_file(app, samir, "story")
            await app.tap("file.delete")
            await app.tap("dialog.yes")
            erased_elsewhere(tablet, samir)
            await undo(app)
            assert app.sees("rien n’a été enregistré")
        assert tablet.replica.all(Person) == []

    play(story)


def test_a_file_that_came_back_keeps_its_drafts_again(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        record = tablet.replica.record(Person.kind, samir.id)
        assert record is not None
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            moved_away(tablet, samir)
            apply_page(tablet.replica, [record], "later")
            await app.settle()
            await app.type("Note", "Rappeler jeudi")
            app.page.data.save_drafts()
        assert "Rappeler" in drafts(tablet)

    play(story)
