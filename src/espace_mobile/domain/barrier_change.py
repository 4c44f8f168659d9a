"""One step in the history of a barrier: the file keeps the state of today, this how it came there."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.vocabulary import Barrier, BarrierState


class BarrierChange(Fact):
    kind: ClassVar[str] = "barrier_change"
    indexed: ClassVar[tuple[str, ...]] = ("person_id",)
    about: ClassVar[str | None] = "person_id"

    person_id: str
    at: Instant
    barrier: Barrier
    state: BarrierState
    worker_id: str | None = None
