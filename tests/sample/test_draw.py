from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time
from statistics import fmean, pvariance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.protocol.values import is_id
from espace_mobile.sample.draw import Draw, local

seeds = st.integers(0, 2**32)


@given(seeds, st.integers(0, 200), st.dictionaries(st.text(max_size=2), st.integers(1, 60), min_size=1, max_size=6))
def test_dealing_is_exact_to_the_nearest_whole_number(seed: int, n: int, weights: dict[str, int]) -> None:
    hand = Draw(seed).deal(n, weights)
    counts = Counter(hand)
    assert len(hand) == n
    assert all(abs(counts[value] - n * weight / sum(weights.values())) < 1 for value, weight in weights.items())


@given(seeds)
def test_counts_follow_the_negative_binomial_law(seed: int) -> None:
    counts = Draw(seed).negative_binomial(1000, mean=15, k=4, least=0, most=1000)
    assert fmean(counts) == pytest.approx(15, rel=0.01)
    assert pvariance(counts) == pytest.approx(15 + 15**2 / 4, rel=0.05)


@given(seeds, st.integers(1, 300))
def test_counts_stay_between_their_ends(seed: int, n: int) -> None:
    assert all(2 <= count <= 45 for count in Draw(seed).negative_binomial(n, 15, 4, least=2, most=45))


@given(seeds, st.datetimes(datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None), timezones=st.just(UTC)))
def test_an_id_is_a_uuid_of_its_instant(seed: int, at: datetime) -> None:
    id = Draw(seed).id(at)
    assert is_id(id)
    assert id[12] == "7"
    assert int(id[:12], 16) == int(at.timestamp() * 1000)


@given(seeds)
def test_a_moment_is_between_its_ends(seed: int) -> None:
    on = date(2026, 3, 29)  # the clocks change that night
    at = Draw(seed).moment(on, time(9), time(12))
    assert local(on, time(9)) <= at < local(on, time(12))
