"""A dated note in a file. The person may read it."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant


class PersonNote(Fact):
    kind: ClassVar[str] = "person_note"
    sealed: ClassVar[frozenset[str]] = frozenset({"text"})
    indexed: ClassVar[tuple[str, ...]] = ("person_id",)
    about: ClassVar[str | None] = "person_id"

    person_id: str
    at: Instant
    text: str = ""
    worker_id: str | None = None
