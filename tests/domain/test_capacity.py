from __future__ import annotations

import pytest

from espace_mobile.domain.capacity import over_capacity, seats_left


@pytest.mark.parametrize(("people", "left", "over"), [(0, 5, 0), (4, 1, 0), (5, 0, 0), (6, 0, 1), (8, 0, 3)])
def test_five_people_at_most(people: int, left: int, over: int) -> None:
    assert (seats_left(people), over_capacity(people)) == (left, over)


def test_capacity_is_a_setting() -> None:
    assert (seats_left(9, capacity=10), over_capacity(9, capacity=8)) == (1, 1)
