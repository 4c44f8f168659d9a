"""The instants of some days, told without turning each into a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.indicators.told import day, on_days
from espace_mobile.domain.programme_year import Span

days = st.dates(date(2024, 1, 1), date(2030, 1, 1))


@given(days, st.integers(-1, 400), st.integers(-72 * 60, 402 * 24 * 60))
def test_an_instant_is_of_the_days_that_its_own_day_is_of(since: date, length: int, minutes: int) -> None:
    """Summer time begins and ends among them; a span may be the wrong way round."""
    span = Span(since, since + timedelta(days=length))
    at = datetime.combine(since, datetime.min.time(), UTC) + timedelta(minutes=minutes)
    assert on_days(span)(at) == (day(at) in span)
