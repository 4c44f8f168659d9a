"""One try to reach a person: by what, with what result, how many minutes it took."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.path_vocabulary import AttemptChannel, AttemptResult


class Attempt(Fact):
    """No text in it: the effort stays counted when its person is erased."""

    kind: ClassVar[str] = "attempt"
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "follow_up_id", "worker_id")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    person_id: str | None = None
    follow_up_id: str | None = None
    at: Instant
    channel: AttemptChannel
    result: AttemptResult
    minutes: int = 0
    worker_id: str | None = None
