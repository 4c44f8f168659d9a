"""Counts without identity. Two tablets at one van add up: an increment, never an absolute value."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.vocabulary import TallyOf


class Tally(Fact):
    """`delta`: how many more, negative to take back."""

    kind: ClassVar[str] = "tally"
    indexed: ClassVar[tuple[str, ...]] = ("outing_id",)

    outing_id: str
    at: Instant
    what: TallyOf
    delta: int = 1
    worker_id: str | None = None
