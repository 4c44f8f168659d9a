"""Each year is lived on one tablet, and again by three that hear each other before and after it, not during it."""

from __future__ import annotations

import pytest

from tests.programmes.year import CLAIRE, NORTH, Year
from tests.sync.conftest import Field, field_day

__all__ = ["field_day"]


@pytest.fixture(params=[1, 3], ids=["one tablet", "three tablets"])
def year(request: pytest.FixtureRequest, field_day: Field) -> Year:
    year = Year(field_day, [field_day.post() for _ in range(request.param)])
    year.tablets[0].save(NORTH, CLAIRE, by=CLAIRE.id)
    return year
