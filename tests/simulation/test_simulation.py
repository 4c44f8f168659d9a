"""Seeded histories of real engines, stores and service: the same in CI, fresh ones by `make simulate`."""

from __future__ import annotations

import os
import random

import pytest

from tests.simulation.history import run

HISTORIES = int(os.environ.get("ESPACE_HISTORIES", "60"))
FIRST = random.SystemRandom().randrange(10**9) if "ESPACE_HISTORIES" in os.environ else 0
GROUP = 10


@pytest.mark.parametrize("group", range(0, HISTORIES, GROUP))
def test_after_any_history_replicas_agree_and_nothing_is_lost(group: int) -> None:
    for seed in range(FIRST + group, FIRST + min(group + GROUP, HISTORIES)):
        run(seed)
