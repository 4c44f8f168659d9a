from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.programme import Programme
from espace_mobile.domain.targets import TARGETS, read_hours, read_target, typed_hours
from espace_mobile.errors import InputError


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("participants", "9", 9), ("participants", "", None), ("outings_a_year", "60", 60),
        ("work_minutes", "4 200", 252_000), ("work_minutes", "4\u202f200 h", 252_000),
        ("review_minutes", "3 h 30", 210),
        ("review_minutes", "3,5", 210), ("review_minutes", "0 h 45", 45), ("review_minutes", " ", None),
        ("review_days", "21", 21),
    ],
)  # fmt: skip
def test_a_target_is_read_as_it_is_typed(field: str, typed: str, value: int | None) -> None:
    assert read_target(typed, field) == value


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("participants", "neuf", "number"), ("participants", "0", "out_of_range"), ("participants", "-1", "number"),
        ("review_days", "400", "out_of_range"), ("work_minutes", "-4 200", "hours"),
        ("work_minutes", "0", "out_of_range"),
        ("review_minutes", "3 h 75", "hours"), ("review_minutes", "h", "hours"),
        ("review_minutes", "30", "out_of_range"),
        ("referents_a_year", "2,5", "number"),
    ],
)  # fmt: skip
def test_what_is_no_target_is_refused_under_its_field(field: str, typed: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read_target(typed, field)
    assert (caught.value.field, caught.value.reason) == (field, reason)


@given(st.integers(1, 1_000_000))
def test_hours_typed_again_are_the_same(minutes: int) -> None:
    assert read_hours(typed_hours(minutes), "work_minutes", 0, 1_000_000) == minutes


def test_each_target_is_a_field_of_a_programme() -> None:
    assert set(TARGETS) <= set(Programme.model_fields)
