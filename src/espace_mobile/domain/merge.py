"""Two files that are one person's. A link between them: no fact is rewritten, so it can be undone at any time."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant


class Merge(Fact):
    """The file `person_id` was taken into `into_id`. Deleting this record takes them apart again.

    Every device of the org has it, for the files may be of two teams: it says nothing of the person. `seen`: JSON,
    {field: stamp} of `person_id` at that moment: what its stamps have beyond them was written since, elsewhere.
    """

    kind: ClassVar[str] = "merge"
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "into_id")
    about: ClassVar[str | None] = "person_id"

    person_id: str
    into_id: str
    at: Instant
    worker_id: str | None = None
    seen: str = "{}"


class MergedValues(Fact):
    """What a merge set in the file it was taken into, `person_id`, for undoing it: known where that file is.

    `replaced`: JSON, {field: [before, after]}. `taken_id`: the file some of these values come from.
    """

    kind: ClassVar[str] = "merged_values"
    sealed: ClassVar[frozenset[str]] = frozenset({"replaced"})
    indexed: ClassVar[tuple[str, ...]] = ("person_id",)
    about: ClassVar[str | None] = "person_id"
    also_about: ClassVar[tuple[str, ...]] = ("taken_id",)

    person_id: str
    merge_id: str
    taken_id: str | None = None
    replaced: str = "{}"
