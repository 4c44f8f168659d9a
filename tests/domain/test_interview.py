from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.interview import AGES, LENGTHS, Interview, check_text
from espace_mobile.errors import InputError

TALK = Interview(id="0" * 32, at=datetime(2026, 5, 14, 9, tzinfo=UTC))
NIR = "1 85 05 78 006 084 36"
TAPS = st.lists(st.one_of(st.just("plus"), st.just("minus"), st.sampled_from(AGES)))


@given(TAPS)
def test_there_are_never_more_ages_than_children(taps: list[object]) -> None:
    talk = TALK
    for tap in taps:
        talk = talk.without_child() if tap == "minus" else talk.with_child(tap if isinstance(tap, int) else None)
        assert len(talk.children_ages) <= (talk.children or 0)
        assert talk.children != 0


@given(st.sampled_from([None, *AGES]), TAPS)
def test_a_child_added_and_taken_away_leaves_as_many(age: int | None, taps: list[object]) -> None:
    talk = TALK
    for tap in taps:
        talk = talk.without_child() if tap == "minus" else talk.with_child(tap if isinstance(tap, int) else None)
    unnamed = (talk.children or 0) - len(talk.children_ages)
    if age is None or not unnamed:  # else an age tells of a child counted already
        assert talk.with_child(age).without_child().children == talk.children


@pytest.mark.parametrize("age", [-1, 16, 99])
def test_an_age_out_of_childhood_is_refused(age: int) -> None:
    with pytest.raises(InputError) as caught:
        TALK.with_child(age)
    assert (caught.value.field, caught.value.reason) == ("children_ages", "out_of_range")


@pytest.mark.parametrize("field", LENGTHS)
def test_each_text_has_its_length_and_never_holds_a_social_security_number(field: str) -> None:
    assert check_text(field, "é" * LENGTHS[field]) == "é" * LENGTHS[field]
    assert check_text(field, "  ") is None
    for text, reason in (("é" * (LENGTHS[field] + 1), "too_long"), (f"Son numéro {NIR}", "nir")):
        with pytest.raises(InputError) as caught:
            check_text(field, text)
        assert (caught.value.field, caught.value.reason) == (field, reason)


@pytest.mark.parametrize(
    "said",
    [{"line": "x"}, {"next_step_on": date(2026, 6, 1)}, {"children": 1}, {"urgent": True}, {"ended_at": TALK.at}],
)
def test_an_interview_is_empty_until_something_is_said(said: dict[str, object]) -> None:
    assert TALK.empty
    assert not TALK.but(**said).empty
