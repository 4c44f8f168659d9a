from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.reports.lettering import Lettering

FONT = Lettering(Path(__file__).parents[2] / "assets" / "fonts" / "AtkinsonHyperlegibleNext_400Regular.ttf")
VIETNAMESE = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"


@given(st.text(max_size=60))
def test_any_text_becomes_pieces_the_font_has(text: str) -> None:
    setting = FONT.set(text)
    assert all(FONT.covers(piece.text) for piece in setting.pieces)
    assert setting.width >= 0
    assert FONT.writable(FONT.writable(text)) == FONT.writable(text)


@pytest.mark.parametrize("name", ["Awa Chimérin", "Çağlar Işık Ünsal", "Łukasz Żółć", "Jānis Ķēniņš", "O’Brien–Ÿ"])
def test_what_the_font_has_is_one_piece(name: str) -> None:
    setting = FONT.set(name)
    assert [piece.text for piece in setting.pieces] == [name]
    assert setting.width == pytest.approx(FONT.width(name))
    assert not setting.transcribed


@pytest.mark.parametrize("letter", VIETNAMESE + VIETNAMESE.upper() + "ŝĝŭṣọẹḥṭẓ")
def test_accents_the_font_lacks_are_put_on_their_letter(letter: str) -> None:
    setting = FONT.set(f"n{letter}n")
    assert not setting.transcribed
    base = unicodedata.normalize("NFD", letter)[0]
    assert setting.width == pytest.approx(FONT.width(f"n{letter if FONT.covers(letter) else base}n"), abs=0.02)
    marks = 0 if FONT.covers(letter) else 1
    assert len(setting.pieces) >= 1 + 2 * marks
    for piece in setting.pieces[1:-1]:
        assert 0 < piece.x < setting.width


@pytest.mark.parametrize(
    ("name", "latin"),
    [("Иван Щукин", "Ivan Chtchoukin"), ("محمد", "Mhmd"), ("Γιώργος", "Giorgos"), ("Zoé 王", "Zoé"), ("王伟", "")],
)
def test_another_alphabet_is_written_in_latin_letters_and_said_to_be(name: str, latin: str) -> None:
    setting = FONT.set(name)
    assert setting.transcribed
    assert FONT.writable(name) == latin


def test_the_dot_of_an_i_gives_way_to_its_accent() -> None:
    assert FONT.set("ĩ").pieces[0].text == "ı"
    assert FONT.set("ị").pieces[0].text == "i"
