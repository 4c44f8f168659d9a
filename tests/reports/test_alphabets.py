"""Names and sentences in Cyrillic, Greek and Arabic letters, joined and in the order they are read."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.reports.alphabets import alphabets
from espace_mobile.reports.lettering import Face
from espace_mobile.reports.page import Page

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
LETTERS = alphabets(FONTS, False)
WRITTEN = st.text("abé .,()«»12-'" + "абвїґЄ" + "محمدبنكپچگیآئ،؟۲" + "αβώ" + "\u200c", max_size=40)


@pytest.mark.parametrize(
    "name", ["Иван Щукин", "Олена Ґудзь", "Γιώργος", "محمد بن عبد الله", "پگاه چراغی", "Awa أمينة"]
)
def test_a_name_of_another_alphabet_is_written_as_it_is(name: str) -> None:
    setting = LETTERS.set(name)
    assert not setting.transcribed
    assert LETTERS.covers(name)
    assert LETTERS.writable(name) == name
    assert setting.width > 0


def test_arabic_letters_are_joined() -> None:
    joined, apart = LETTERS.set("بيت").width, sum(LETTERS.set(c).width for c in "بيت")
    assert joined < apart


def test_a_sentence_from_right_to_left_ends_on_the_left() -> None:
    pieces = LETTERS.set("نكتب ABC هنا.", rightward=False).pieces
    assert [(p.text.strip(), p.leftward) for p in pieces if p.text.strip()] == [
        ("هنا.", True), ("ABC", False), ("نكتب", True)
    ]  # fmt: skip


def test_signs_between_words_are_seen_from_the_other_side() -> None:
    signs = [p.text for p in LETTERS.set("كلمة (كلمة)", rightward=False).pieces if p.face is Face.LATIN]
    assert [sign.strip() for sign in signs] == ["(", ")"]  # the leftmost first, as they stand around the word


def test_a_number_is_read_from_left_to_right_everywhere() -> None:
    for said in ("24", "۲۴"):
        pieces = LETTERS.set(f"مدة {said} شهرا", rightward=False).pieces
        assert said in [p.text.strip() for p in pieces if not p.leftward]


def test_a_joiner_does_not_cut_a_persian_word() -> None:
    [piece] = LETTERS.set("می‌کنیم").pieces
    assert (piece.text, piece.leftward) == ("می‌کنیم", True)


@given(WRITTEN, st.booleans())
def test_every_sign_is_drawn_once_whichever_way_the_sentence_runs(text: str, rightward: bool) -> None:
    setting = LETTERS.set(text, rightward)
    drawn = sorted(c for p in setting.pieces for c in unicodedata.normalize("NFC", p.text) if c.isalnum())
    assert drawn == sorted(c for c in unicodedata.normalize("NFC", text) if c.isalnum())
    ends = [p.x for p in setting.pieces]
    assert ends == sorted(ends)
    assert all(0 <= x <= setting.width for x in ends)


def test_a_page_embeds_only_the_fonts_it_needs() -> None:
    def size(name: str) -> int:
        page = Page(FONTS, "t", "fr", datetime(2026, 3, 1, tzinfo=UTC))
        page.begin()
        page.name(20, 40, name, 12, "?", bold=False, room=100)
        assert not page.transcribed
        return len(page.bytes())

    assert size("Amina") + 2000 < size("أمينة")
