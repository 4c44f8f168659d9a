from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.text import folded, tidy, tidy_lines


def test_folding_forgets_accents_case_and_punctuation() -> None:
    assert folded("  Été à l’Île-d’Œuf ") == "ete a l ile d oeuf"
    assert folded("Code_commune") == folded("code  COMMUNE") == "code commune"
    assert folded("İzmir") == folded("izmir")
    assert folded(None) == ""


def test_joiners_that_shape_letters_stay_and_hiding_ones_go() -> None:
    assert tidy("می\u200cخواهم") == "می\u200cخواهم"
    assert tidy("a\u202eb\u200b\x00c") == "abc"


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert tidy_lines(tidy_lines(text)) == tidy_lines(text)
    assert "\n" not in tidy(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
