from __future__ import annotations

import re
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import preferences
from espace_mobile.app.main import build
from espace_mobile.app.preferences import Preferences
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.vocabulary import AgeBand, Role, Sex
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.tablet import AWA, PASSPHRASE, Tablet, at_work, outing, play, unlock, worker

FIELD = {"fr": "Phrase secrète", "en": "Pass phrase"}


def opened(tablet: Tablet, language: str = "fr", **page: object) -> AppUnderTest:
    preferences.save(tablet.folder, Preferences(language=language))
    return AppUnderTest(build(tablet), **page)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Phrase secrète incorrecte. Vérifiez"), ("en", "Wrong pass phrase. Check")]
)
def test_a_wrong_pass_phrase_is_told_beside_its_field(tmp_path: Path, language: str, said: str) -> None:
    async def story() -> None:
        async with opened(at_work(tmp_path, outing()), language) as app:
            await unlock(app, "wrong")
            error = app.field(FIELD[language]).error
            assert isinstance(error, str)
            assert error.startswith(said)
            assert app.has("unlock.go")
            await unlock(app)
            assert not app.has("unlock.go")
            assert app.has("sync.pill")

    play(story)


def test_too_many_tries_ask_to_wait_and_count_the_seconds_down(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        tablet.failures = 5
        async with opened(tablet) as app:
            await unlock(app, "wrong")
            said = str(app.field(FIELD["fr"]).error)
            assert re.fullmatch(r"Trop d’essais\. Attendez (30|29|28) s, puis réessayez\.", said)
            assert not app.acts("unlock.go")
            await app.until(lambda: app.field(FIELD["fr"]).error not in (said, None))

    play(story)


def test_an_empty_field_asks_the_vault_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path)
        async with opened(tablet) as app:
            await app.tap("unlock.go")
            assert tablet.failures == 0

    play(story)


def test_the_pass_phrase_can_be_shown_and_is_forgotten_after_use(tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(at_work(tmp_path)) as app:
            field = app.field(FIELD["fr"])
            assert field.password
            assert field.can_reveal_password
            await unlock(app, "wrong")
            assert app.field(FIELD["fr"]).value == ""

    play(story)


def test_on_a_shared_tablet_each_enters_with_their_own(tmp_path: Path) -> None:
    async def story() -> None:
        other = worker("Bruno", Role.COUNSELLOR)
        tablet = at_work(tmp_path, other)
        tablet.passphrases[other.id] = "autre phrase secrète"
        async with opened(tablet) as app:
            await app.tap(f"account.{other.id}")
            assert app.marked(f"account.{other.id}").selected
            await unlock(app, PASSPHRASE)
            assert app.has("unlock.go"), "Awa's phrase does not open Bruno's account"
            await unlock(app, "autre phrase secrète")
            assert app.page.data.session.worker.display_name == "Bruno"
        async with opened_again(tablet) as app:
            assert app.marked(f"account.{other.id}").selected, "the last one is offered first"

    play(story)


def opened_again(tablet: Tablet) -> AppUnderTest:
    return AppUnderTest(build(tablet))  # type: ignore[arg-type]


@pytest.mark.parametrize(("width", "list_"), [(360, True), (800, False)])
def test_many_accounts_leave_the_counter_in_sight_on_a_phone(tmp_path: Path, width: int, list_: bool) -> None:
    async def story() -> None:
        crowd = [worker(name) for name in ("Bruno", "Chloé", "Dora", "Eli")]
        async with opened(at_work(tmp_path, *crowd), width=width) as app:
            assert bool(app.all(ft.Dropdown)) is list_
            if list_:
                await app.choose("account", crowd[2].id)
                assert app.marked("account").value == "Dora"
            else:
                await app.tap(f"account.{crowd[2].id}")
            await unlock(app)
            assert app.page.data.session.worker.display_name == "Dora"

    play(story)


@pytest.mark.parametrize(("language", "said"), [("fr", "2 depuis le verrouillage"), ("en", "2 since the lock")])
def test_the_counter_counts_while_locked_and_shows_only_that(tmp_path: Path, language: str, said: str) -> None:
    async def story() -> None:
        today = outing()
        earlier = Contact(id=new_id(), outing_id=today.id, at="2026-05-14T09:00:00Z", sex=Sex.MALE)  # type: ignore[arg-type]
        tablet = at_work(tmp_path, today, earlier)
        async with opened(tablet, language) as app:
            await app.tap("pad.count")
            await app.tap("pad.female.55_plus")
            assert app.marked("pad.count").value == said
            assert app.marked("pad.male.16_25").value == "0"
            assert tablet.replica.count(Contact) == 1, "nothing enters the replica without a key"
            assert not app.sees("Marché des Tilleuls")
            await unlock(app)
            assert app.marked("pad.count").value == (
                "3 contacts aujourd’hui" if language == "fr" else "3 contacts today"
            )
            app.page.data.lock()
            await app.settle()
            assert str(app.marked("pad.count").value).startswith("0 ")
        new = [c for c in tablet.replica.where(Contact, outing_id=today.id) if c.id != earlier.id]
        assert {(c.sex, c.age_band) for c in new} == {
            (Sex.UNSTATED, AgeBand.UNSTATED), (Sex.FEMALE, AgeBand.FROM_55),
        }  # fmt: skip

    play(story)


def test_a_full_disk_says_so_on_the_lock_screen_too(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with opened(tablet) as app:
            tablet.locked_fails = True
            await app.tap("pad.count")
            assert app.sees("La tablette est pleine")
            assert str(app.marked("pad.count").value).startswith("0 ")

    play(story)


def test_the_other_language_is_one_tap_away_before_any_key(tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(at_work(tmp_path)) as app:
            await app.tap("door.language")
            assert app.sees("Count without unlocking")
            assert app.page.locale_configuration.current_locale.language_code == "en"
            await app.tap("door.language")
            assert app.sees("Compter sans déverrouiller")

    play(story)


# The code of six digits


def with_pin(tmp_path: Path) -> Tablet:
    tablet = at_work(tmp_path, outing())
    tablet.pins[AWA.id] = "271828"
    return tablet


def test_the_code_opens_as_soon_as_its_sixth_digit_is_there(tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(with_pin(tmp_path)) as app:
            await app.type("Code à 6 chiffres", "27182")
            assert app.has("unlock.go")
            await app.type("Code à 6 chiffres", "271828")
            await app.until(lambda: app.has("sync.pill"))

    play(story)


def test_three_wrong_codes_lead_back_to_the_pass_phrase(tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(with_pin(tmp_path)) as app:
            for said in ("Il reste 2 essais", "Il reste 1 essai.", "entrez la phrase secrète"):
                await app.type("Code à 6 chiffres", "000000")
                await app.until(lambda said=said: app.sees(said))
            assert not app.sees("Code à 6 chiffres")
            await unlock(app)
            assert app.has("sync.pill")

    play(story)


def test_who_forgot_the_code_uses_the_pass_phrase(tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(with_pin(tmp_path)) as app:
            await app.tap("unlock.use_phrase")
            await unlock(app)
            assert app.has("sync.pill")

    play(story)
