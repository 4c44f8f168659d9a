"""Seeded histories of real engines, stores and service: the same in CI, fresh ones by `make simulate`."""

from __future__ import annotations

import pytest

from tests.simulation.history import run
from tests.simulation.many import failures

HISTORIES, ON_POSTGRESQL = 500, 15


def test_after_any_history_replicas_agree_and_nothing_is_lost() -> None:
    assert failures(range(HISTORIES)) == []


@pytest.mark.postgres
def test_after_any_history_on_postgresql_as_well(histories_url: str) -> None:
    for seed in range(ON_POSTGRESQL):
        run(seed, database=histories_url)
