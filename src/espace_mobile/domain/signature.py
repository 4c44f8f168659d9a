"""« Émargement »: a person's signature for a session, as the finger drew it."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant


class Signature(Fact):
    """`strokes`: JSON, a list of strokes, each a list [x, y, x, y…] in thousandths of the pad's width; `height`: of the
    pad, likewise. `id`: derived from the session and the person.
    """

    kind: ClassVar[str] = "signature"
    sealed: ClassVar[frozenset[str]] = frozenset({"strokes"})
    indexed: ClassVar[tuple[str, ...]] = ("session_id", "person_id")
    about: ClassVar[str | None] = "person_id"

    session_id: str
    person_id: str
    at: Instant
    strokes: str = ""
    height: int = 400
    worker_id: str | None = None
