from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.ages import FINE_BANDS, PAD_BANDS, age_at, age_band, band_at, pad_band
from espace_mobile.domain.vocabulary import AgeBand

TODAY = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(2010, 5, 14), 16),
        (date(2010, 5, 15), 15),
        (date(2010, 5, 13), 16),
        (date(2026, 5, 14), 0),
    ],
)
def test_an_age_changes_on_the_birthday(born: date, age: int) -> None:
    assert age_at(born, TODAY) == age


def test_born_on_29_february_one_is_older_on_1_march() -> None:
    assert (age_at(date(2008, 2, 29), date(2026, 2, 28)), age_at(date(2008, 2, 29), date(2026, 3, 1))) == (17, 18)


@pytest.mark.parametrize(
    ("age", "band", "column"),
    [
        (15, AgeBand.UNDER_16, AgeBand.UNSTATED),
        (16, AgeBand.FROM_16_TO_17, AgeBand.FROM_16_TO_25),
        (17, AgeBand.FROM_16_TO_17, AgeBand.FROM_16_TO_25),
        (18, AgeBand.FROM_18_TO_25, AgeBand.FROM_16_TO_25),
        (25, AgeBand.FROM_18_TO_25, AgeBand.FROM_16_TO_25),
        (26, AgeBand.FROM_26_TO_29, AgeBand.FROM_26_TO_44),
        (30, AgeBand.FROM_30_TO_44, AgeBand.FROM_26_TO_44),
        (44, AgeBand.FROM_30_TO_44, AgeBand.FROM_26_TO_44),
        (45, AgeBand.FROM_45_TO_54, AgeBand.FROM_45_TO_54),
        (55, AgeBand.FROM_55, AgeBand.FROM_55),
        (99, AgeBand.FROM_55, AgeBand.FROM_55),
    ],
)
def test_every_age_has_a_band_and_a_column(age: int, band: AgeBand, column: AgeBand) -> None:
    assert (age_band(age), pad_band(age_band(age))) == (band, column)


def test_every_code_has_a_column_and_the_pad_s_own_are_theirs() -> None:
    assert {pad_band(band) for band in AgeBand} == {*PAD_BANDS, AgeBand.UNSTATED}
    assert [pad_band(band) for band in PAD_BANDS] == list(PAD_BANDS)


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 40_000))
def test_bands_never_go_back(born: date, days: int) -> None:
    later = min(born + timedelta(days=days), TODAY)
    bands = [FINE_BANDS.index(band_at(on, birth_on=born)) for on in (later, TODAY)]
    assert bands == sorted(bands)


def test_a_band_comes_from_a_date_a_year_or_nothing() -> None:
    assert band_at(TODAY, date(2008, 5, 15), 1950) == AgeBand.FROM_16_TO_17
    assert band_at(TODAY, birth_year=2008) == AgeBand.FROM_18_TO_25
    assert band_at(TODAY) == AgeBand.UNSTATED
