"""Somebody who reads a table, knows the rule and solves every sum still doesn't know a small count."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espace_mobile.domain.suppression import hidden, hidden_parts, hidden_share, hidden_step, is_small

Table = list[list[int]]
counts = st.one_of(st.just(0), st.integers(1, 4), st.integers(0, 12))


def with_totals(rows: Table) -> Table:
    body = [[*row, sum(row)] for row in rows]
    return [*body, [sum(column) for column in zip(*body, strict=True)]]


def within_small(full: Table, i: int, j: int, under: int, told: set[tuple[int, int]]) -> bool:
    """Whether a published total above the cell is small: which of its parts are not zero isn't told then."""
    above = {(i, len(full[0]) - 1), (len(full) - 1, j), (len(full) - 1, len(full[0]) - 1)} - {(i, j)}
    return any(is_small(full[k][m], under) for k, m in above & told)


def solve(full: Table, out: set[tuple[int, int]], told: set[tuple[int, int]], under: int) -> list[Table]:
    """Every table there could be: what is published as it is, what is hidden for being small from 1 to under - 1, what
    is hidden besides any number, nothing above the largest that is needed to show that a cell may be anything."""
    height, width = len(full) - 1, len(full[0]) - 1
    ranges = []
    for i, j in product(range(height), range(width)):
        count = full[i][j]
        if (i, j) not in out:
            ranges.append([count])
        elif is_small(count, under) and not within_small(full, i, j, under, told):
            ranges.append(list(range(1, under)))
        else:
            ranges.append(list(range(max(0, count - under), count + under + 1)))
    return [rows for cells in product(*ranges) if could_be(rows := _rows(cells, width), full, out, told, under)]


def _rows(cells: tuple[int, ...], width: int) -> Table:
    return with_totals([list(cells[n : n + width]) for n in range(0, len(cells), width)])


def could_be(found: Table, full: Table, out: set[tuple[int, int]], told: set[tuple[int, int]], under: int) -> bool:
    for i, j in told:
        if (i, j) not in out:
            if found[i][j] != full[i][j]:
                return False
        elif _labelled(full, i, j, under, told) and not is_small(found[i][j], under):
            return False
    return True


def _labelled(full: Table, i: int, j: int, under: int, told: set[tuple[int, int]]) -> bool:
    return is_small(full[i][j], under) and not within_small(full, i, j, under, told)


def published(rows: Table, row_totals: bool, column_totals: bool) -> set[tuple[int, int]]:
    height, width = len(rows), len(rows[0])
    cells = {(i, j) for i in range(height) for j in range(width)}
    cells |= {(i, width) for i in range(height)} if row_totals else set()
    cells |= {(height, j) for j in range(width)} if column_totals else set()
    return cells | ({(height, width)} if row_totals or column_totals else set())


def check(rows: Table, under: int, row_totals: bool, column_totals: bool) -> None:
    full, told = with_totals(rows), published(rows, row_totals, column_totals)
    out = set(hidden(rows, under, row_totals=row_totals, column_totals=column_totals))
    assert out <= told
    small = {(i, j) for i, j in told if is_small(full[i][j], under)}
    assert small <= out
    found = solve(full, out, told, under)
    for i, j in small:
        values = {table[i][j] for table in found}
        assert len(values) >= 2, (rows, sorted(out), (i, j), values)
        whole = i < len(rows) and j < len(rows[0]) and not within_small(full, i, j, under, told)
        if whole:
            assert values >= set(range(1, under)), (rows, sorted(out), (i, j), values)


@settings(max_examples=40)
@given(rows=st.lists(counts, min_size=2, max_size=4).map(lambda row: [row]))
def test_no_part_of_one_total_is_given_away(rows: Table) -> None:
    check(rows, 5, row_totals=True, column_totals=False)


@settings(max_examples=40)
@given(rows=st.lists(st.lists(counts, min_size=2, max_size=2), min_size=2, max_size=2))
@pytest.mark.parametrize(("row_totals", "column_totals"), [(True, True), (True, False), (False, True)])
def test_no_cell_nor_subtotal_of_a_table_is_given_away(rows: Table, row_totals: bool, column_totals: bool) -> None:
    check(rows, 4, row_totals, column_totals)


@settings(max_examples=40)
@given(rows=st.lists(st.lists(st.integers(0, 7), min_size=3, max_size=3), min_size=2, max_size=2))
def test_no_cell_of_a_wider_table_is_given_away(rows: Table) -> None:
    check(rows, 3, row_totals=True, column_totals=True)


def test_a_small_count_takes_another_with_it() -> None:
    assert hidden_parts([3, 20, 40], 5) == {0, 2}
    assert hidden_parts([0, 20, 40], 5) == frozenset()
    assert hidden_parts([4, 4, 20], 5) == {0, 1, 2}  # two that are four at most and make eight are four each


def test_a_total_of_few_tells_nothing_of_its_parts() -> None:
    assert hidden_parts([1, 0, 2], 5) is None
    assert hidden([[1, 0, 2]], 5, column_totals=False) >= {(0, 0), (0, 1), (0, 2), (0, 3)}


def test_a_table_without_small_counts_is_told_whole() -> None:
    assert hidden([[0, 12], [30, 5]], 5) == frozenset()
    assert hidden([], 5) == frozenset()


def test_those_who_are_not_are_few_too() -> None:
    assert hidden_share(3, 12, 5)
    assert hidden_share(11, 12, 5)
    assert hidden_share(2, 3, 5)
    assert not hidden_share(0, 12, 5)
    assert not hidden_share(12, 12, 5)
    assert not hidden_share(6, 12, 5)


def test_two_numbers_that_differ_by_few_tell_of_them() -> None:
    assert hidden_step(42, 40, 5)
    assert not hidden_step(42, 42, 5)
    assert not hidden_step(42, 30, 5)
