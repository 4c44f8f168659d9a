"""Two files that are one person's. A link between them: no fact is rewritten, so it can be undone at any time."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant


class Merge(Fact):
    """The file `person_id` was taken into `into_id`. Deleting this record takes them apart again.

    `replaced`: JSON, {field: [before, after]} of what the merge set in `into_id`, for undoing it. `seen`: JSON,
    {field: stamp} of `person_id` at that moment: what its stamps have beyond them was written since, elsewhere.
    """

    kind: ClassVar[str] = "merge"
    sealed: ClassVar[frozenset[str]] = frozenset({"replaced"})
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "into_id")
    about: ClassVar[str | None] = "person_id"

    person_id: str
    into_id: str
    at: Instant
    worker_id: str | None = None
    replaced: str = "{}"
    seen: str = "{}"
