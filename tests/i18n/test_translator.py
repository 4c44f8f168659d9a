from __future__ import annotations

from datetime import date, time

import pytest

from espace_mobile.domain.vocabulary import OutingStatus, Sex
from espace_mobile.errors import EspaceError, InputError, Malformed, Refused, TooManyAttempts, Unauthorised
from espace_mobile.i18n import translator
from espace_mobile.i18n.translator import sentence

FR, EN = translator("fr"), translator("en")


def test_an_unknown_language_is_answered_in_french() -> None:
    assert translator("de").language == "fr"


def test_an_unknown_key_shows_itself() -> None:
    assert FR.t("no.such.key") == "no.such.key"


@pytest.mark.parametrize(("n", "fr", "en"), [(0, "0 à envoyer", "0 to send"), (1, "1 à envoyer", "1 to send")])
def test_plurals(n: int, fr: str, en: str) -> None:
    assert (FR.tn("sync.pending", n), EN.tn("sync.pending", n)) == (fr, en)


def test_french_counts_zero_as_one() -> None:
    assert FR.tn("today.contacts", 0) == "contact"
    assert EN.tn("today.contacts", 0) == "contacts"


def test_days() -> None:
    on = date(2026, 5, 14)
    assert (FR.day(on), EN.day(on)) == ("jeudi 14 mai", "Thursday 14 May")
    assert FR.day(date(2026, 5, 1), year=True) == "vendredi 1er mai 2026"
    assert FR.short_day(on, year=True) == "14 mai 2026"
    assert (FR.brief_day(date(2026, 2, 1)), EN.brief_day(date(2026, 2, 1))) == ("dim. 1er févr.", "Sun 1 Feb")
    assert (FR.month(on), sentence(FR.month(on))) == ("mai 2026", "Mai 2026")


def test_hours() -> None:
    assert FR.hours(time(9), time(13, 5)) == "9\u00a0h – 13\u00a0h\u00a005"
    assert EN.hours(time(9), time(13, 5)) == "9:00 – 13:05"
    assert FR.hours(time(9), None) == "9\u00a0h"


def test_numbers() -> None:
    assert FR.number(12345.67, 1) == "12\u00a0345,7"
    assert EN.number(12345.67, 1) == "12,345.7"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-5, "à l’instant"), (59, "à l’instant"), (60, "il y a 1 min"), (7200, "il y a 2 h"), (90000, "il y a 1 jour")],
)
def test_how_long_ago(seconds: float, said: str) -> None:
    assert FR.ago(seconds) == said


def test_listing() -> None:
    assert FR.listing(["a", "b", "c"]) == "a, b et c"
    assert (EN.listing(["a", "b"]), EN.listing(["a"]), EN.listing([])) == ("a and b", "a", "")


def test_what_is_shown_has_no_character_that_the_font_lacks() -> None:
    assert "\u202f" not in FR.t("today.file_of", name="Samir") + FR.number(1000)
    assert FR.t("today.file_of", name="Samir") == "Fiche «\u00a0Samir\u00a0»"


def test_a_code_of_a_newer_version_shows_as_itself() -> None:
    assert FR.label(OutingStatus("postponed")) == "postponed"
    assert (FR.label(Sex.FEMALE), EN.label(Sex.FEMALE), FR.label(None)) == ("Femme", "Woman", "")


def test_an_error_says_what_to_do() -> None:
    assert FR.error(TooManyAttempts(seconds=30)) == "Trop d’essais. Attendez 30 s, puis réessayez."
    assert FR.error(Unauthorised(reason="revoked")).startswith("L’accès de cette tablette a été retiré")
    assert EN.error(InputError("passphrase", "too_short", min=8)) == "Too short: at least 8 characters."


def test_an_input_without_a_message_of_its_own_gets_the_one_of_its_reason() -> None:
    assert EN.error(InputError("address", "nir")) == EN.t("input.any.nir")


def test_an_error_never_fails_to_be_said() -> None:
    assert FR.error(ValueError("Samir")) == FR.t("error.unexpected")
    assert "Samir" not in FR.error(ValueError("Samir"))
    assert FR.error(Malformed()) == FR.t("error.malformed", field="")
    assert FR.error(Refused(reason="newer_than_us")).startswith("Le serveur a refusé (newer_than_us)")
    assert FR.error(InputError("x", "newer")) == FR.t("error.input")

    class Newer(EspaceError):
        code = "from_tomorrow"

    assert FR.error(Newer()) == FR.t("error.unexpected")
