from __future__ import annotations

from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.dashboard import By, Filters
from espace_mobile.domain.dashboard.address import FIRST, LAST, MOST_YEARS, asks_for, from_query, misread, to_query
from espace_mobile.domain.programme_year import Span

TODAY = date(2026, 5, 14)
THIS_YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))

spans = st.builds(
    lambda a, b: Span(min(a, b), max(a, b)), st.dates(FIRST, LAST), st.dates(FIRST, LAST)
).filter(lambda s: s.until.year - s.since.year <= MOST_YEARS)  # fmt: skip
values = st.frozensets(st.from_regex(r"[a-z0-9_]{0,32}", fullmatch=True), min_size=1, max_size=8)
asked = st.builds(
    Filters, spans, st.none() | spans,
    st.dictionaries(st.sampled_from(By), values).map(MappingProxyType),
)  # fmt: skip


@given(asked)
def test_what_is_asked_is_read_again_from_its_address(filters: Filters) -> None:
    assert from_query(to_query(filters), TODAY) == filters
    assert misread(to_query(filters), TODAY) == ()


@given(st.text() | st.lists(st.tuples(st.sampled_from(["since", "until", "against", "place", "of", "x"]), st.text()))
       .map(lambda parts: "&".join(f"{name}={value}" for name, value in parts)))  # fmt: skip
def test_whatever_is_written_in_an_address_is_read_as_filters_that_have_one(text: str) -> None:
    filters = from_query(text, TODAY)
    assert from_query(to_query(filters), TODAY) == filters


def test_an_address_without_days_asks_for_this_year() -> None:
    assert from_query("", TODAY) == Filters(THIS_YEAR)
    assert from_query("?sex=female", TODAY).only == {By.SEX: frozenset({"female"})}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("since=2026-02-30&until=2026-03-01", ("since",)),
        ("since=2026-03-01", ("since",)),
        ("since=2026-03-02&until=2026-03-01", ("since",)),
        ("since=0001-01-01&until=9999-12-31", ("since",)),
        ("since=2000-01-01&until=2026-03-01", ("since",)),
        ("against=hier", ("against",)),
        ("place=Nora%20B.", ("place",)),
        ("colour=red&colour=blue", ("",)),
        ("sex=%FF&x=1", ("sex", "")),
        ("x" * 30_000, ("",)),
    ],
)
def test_a_part_that_cannot_be_read_is_left_out_and_said(text: str, wrong: tuple[str, ...]) -> None:
    assert from_query(text, TODAY) == Filters(THIS_YEAR)
    assert misread(text, TODAY) == wrong


def test_what_is_not_known_is_a_value_like_another() -> None:
    assert from_query("qpv=&qpv=inside", TODAY).only == {By.QPV: frozenset({"", "inside"})}


def test_the_list_behind_a_number_keeps_its_own_parts_beside_those_of_the_filters() -> None:
    text = "since=2026-01-01&until=2026-01-31&of=contacts&by=place&value="
    assert asks_for(text, "of") == "contacts"
    assert asks_for(text, "month") == ""
    assert misread(text, TODAY) == ()
