"""Two files that look alike and are two people's, as somebody who knows them said."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant


class NotSame(Fact):
    """`id` derived from the two files, in order: two tablets that say so make one of it. It says nothing of them."""

    kind: ClassVar[str] = "not_same"
    indexed: ClassVar[tuple[str, ...]] = ("person_id",)
    about: ClassVar[str | None] = "person_id"

    person_id: str
    other_id: str
    at: Instant
    worker_id: str | None = None
