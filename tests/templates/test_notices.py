"""The ten notices say the same, in the letters that the bundled fonts have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from espace_mobile.domain.notice import NOTICE_VERSIONS
from espace_mobile.domain.register import MONTHS_TO_ANSWER
from espace_mobile.domain.retention import MONTHS
from espace_mobile.reports.alphabets import alphabets
from espace_mobile.templates import notices
from espace_mobile.templates.notices import LANGUAGES, SECTIONS, notice

ROOT = Path(__file__).parents[2]
TEXTS = Path(notices.__file__).parent
every_language = pytest.mark.parametrize("language", LANGUAGES)
FRENCH = notice("fr")


def test_every_version_but_the_first_has_its_texts_and_no_text_is_without_a_version() -> None:
    assert {f.name for f in TEXTS.iterdir() if f.is_dir() and f.name[0].isdigit()} == set(NOTICE_VERSIONS[1:])
    for version in NOTICE_VERSIONS[1:]:
        assert {f.stem for f in (TEXTS / version).glob("*.toml")} == set(LANGUAGES)
        assert all(notice(language, version).version == version for language in LANGUAGES)


@every_language
def test_a_notice_has_the_parts_and_the_lines_of_the_french_one(language: str) -> None:
    told = notice(language)
    assert [part.code for part in told.parts] == list(SECTIONS)
    assert [len(part.lines) for part in told.parts] == [len(part.lines) for part in FRENCH.parts]
    assert len(told.intro) == len(FRENCH.intro)
    assert all(line.strip() == line and line for line in told.lines)
    assert len(set(told.lines)) == len(told.lines)


@every_language
def test_what_is_to_be_filled_in_is_filled_in(language: str) -> None:
    told = notice(language).filled("Association Exemple", ("05 46 00 00 00",))
    assert not any("{" in line or "}" in line for line in told.lines)
    assert "Association Exemple" in told.intro[0]
    assert told.parts[-1].lines[-2:] == ("Association Exemple", "05 46 00 00 00")


@every_language
def test_it_says_how_long_files_are_kept_and_whom_to_complain_to(language: str) -> None:
    parts = {part.code: " ".join(part.lines) for part in notice(language).parts}
    latin = parts["how_long"].translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
    assert re.findall(r"\d+", latin) == [str(MONTHS)]
    assert "CNIL" in parts["complain"]
    assert "www.cnil.fr" in parts["complain"]
    assert "01\u00a053\u00a073\u00a022\u00a022" in parts["complain"]


def test_the_constants_are_those_the_sentences_were_written_for() -> None:
    """« 24 місяці », « un mois »: another number is another sentence, and another version."""
    assert MONTHS == 24
    assert MONTHS_TO_ANSWER == 1


@every_language
def test_it_is_read_from_the_side_of_its_letters(language: str) -> None:
    arabic = any("\u0600" <= c < "\u0700" for c in notice(language).title)
    assert notice(language).rightward is not arabic
    assert arabic == (language in ("ar", "prs", "fa"))


@every_language
@pytest.mark.parametrize("bold", [False, True])
def test_the_fonts_have_every_letter(language: str, bold: bool) -> None:
    letters = alphabets(ROOT / "assets" / "fonts", bold)
    missing = {c for line in (notice(language).name, *notice(language).lines) for c in line if not letters.covers(c)}
    assert missing <= {"\u00a0"}


@every_language
def test_sentences_are_short(language: str) -> None:
    sentences = [s for line in notice(language).lines for s in re.split(r"(?<=[.؟!])\s", line)]
    assert max(len(sentence.split()) for sentence in sentences) <= 20


def test_nobody_is_said_to_have_read_what_nobody_read() -> None:
    assert not any(notice(language).reviewed for language in LANGUAGES)


def test_the_language_of_a_person_comes_first() -> None:
    assert notices.proposed(("bm", "uk"), "fr") == "uk"
    assert notices.proposed(("bm",), "en") == "en"
    assert notices.name("uk") == "Українська"
    assert notices.name("xx") == "xx"
    assert notice("uk").version == NOTICE_VERSIONS[-1]
