from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.budget import Total, by_side, by_year, total, year_shown
from espace_mobile.domain.programme_sheet import BudgetLine
from espace_mobile.domain.sheet_vocabulary import BudgetSide
from espace_mobile.protocol.values import new_id

P = "p" * 32


def line(cents: int | None, side: BudgetSide = BudgetSide.EXPENSE, year: int | None = None) -> BudgetLine:
    return BudgetLine(id=new_id(), programme_id=P, cents=cents, side=side, year=year)


lines = st.lists(
    st.builds(
        line, st.none() | st.integers(0, 10**10), st.sampled_from(BudgetSide), st.none() | st.integers(2020, 2030)
    )
)


def test_the_troyes_sheet_adds_up_and_says_what_is_blank() -> None:
    told = [line(395_000), line(12_285_000), line(None), line(None, BudgetSide.FUNDING)]
    assert by_side(told) == {BudgetSide.EXPENSE: Total(12_680_000, 1), BudgetSide.FUNDING: Total(None, 1)}


@given(lines, st.randoms(use_true_random=False))
def test_totals_do_not_depend_on_the_order(told: list[BudgetLine], shuffle: random.Random) -> None:
    mixed = shuffle.sample(told, len(told))
    assert (by_side(mixed), set(by_year(mixed))) == (by_side(told), set(by_year(told)))


@given(lines)
def test_a_blank_cell_never_counts_as_zero(told: list[BudgetLine]) -> None:
    said = [each for each in told if each.cents is not None]
    assert (total(told).cents is None) == (not said)
    assert total(told).blank == len(told) - len(said)
    more = total([*told, line(None)])
    assert (more.cents, more.blank) == (total(told).cents, total(told).blank + 1)


@given(lines, lines)
def test_totals_of_two_lists_add_up(one: list[BudgetLine], other: list[BudgetLine]) -> None:
    a, b, both = total(one), total(other), total([*one, *other])
    assert both.blank == a.blank + b.blank
    assert (both.cents or 0) == (a.cents or 0) + (b.cents or 0)


@given(lines)
def test_each_line_is_in_one_year_the_latest_first(told: list[BudgetLine]) -> None:
    groups = by_year(told)
    assert sorted(b.id for group in groups.values() for b in group) == sorted(b.id for b in told)
    years = [year for year in groups if year is not None]
    assert years == sorted(years, reverse=True)
    assert None not in list(groups)[:-1]


def test_the_year_that_is_shown_is_this_one_else_the_last_else_the_next() -> None:
    told = [line(1, year=year) for year in (2024, 2026, 2028)]
    assert [year_shown(told, now) for now in (2026, 2027, 2023)] == [2026, 2026, 2024]
    assert year_shown([line(1)], 2026) is None
