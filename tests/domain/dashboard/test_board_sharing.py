"""A board that leaves the office tells of no small group, whichever of its tables are put together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from espace_mobile.domain.dashboard import Board, By, Card, Cut, Filters, Point, Trend
from espace_mobile.domain.dashboard.sharing import shared
from espace_mobile.domain.indicators.figure import Of
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.suppression import is_small

YEAR, BEFORE = Span(date(2026, 1, 1), date(2026, 12, 31)), Span(date(2025, 1, 1), date(2025, 12, 31))
UNDER = 4


def cut(by: By, names: str, counts: list[int], code: Of = Of.FILES) -> Cut:
    return Cut(by, (code,), tuple((name, (n,)) for name, n in zip(names, counts, strict=True)), (sum(counts),))


def board(cuts: list[Cut], code: Of = Of.FILES, value: int | None = None, before: int | None = None) -> Board:
    total = value if value is not None else (cuts[0].totals[0] or 0)
    return Board(
        Filters(YEAR, BEFORE if before is not None else None), (Card(code, total, before),), (), (), tuple(cuts)
    )


def column(found: Cut) -> dict[str, int | None]:
    return {name: values[0] for name, values in found.rows}


@st.composite
def two_cuts(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """The same people by sex and by age."""
    people = draw(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2)), max_size=13))
    return [sum(p[0] == n for p in people) for n in range(2)], [sum(p[1] == n for p in people) for n in range(3)]


@settings(max_examples=50)
@given(both=two_cuts())
def test_two_cuts_of_one_total_give_nobody_away(both: tuple[list[int], list[int]]) -> None:
    found = shared(board([cut(By.SEX, "fm", both[0]), cut(By.AGE, "abc", both[1])]), UNDER)
    total, shown = found.funnel[0].value, [list(column(each).values()) for each in found.cuts]
    for counts, told in zip(both, shown, strict=True):
        for n, count in enumerate(counts):
            if is_small(count, UNDER):
                assert told[n] is None
                assert len(possible(both, shown, total, counts is both[1], n)) >= 2


def possible(
    both: tuple[list[int], ...], shown: list[list[int | None]], total: int | None, second: bool, n: int
) -> set[int]:
    """What a small count could be for somebody who knows the rule, and that both cuts count the same people."""
    values = set()
    for guess in range(max(sum(both[0]), UNDER) + 1) if total is None else [total]:
        ways = [list(partitions(told, counts, guess, total is None)) for told, counts in zip(shown, both, strict=True)]
        if all(ways):
            values |= {way[n] for way in ways[second]}
    return values


def partitions(told: list[int | None], counts: list[int], total: int, whole: bool) -> list[tuple[int, ...]]:
    free = range(total + 1)
    small = range(1, UNDER)
    ranges = [[value] if value is not None else list(small if is_small(count, UNDER) and not whole else free)
              for value, count in zip(told, counts, strict=True)]  # fmt: skip
    return [way for way in product(*ranges) if sum(way) == total]


def test_a_total_of_few_hides_every_cut_of_it() -> None:
    found = shared(board([cut(By.SEX, "fm", [2, 0]), cut(By.AGE, "abc", [1, 1, 0])]), 5)
    assert found.funnel[0].value is None
    assert all(value is None for each in found.cuts for value in (*column(each).values(), *each.totals))


def test_what_is_no_count_of_people_stays() -> None:
    told = board([cut(By.PLACE, "ab", [1, 30], Of.OUTINGS_HELD)], Of.OUTINGS_HELD)
    assert shared(told, 5) == told


def test_the_months_of_a_year_do_not_give_a_month_of_few_away() -> None:
    points = tuple(Point(date(2026, n, 1), value) for n, value in ((1, 2), (2, 20), (3, 9)))
    told = replace(board([], value=31), trends=(Trend(Of.FILES, points),))
    assert [p.value for p in shared(told, 5).trends[0].points] == [None, None, 9]


def test_two_people_are_not_told_by_how_often_they_came() -> None:
    codes, rows = (Of.IN_SESSIONS, Of.PRESENCES), (("f", (2, 9)), ("m", (20, 40)), ("", (6, 6)))
    told = replace(board([Cut(By.SEX, codes, rows, (28, 55))]), funnel=tuple(map(Card, codes, (28, 55))))
    found = shared(told, 5)
    assert found.cuts[0].rows == (("f", (None, None)), ("m", (None, None)), ("", (6, 6)))
    assert [card.value for card in found.funnel] == [28, 55]


def test_a_period_of_few_is_hidden_beside_one_of_many() -> None:
    assert shared(board([], value=40, before=3), 5).funnel[0] == Card(Of.FILES, 40, None)


def test_the_same_days_and_a_few_more_do_not_tell_of_those_few() -> None:
    told = replace(board([], value=40, before=38), filters=Filters(YEAR, Span(YEAR.since, date(2026, 11, 30))))
    assert shared(told, 5).funnel[0].before is None
    apart = board([], value=40, before=38)
    assert shared(apart, 5) == apart


def test_days_that_overlap_do_not_tell_what_a_month_of_them_hides() -> None:
    """January hides December; January again, as the days compared with, would take it away."""
    points = tuple(Point(date(2026, n, 1), value) for n, value in ((1, 30), (2, 10), (12, 3)))
    months = replace(board([], value=43, before=30), trends=(Trend(Of.FILES, points),),
                     filters=Filters(YEAR, Span(date(2026, 1, 1), date(2026, 1, 31))))  # fmt: skip
    found = shared(months, 5)
    assert [p.value for p in found.trends[0].points] == [None, 10, None]
    assert found.funnel[0] == Card(Of.FILES, 43, None)


def filtered(told: Board, *values: str) -> Board:
    return replace(told, filters=Filters(YEAR, told.filters.against, MappingProxyType({By.PLACE: frozenset(values)})))


def test_a_filter_that_leaves_few_out_hides_as_one_that_leaves_few_in() -> None:
    everybody = board([cut(By.SEX, "fm", [30, 20])], before=50)
    some = filtered(board([cut(By.SEX, "fm", [26, 12])], before=47), "p")
    assert column(shared(some, 5).cuts[0]) == {"f": 26, "m": 12}
    found = shared(some, 5, everybody)
    assert found.funnel == (Card(Of.FILES, 38, None),)  # 12 fewer people, and 3 of the year before
    assert column(found.cuts[0]) == {"f": None, "m": None}
    many = shared(filtered(board([cut(By.SEX, "fm", [28, 19])]), "p"), 5, everybody)
    assert many.funnel[0].value is None


def test_a_row_that_hides_another_is_not_told_by_filtering_it() -> None:
    everybody = board([cut(By.PLACE, "pqr", [3, 30, 10])])
    assert column(shared(everybody, 5).cuts[0]) == {"p": None, "q": None, "r": 10}
    told = {values: shared(filtered(board([], value=n), *values), 5, everybody).funnel[0].value
            for values, n in (("q", 30), ("r", 10), ("pq", 33), ("pr", 13))}  # fmt: skip
    assert told == {"q": None, "r": 10, "pq": 33, "pr": None}


def test_a_filter_that_leaves_few_hides_the_whole_board() -> None:
    only = MappingProxyType({By.PLACE: frozenset({"p"})})
    few = replace(board([cut(By.SEX, "fm", [3, 0])], before=30), filters=Filters(YEAR, BEFORE, only))
    found = shared(few, 5)
    assert found.funnel == (Card(Of.FILES, None, None),)
    assert found.cuts[0].rows == ()


def test_where_a_place_stands_tells_nothing_of_how_many_came_there() -> None:
    found = shared(board([cut(By.PLACE, "zyxw", [30, 20, 9, 2])]), 5)
    assert [name for name, _ in found.cuts[0].rows] == ["w", "x", "y", "z"]
    assert column(found.cuts[0]) == {"w": None, "x": 9, "y": 20, "z": None}


def test_what_is_hidden_once_stays_as_it_is() -> None:
    once = shared(board([cut(By.SEX, "fm", [3, 20])], value=23), 5)
    assert column(once.cuts[0]) == {"f": None, "m": None}
    assert once.funnel[0].value == 23
