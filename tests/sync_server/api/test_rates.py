"""A bucket of requests each, refilled steadily."""

from __future__ import annotations

import pytest

from espace_mobile.errors import ServerBusy
from sync_server.api import rates
from sync_server.api.rates import Rates


def test_a_burst_is_allowed_then_a_steady_rate() -> None:
    now = [0.0]
    limited = Rates(2, 3, lambda: now[0])
    for _ in range(3):
        limited.take("a")
    with pytest.raises(ServerBusy) as told:
        limited.take("a")
    assert told.value.params == {"after": 1, "reason": "rate"}
    now[0] = 0.5
    limited.take("a")
    with pytest.raises(ServerBusy):
        limited.take("a")


def test_one_caller_does_not_use_up_anothers() -> None:
    limited = Rates(1, 1, lambda: 0.0)
    limited.take("a")
    limited.take("b")
    with pytest.raises(ServerBusy):
        limited.take("a")


def test_a_caller_that_rested_has_its_burst_again_and_no_more() -> None:
    now = [0.0]
    limited = Rates(1, 2, lambda: now[0])
    limited.take("a")
    now[0] = 1000
    limited.take("a")
    limited.take("a")
    with pytest.raises(ServerBusy):
        limited.take("a")


def test_memory_of_callers_is_bounded() -> None:
    limited = Rates(1, 1, lambda: 0.0)
    for caller in range(rates._REMEMBERED + 10):
        limited.take(caller)
    assert len(limited._buckets) == rates._REMEMBERED
    with pytest.raises(ServerBusy):
        limited.take(rates._REMEMBERED + 9)
