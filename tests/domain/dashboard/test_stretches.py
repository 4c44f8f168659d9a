from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.dashboard.stretches import (
    Against,
    Stretch,
    after,
    against_of,
    before,
    span_against,
    stretch_at,
    stretch_of,
    year_earlier,
)
from espace_mobile.domain.programme_year import Span

days = st.dates(date(1995, 1, 1), date(2090, 12, 31))
spans = st.builds(lambda day, n: Span(day, day + timedelta(days=n)), days, st.integers(0, 900))
TAPPED = (Stretch.MONTH, Stretch.QUARTER, Stretch.YEAR, Stretch.TWO_YEARS)


def span(since: str, until: str) -> Span:
    return Span(date.fromisoformat(since), date.fromisoformat(until))


@given(spans)
def test_the_days_before_end_where_these_begin_and_those_after_begin_where_they_end(these: Span) -> None:
    assert before(these).until + timedelta(days=1) == these.since
    assert after(these).since == these.until + timedelta(days=1)


@given(st.sampled_from(TAPPED), days)
def test_a_stretch_is_recognised_and_holds_its_day(stretch: Stretch, day: date) -> None:
    assert day in stretch_at(stretch, day)
    assert stretch_of(stretch_at(stretch, day)) == stretch


@given(st.sampled_from(TAPPED), days)
def test_turning_back_and_forth_comes_back_to_the_same_days(stretch: Stretch, day: date) -> None:
    these = stretch_at(stretch, day)
    assert after(before(these)) == these == before(after(these))
    assert stretch_of(before(these)) == stretch


@pytest.mark.parametrize(
    ("these", "the_before", "the_year_earlier"),
    [
        (span("2026-05-01", "2026-05-31"), span("2026-04-01", "2026-04-30"), span("2025-05-01", "2025-05-31")),
        (span("2024-02-01", "2024-02-29"), span("2024-01-01", "2024-01-31"), span("2023-02-01", "2023-02-28")),
        (span("2026-01-01", "2026-03-31"), span("2025-10-01", "2025-12-31"), span("2025-01-01", "2025-03-31")),
        (span("2025-09-13", "2026-09-12"), span("2024-09-13", "2025-09-12"), span("2024-09-13", "2025-09-12")),
        (span("2026-05-04", "2026-05-10"), span("2026-04-27", "2026-05-03"), span("2025-05-04", "2025-05-10")),
        (span("2024-02-29", "2024-02-29"), span("2024-02-28", "2024-02-28"), span("2023-02-28", "2023-02-28")),
    ],
)
def test_days_are_compared_with_those_before_or_a_year_earlier(
    these: Span, the_before: Span, the_year_earlier: Span
) -> None:
    assert before(these) == the_before
    assert year_earlier(these) == the_year_earlier


@given(spans, st.sampled_from(Against))
def test_how_days_are_compared_is_recognised(these: Span, how: Against) -> None:
    other = span("1991-01-01", "1991-01-02")
    found = against_of(these, span_against(these, how, other))
    assert found == how or (found == Against.BEFORE and before(these) == year_earlier(these))


def test_the_year_of_a_programme_is_recognised_before_the_others() -> None:
    own = span("2025-09-13", "2026-09-12")
    assert stretch_of(own) == Stretch.OTHER
    assert stretch_of(own, own) == Stretch.OWN_YEAR
