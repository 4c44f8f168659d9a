"""A site published on the server of the test, as a visitor reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests import published


@pytest.fixture
def site(served: Any, fleet: Any) -> Any:
    fleet.now = published.NOW_MS
    published.publish(served.site.register, fleet.org, published.pages())
    return served


@pytest.fixture
def visitor(site: Any) -> Iterator[httpx.Client]:
    with site.client() as client:
        yield client
