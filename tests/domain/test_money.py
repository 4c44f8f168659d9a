from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.cells import check_cell
from espace_mobile.domain.money import MOST, parse_amount, typed_amount
from espace_mobile.errors import InputError

amounts = st.integers(0, MOST)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("3 950", 395_000), ("3\u202f950 €", 395_000), ("3\u00a0950,00€", 395_000), ("122 850,50", 12_285_050),
        ("122850,5", 12_285_050), ("8400 euros", 840_000), ("0", 0), ("12.50", 1250), ("  7  ", 700),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_french_people_write_it(typed: str, cents: int) -> None:
    assert parse_amount(typed) == cents


@pytest.mark.parametrize("typed", ["", None, "  ", "/", "–", "-", "—", "?", "€"])
def test_a_blank_cell_is_no_amount_rather_than_zero(typed: str | None) -> None:
    assert parse_amount(typed) is None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("-12", "negative"), ("\u221212,50", "negative"), ("3.950", "ambiguous"), ("3,950", "ambiguous"),
        ("1.234.567,89", "ambiguous"), ("12 50", "format"), ("3,9501", "format"), ("environ 3 000", "format"),
        ("3 950 € par an", "format"), ("1 234,5,6", "format"), ("10 000 000 000", "too_large"),
        ("9" * 5000, "too_large"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(typed: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_amount(typed)
    assert (caught.value.field, caught.value.reason) == ("amount", reason)


@given(amounts)
def test_an_amount_typed_again_is_the_same(cents: int) -> None:
    assert parse_amount(typed_amount(cents)) == cents
    assert parse_amount(typed_amount(cents).replace(" ", "\u202f") + " €") == cents


def test_no_amount_is_typed_as_nothing() -> None:
    assert typed_amount(None) == ""
    assert typed_amount(0) == "0"


@pytest.mark.parametrize(
    ("typed", "kept"), [("/", None), (" – ", None), ("À définir", "À définir"), ("CMAS/AJD", "CMAS/AJD")]
)
def test_a_cell_marked_empty_is_kept_empty(typed: str, kept: str | None) -> None:
    assert check_cell(typed, "calendar", 20) == kept
