"""What may be published: nothing that was not foreseen, and what was read once is read the same again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from espace_mobile.protocol.publication import (
    PublicPages,
    PublicStory,
    calendar_digest,
    calendar_path,
    is_slug,
    new_calendar_secret,
)

WHEN = "2026-11-21T08:00:00+01:00"
ANYTHING = st.text(max_size=30) | st.text(alphabet=" \t\n\r\x00\x1f\x7f\x85\u00a0\u2028\u200ba", max_size=12)


def _pages(**others: Any) -> PublicPages:
    return PublicPages.model_validate({"slug": "ici", "title": "T", "published_at": WHEN} | others)


@given(title=ANYTHING, intro=ANYTHING, at=st.datetimes().map(lambda t: t.replace(year=2026).isoformat() + "+05:30"))
def test_what_was_read_once_is_read_the_same_again(title: str, intro: str, at: str) -> None:
    date = {"id": "0" * 32, "on": "2026-03-29", "starts": "02:30", "place": title, "changed_at": at}
    once = _pages(title=title, intro=intro, dates=[date]).model_dump_json()
    assert PublicPages.model_validate_json(once).model_dump_json() == once
    told = json.loads(once)
    assert not set(told["title"]) & {*map(chr, range(32)), "\x7f"}
    assert set(told["intro"]) & {*map(chr, range(32)), "\x7f"} <= set("\n\r\t")


def test_a_text_keeps_its_lines_and_its_french_spaces() -> None:
    pages = _pages(title="« Ici »\nou là ?", intro="Un.\n\nDeux : trois.")
    assert (pages.title, pages.intro) == ("« Ici » ou là ?", "Un.\n\nDeux : trois.")


@pytest.mark.parametrize("slug", ["ici", "espace-mobile-90", "v12a", "abc"])
def test_an_address_that_can_be_typed(slug: str) -> None:
    assert is_slug(slug)


@pytest.mark.parametrize(
    "slug", ["", "a", "Ici", "ici\n", "v1", "v23", "calendars", "static", "-ici", "ici-", "i ci", "é", "1a", "a" * 41]
)
def test_an_address_that_nobody_gets(slug: str) -> None:
    assert not is_slug(slug)
    with pytest.raises(ValidationError):
        _pages(slug=slug)


def test_an_error_never_repeats_the_words() -> None:
    with pytest.raises(ValidationError) as told:
        PublicStory.model_validate({"id": "x", "by": "employee", "text": "Amina" * 2_000, "on": "2026-10-01"})
    assert "Amina" not in str(told.value)


def test_a_calendar_s_address_is_not_found_from_what_the_register_keeps() -> None:
    first, second = new_calendar_secret(), new_calendar_secret()
    assert len({first, second, calendar_digest(first), calendar_digest(second)}) == 4
    assert len(first) == 43
    assert calendar_digest(first) not in calendar_path(first)
