from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.phones import parse_phone, shown_phone
from espace_mobile.errors import InputError


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 39 98 12 34", "+33639981234"),
        ("06.39.98.12.34", "+33639981234"),
        ("0639981234", "+33639981234"),
        ("+33 (0)6 39 98 12 34", "+33639981234"),
        ("0033639981234", "+33639981234"),
        ("06\u00a039\u202f98 12–34", "+33639981234"),
        ("+49 1512 3456789", "+4915123456789"),
        ("00 212 6 12 34 56 78", "+212612345678"),
        ("", None),
        (None, None),
        ("  ", None),
    ],
)
def test_a_phone_is_kept_in_one_form(typed: str | None, kept: str | None) -> None:
    assert parse_phone(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["06 39 98", "06 39 98 12 345", "abc", "06 39 98 12 34 poste 3", "0000000000", "112", "+999 123456", "+", "-"],
)
def test_what_cannot_be_dialled_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_phone(typed)
    assert (caught.value.field, caught.value.reason) == ("phone", "invalid")


def test_a_phone_is_shown_as_it_is_said() -> None:
    assert shown_phone("+33639981234") == "06 39 98 12 34"
    assert shown_phone("+4915123456789").startswith("+49 ")
    assert shown_phone("?") == "?"


@given(st.integers(100_000_000, 999_999_999))
def test_a_phone_comes_back_from_how_it_is_shown(number: int) -> None:
    phone = f"+33{number}"
    assert parse_phone(shown_phone(phone)) == phone
    assert parse_phone(phone) == phone


@given(st.text(max_size=25))
def test_any_text_is_a_phone_or_an_input_error(text: str) -> None:
    try:
        phone = parse_phone(text)
    except InputError:
        return
    assert phone is None or parse_phone(phone) == phone
