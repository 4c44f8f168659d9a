"""Seeded histories of real engines, stores and service: the same in CI, fresh ones by `make simulate`."""

from __future__ import annotations

import pytest

from tests.simulation.history import FIRST, PATH, PROGRAMMES, SCHEDULE, run
from tests.simulation.many import failures

HISTORIES, PATHS, OF_PROGRAMMES, OF_SCHEDULES, ON_POSTGRESQL, PATHS_THERE = 150, 30, 3, 5, 8, 2


def test_after_any_history_replicas_agree_and_nothing_is_lost() -> None:
    counts = {PROGRAMMES: OF_PROGRAMMES, SCHEDULE: OF_SCHEDULES, FIRST: HISTORIES, PATH: PATHS}
    assert failures((sort, seed) for sort, count in counts.items() for seed in range(count)) == []


@pytest.mark.postgres
def test_after_any_history_on_postgresql_as_well(histories_url: str) -> None:
    for seed in range(ON_POSTGRESQL):
        run(seed, database=histories_url)
    for seed in range(ON_POSTGRESQL, ON_POSTGRESQL + PATHS_THERE):
        run(seed, database=histories_url, sort=PATH)
    run(ON_POSTGRESQL + PATHS_THERE, database=histories_url, sort=PROGRAMMES)
    run(ON_POSTGRESQL + PATHS_THERE + 1, database=histories_url, sort=SCHEDULE)
