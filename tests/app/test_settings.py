from __future__ import annotations

from pathlib import Path

import flet as ft
import pytest

from espace_mobile import __version__
from espace_mobile.app import preferences
from espace_mobile.app.theme import PALETTES
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.tablet import AWA, PASSPHRASE, at_work, outing, play, unlock, unlocked

NEW = "jardin lune bateau"


@pytest.mark.parametrize("theme", ["night", "sunlight", "day"])
def test_a_theme_is_worn_at_once_and_kept(tmp_path: Path, theme: str) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path), route="/settings") as app:
            await app.tap(f"settings.theme.{theme}")
            assert app.marked(f"settings.theme.{theme}").selected
            assert shell(app).bgcolor == PALETTES[theme].ground
            assert app.page.theme_mode == (ft.ThemeMode.DARK if theme == "night" else ft.ThemeMode.LIGHT)
        assert preferences.load(tmp_path).theme == theme

    play(story)


def shell(app: AppUnderTest) -> ft.View:
    return app.all(ft.View)[-1]


def test_the_language_changes_every_word_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path), route="/settings") as app:
            await app.tap("settings.language.en")
            assert app.sees("Lock automatically after")
            assert not app.sees("Verrouillage automatique")
            assert app.one(ft.NavigationBar).destinations[0].label == "Today"
        assert preferences.load(tmp_path).language == "en"

    play(story)


def test_text_grows_to_200_percent_with_what_holds_it(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing()), route="/settings") as app:
            await app.tap("settings.text.2.0")
            await app.go("/")
            sizes = {t.value: t.size or (t.style and t.style.size) or 0 for t in app.all(ft.Text)}
            assert sizes["contact aujourd’hui"] == 2 * 15
            assert sizes["0"] > 52
            pad = next(c for c in app.tree(app.marked("pad.count")) if isinstance(c, ft.Container))
            assert (pad.height or 0) >= 2 * 104

    play(story)


@pytest.mark.parametrize("minutes", [1, 5])
def test_the_automatic_lock_takes_one_to_five_minutes(tmp_path: Path, minutes: int) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path), route="/settings") as app:
            await app.tap(f"settings.lock.{minutes}")
            assert app.page.data.idle_limit == 60 * minutes
        assert preferences.load(tmp_path).lock_minutes == minutes

    play(story)


@pytest.mark.parametrize(("language", "label"), [("fr", "Code à 6 chiffres"), ("en", "6-digit code")])
def test_a_code_is_chosen_and_opens_the_next_time(tmp_path: Path, language: str, label: str) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path)
        async with unlocked(tablet, language, route="/settings") as app:
            await app.tap("settings.pin")
            await app.type(label, "123")
            await app.tap("secret.save")
            await app.until(
                lambda: app.sees("Il faut exactement 6 chiffres." if language == "fr" else "Exactly 6 digits")
            )
            await app.type(label, "271828")
            await app.tap("secret.save")
            await app.until(lambda: tablet.pins == {AWA.id: "271828"})
            await app.until(lambda: not app.has("secret.save"))
            await app.tap("settings.lock_now")
            assert app.sees(label)

    play(story)


def test_the_pass_phrase_changes_only_for_who_knows_it(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path)
        async with unlocked(tablet, route="/settings") as app:
            await app.tap("settings.phrase")
            await app.type("Phrase secrète actuelle", "oubliée")
            await app.type("Nouvelle phrase secrète", NEW)
            await app.type("La même, encore une fois", "jardin")
            await app.tap("secret.save")
            await app.until(lambda: app.sees("Les deux phrases sont différentes"))
            await app.type("La même, encore une fois", NEW)
            await app.tap("secret.save")
            await app.until(lambda: app.sees("Phrase secrète incorrecte"))
            await app.type("Phrase secrète actuelle", PASSPHRASE)
            await app.tap("secret.save")
            await app.until(lambda: tablet.passphrases[AWA.id] == NEW)
            await app.tap("settings.lock_now")
            await unlock(app, NEW)
            assert app.has("settings.lock_now")

    play(story)


def test_another_worker_gets_an_account_on_this_tablet(tmp_path: Path) -> None:
    async def story() -> None:
        bruno = Worker(id=new_id(), display_name="Bruno")
        tablet = at_work(tmp_path)
        tablet.replica.save(bruno, by=AWA.id)
        async with unlocked(tablet, route="/settings") as app:
            await app.tap("settings.account_add")
            await app.tap("secret.save")
            await app.until(lambda: app.sees("Choisissez un nom."))
            await app.choose("settings.account", bruno.id)
            await app.type("Nouvelle phrase secrète", NEW)
            await app.type("La même, encore une fois", NEW)
            await app.tap("secret.save")
            await app.until(lambda: [a.label for a in tablet.accounts()] == ["Awa", "Bruno"])
            await app.until(lambda: app.sees("Aussi sur cette tablette\u00a0: Bruno"))

    play(story)


def test_a_colleague_the_register_does_not_know_gets_an_account_too(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path)
        async with unlocked(tablet, route="/settings") as app:
            await app.tap("settings.account_add")
            await app.choose("settings.account", "new")
            await app.type("Nouvelle phrase secrète", NEW)
            await app.type("La même, encore une fois", NEW)
            await app.tap("secret.save")
            await app.until(lambda: app.marked("settings.account_add") is not None and len(tablet.accounts()) == 1)
            await app.type("Son prénom ou son nom", "Bruno")
            await app.tap("secret.save")
            await app.until(lambda: [a.label for a in tablet.accounts()] == ["Awa", "Bruno"])

    play(story)


def test_secrets_are_not_kept_as_drafts(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path)
        async with unlocked(tablet, route="/settings") as app:
            await app.tap("settings.phrase")
            await app.type("Phrase secrète actuelle", PASSPHRASE)
            await app.tap("secret.cancel")
            await app.tap("settings.lock_now")
        assert PASSPHRASE not in repr(tablet.storage.tables)

    play(story)


def test_the_version_and_who_one_is_are_shown(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path), route="/settings") as app:
            assert app.sees(__version__)
            assert app.sees("Awa, Terrain")

    play(story)


@pytest.mark.parametrize("width", [360, 1280])
def test_everything_touched_is_at_least_44_high(tmp_path: Path, width: int) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path), route="/settings", width=width) as app:
            assert [c.height for c in app.all(ft.Container) if c.on_click and (c.height or 44) < 44] == []

    play(story)
