"""The notice is read together on the screen, and the language is noted with it."""

from __future__ import annotations

from pathlib import Path

from espace_mobile.domain.notice import NOTICE_VERSION
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import NoticeGiven
from espace_mobile.templates.notices import LANGUAGES, notice
from tests.app.screens.register import person
from tests.app.tablet import at_work, outing, play, unlocked


def test_the_notice_is_chosen_in_a_language_by_a_tap_and_noted_with_the_file(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet) as app:
            await app.go("/people/new")
            await app.type("Prénom", "Amal")
            await app.tap("notice.read")
            assert all(app.has(f"notice.in.{code}") for code in LANGUAGES)
            assert app.sees(notice("fr").title)
            await app.tap("notice.in.ar")
            assert app.sees(notice("ar").parts[0].lines[0])
            await app.tap("notice.was_read")
            assert app.sees("العربية")
            await app.tap("notice.oral")
            await app.tap("new_file.save")
        [amal] = tablet.replica.all(Person)
        assert (amal.first_name, amal.notice_language, amal.notice_version) == ("Amal", "ar", NOTICE_VERSION)

    play(story)


def test_closing_the_notice_notes_no_language_and_loses_nothing_typed(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet) as app:
            await app.go("/people/new")
            await app.type("Prénom", "Amal")
            await app.tap("notice.read")
            await app.tap("notice.in.uk")
            await app.tap("sheet.close")
            await app.tap("notice.paper")
            await app.tap("new_file.save")
        [amal] = tablet.replica.all(Person)
        assert (amal.first_name, amal.notice_language) == ("Amal", None)

    play(story)


def test_a_notice_read_again_from_the_file_is_noted_with_its_version(tmp_path: Path) -> None:
    async def story() -> None:
        known = person("Olena", notice_given=NoticeGiven.ORAL, notice_version="2026-01", languages=("uk",))
        tablet = at_work(tmp_path, outing(), known)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{known.id}")
            await app.tap("file.part.situation")
            await app.tap("notice.read")
            assert app.sees(notice("uk").title)
            await app.tap("notice.was_read")
            now = tablet.replica.get(Person, known.id)
            assert now is not None
            assert (now.notice_version, now.notice_language, now.notice_given) == (NOTICE_VERSION, "uk", "oral")

    play(story)
