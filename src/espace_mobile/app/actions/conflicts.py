"""Fields that two devices set without seeing each other: both values kept, one to be chosen. Works offline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from espace_mobile.domain.worker import Worker
from espace_mobile.store.open_conflict import OpenConflict
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Candidate:
    """A value that somebody gave: `by` is a worker's id, perhaps of one this device does not know."""

    value: Any
    at: datetime
    by: str


@dataclass(frozen=True)
class Disagreement:
    """`field` of the record `of`; its candidates newest first. The first one is what shows meanwhile."""

    id: str
    of: str
    of_kind: str
    field: str
    candidates: tuple[Candidate, ...]


def open_conflicts(replica: Replica, of: str | None = None) -> list[Disagreement]:
    """Of one record, or of all of them; in the order of their fields."""
    found = [_disagreement(conflict) for conflict in replica.conflicts(of)]
    return sorted(found, key=lambda d: (d.of_kind, d.of, d.field))


def settle(replica: Replica, disagreement: Disagreement, value: Any, worker: Worker) -> None:
    """Keep `value`: one of the candidates, or another one typed now. Every candidate counts as seen."""
    replica.settle(disagreement.id, value, by=worker.id)


def _disagreement(conflict: OpenConflict) -> Disagreement:
    candidates = tuple(
        Candidate(entry.value, datetime.fromtimestamp(entry.stamp.ms / 1000, UTC), entry.by)
        for entry in conflict.values
    )
    return Disagreement(conflict.id, conflict.of, conflict.of_kind, conflict.field, candidates)
