from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.notes import check_note
from espace_mobile.errors import InputError


def test_a_note_is_tidied() -> None:
    assert (
        check_note("  Cherche\u00a0un  emploi.\r\n\r\n\r\n\r\nRappeler\tjeudi ")
        == "Cherche un emploi.\n\nRappeler jeudi"
    )


@pytest.mark.parametrize("nothing", [None, "", "  \n\t ", "\u200b"])
def test_an_empty_note_is_none(nothing: str | None) -> None:
    assert check_note(nothing) is None


def test_a_note_of_280_characters_is_kept_and_281_refused() -> None:
    assert check_note("é" * 280) == "é" * 280
    with pytest.raises(InputError) as caught:
        check_note("é" * 281)
    assert (caught.value.field, caught.value.reason) == ("note", "too_long")
    assert caught.value.params == {"field": "note", "reason": "too_long", "max": 280, "length": 281}


def test_length_counts_letters_however_they_are_encoded() -> None:
    assert check_note("e\u0301" * 280) == "é" * 280


def test_a_nir_is_refused_without_being_quoted() -> None:
    with pytest.raises(InputError) as caught:
        check_note("son n° : 2 90 05 78 006 084 36", field="motive")
    assert (caught.value.field, caught.value.reason) == ("motive", "nir")
    assert "290" not in str(caught.value).replace(" ", "")


@given(st.text(max_size=280))
def test_a_note_that_is_kept_is_kept_as_it_is_the_second_time(text: str) -> None:
    try:
        kept = check_note(text)
    except InputError:
        return
    assert check_note(kept) == kept
