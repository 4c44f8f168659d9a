"""Seeded storms over real processes; a failing one prints its seed and what each request met (make torture-sync)."""

from __future__ import annotations

import pytest

from tests.proxied.fleet import Fleet
from tests.proxied.storm import Storm, play

SECONDS = 1.5


@pytest.mark.parametrize("seed", [1, 2])
def test_after_a_storm_with_kills_everybody_agrees_and_nothing_acknowledged_is_lost(ships: Fleet, seed: int) -> None:
    told = play(Storm(ships, seed, SECONDS))
    print(told)
