"""Documents in memory only: the same port as the journal, for simulations and for reading a backup."""

from __future__ import annotations

from typing import Any

from espace_mobile.store.document import Document
from espace_mobile.store.replica import Op


class MemoryStorage:
    """Keeps nothing once the process ends."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[Any, Document]] = {}

    def commit(self, ops: list[Op]) -> None:
        for table, id, document in ops:
            rows = self.tables.setdefault(table, {})
            if document is None:
                rows.pop(id, None)
            else:
                rows[id] = document

    def scrub(self) -> None:
        """Nothing older is anywhere."""

    def close(self) -> None:
        pass
