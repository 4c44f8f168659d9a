from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.rights import MONTHS, RightState, holds, in_order, last_day, renewed_until, state
from espace_mobile.domain.sheet_vocabulary import RightSort
from espace_mobile.protocol.values import new_id

TODAY = date(2026, 5, 14)
days = st.dates(date(2024, 1, 1), date(2030, 1, 1))


def right(until: date | None, since: date | None = date(2026, 1, 1)) -> PersonRight:
    return PersonRight(id=new_id(), right=RightSort.CARTE_SORTIR, since=since, until=until)


@pytest.mark.parametrize(
    ("until", "since", "said"),
    [
        (TODAY - timedelta(days=1), date(2026, 1, 1), RightState.EXPIRED),
        (TODAY, date(2026, 1, 1), RightState.ENDING),  # its last day is included
        (TODAY + timedelta(days=30), None, RightState.ENDING),
        (TODAY + timedelta(days=31), None, RightState.VALID),
        (None, None, RightState.VALID),
        (None, TODAY + timedelta(days=1), RightState.COMING),
    ],
)
def test_a_right_stands_as_its_days_say(until: date | None, since: date | None, said: RightState) -> None:
    assert state(right(until, since), TODAY) == said
    assert holds(right(until, since), TODAY) == (said in (RightState.VALID, RightState.ENDING))


def test_three_months_end_on_the_eve_of_the_same_day() -> None:
    assert last_day(date(2026, 3, 15), 3) == date(2026, 6, 14)
    assert last_day(date(2025, 11, 30), 3) == date(2026, 2, 27)


def test_a_right_goes_on_from_its_end_and_an_expired_one_from_today() -> None:
    assert renewed_until(right(date(2026, 6, 14)), TODAY, 3) == date(2026, 9, 14)
    assert renewed_until(right(date(2025, 6, 14)), TODAY, 3) == date(2026, 8, 13)
    assert renewed_until(right(None), TODAY, 12) == date(2027, 5, 13)


@given(days, days, st.sampled_from(MONTHS))
def test_a_renewed_right_holds_today_and_ends_later(until: date, today: date, months: int) -> None:
    before = right(until, date(2020, 1, 1))
    after = before.but(until=renewed_until(before, today, months))
    assert after.until is not None
    assert after.until > until
    assert holds(after, today)


@given(st.lists(st.one_of(st.none(), days)))
def test_expired_rights_come_last(ends: list[date | None]) -> None:
    found = in_order([right(until, None) for until in ends], TODAY)
    expired = [state(each, TODAY) == RightState.EXPIRED for each in found]
    assert expired == sorted(expired)
