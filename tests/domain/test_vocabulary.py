"""Codes are for ever: `codes.json` lists all that were ever offered, and nothing may leave it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.vocabulary import LISTS, RETIRED, Barrier, Need, OutingStatus, Sex, offered

EVER = json.loads(Path(__file__).with_name("codes.json").read_text("utf-8"))


def test_no_code_ever_leaves_its_list() -> None:
    assert {name: [code.value for code in codes] for name, codes in LISTS.items()} == EVER


def test_the_needs_are_the_sixteen_families_of_data_inclusion() -> None:
    assert len(Need) == 16
    assert all(code.value == code.value.lower() and " " not in code.value for code in Need)


def test_there_are_nine_barriers() -> None:
    assert len(Barrier) == 9


def test_keys_of_labels_are_unique() -> None:
    keys = [code.key for codes in LISTS.values() for code in codes]
    assert len(set(keys)) == len(keys)
    assert OutingStatus.HELD.key == "outing_status.held"


def test_a_retired_code_is_no_longer_offered_but_still_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RETIRED, "sex", {"unstated": 2})
    assert offered(Sex) == [Sex.FEMALE, Sex.MALE]
    assert Sex("unstated").known


@given(st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True))
def test_any_code_equals_its_text(text: str) -> None:
    code = Sex(text)
    assert (code == text, hash(code) == hash(text), code.value) == (True, True, text)
    assert code.known is (text in {"female", "male", "unstated"})


@pytest.mark.parametrize("text", ["", "Female", "a b", "x" * 41, "é"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a valid Sex"):
        Sex(text)
