"""A bucket of requests each, refilled steadily."""

from __future__ import annotations

import os

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


def test_any_number_of_callers_take_the_memory_of_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "_BUCKETS", 64)
    limited = Rates(1, 2, lambda: 0.0)
    refused = 0
    for caller in range(10_000):
        try:
            limited.take((caller,))
        except ServerBusy:
            refused += 1
    assert refused == 10_000 - 64 * 2


def test_processes_forked_from_one_bound_a_caller_together() -> None:
    limited = Rates(0.001, 2)
    limited.take(("org", "device"))
    child = os.fork()
    if not child:
        limited.take(("org", "device"))
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    with pytest.raises(ServerBusy):
        limited.take(("org", "device"))
