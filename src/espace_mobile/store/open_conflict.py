"""A conflict as a supervisor sees it."""

from __future__ import annotations

from dataclasses import dataclass

from espace_mobile.protocol import conflict
from espace_mobile.protocol.change import Entry
from espace_mobile.protocol.record import Record


@dataclass(frozen=True)
class OpenConflict:
    """A field with several values, newest first, that nobody has settled. Entry values are in clear."""

    id: str
    of: str
    of_kind: str
    field: str
    values: list[Entry]


def open_conflict(record: Record) -> OpenConflict:
    of, of_kind, field = (record.fields[k] for k in (conflict.OF, conflict.OF_KIND, conflict.FIELD))
    return OpenConflict(record.id, of, of_kind, field, conflict.heads(record))
