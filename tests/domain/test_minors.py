from __future__ import annotations

from datetime import date

import pytest

from espace_mobile.domain.minors import ALONE_FROM, is_under
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AgeBand

TODAY = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("known", "minor"),
    [
        ({"birth_on": date(2008, 5, 15)}, True),
        ({"birth_on": date(2008, 5, 14)}, False),
        ({"birth_year": 2009}, True),
        ({"birth_year": 2008}, False),  # 17 or 18: the benefit of the doubt
        ({"age_band": AgeBand.FROM_16_TO_17}, True),
        ({"age_band": AgeBand.FROM_16_TO_25}, False),
        ({"birth_year": 1990, "age_band": AgeBand.FROM_16_TO_17}, False),  # the birth goes before the band
        ({}, False),
    ],
)
def test_who_is_under_18_by_whatever_is_known(known: dict, minor: bool) -> None:
    assert is_under(Person(id="a" * 32, **known), TODAY) is minor


def test_who_is_under_16() -> None:
    assert is_under(Person(id="a" * 32, birth_year=2011), TODAY, ALONE_FROM)
    assert not is_under(Person(id="a" * 32, birth_year=2009), TODAY, ALONE_FROM)
