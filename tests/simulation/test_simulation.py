"""Seeded histories of real engines, stores and service: the same in CI, fresh ones by `make simulate`."""

from __future__ import annotations

from tests.simulation.many import failures

HISTORIES = 500


def test_after_any_history_replicas_agree_and_nothing_is_lost() -> None:
    assert list(failures(range(HISTORIES))) == []
