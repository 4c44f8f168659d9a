"""What a commit does to the tables. Documents are replaced, never changed in place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Id = int | str
Document = dict[str, Any]
Rows = dict[Any, Document]
Tables = dict[str, Rows]
# (table, id, document); document None removes. Id None is the table itself: {} makes it exist, empty; None drops it.
Op = tuple[str, Id | None, Document | None]


def apply(tables: Tables, ops: Iterable[Op]) -> None:
    for table, id, document in ops:
        if id is None:
            _whole(tables, table, exists=document is not None)
        elif document is not None:
            if table in tables:
                tables[table][id] = document
            else:
                tables[table] = {id: document}
        elif table in tables:
            tables[table].pop(id, None)


def _whole(tables: Tables, table: str, *, exists: bool) -> None:
    # Emptied in place: whoever holds the table's dict must not go on with a stale one.
    rows = tables.setdefault(table, {}) if exists else tables.pop(table, {})
    rows.clear()
