"""Writes grouped into one commit, and what the tables look like to whoever is making them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from espace_mobile.store.operations import Document, Op, Rows, Tables


class Overlay(Mapping[Any, Document]):
    """A table with changes on top of it, in the order it will have. One document costs one look-up."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._replaced: Rows = {}
        self._gone: set[Any] = set()
        self._added: Rows = {}

    def put(self, id: Any, document: Document | None) -> None:
        if document is None:
            if id in self._rows:
                self._gone.add(id)
            self._added.pop(id, None)
        elif id in self._rows and id not in self._gone:
            self._replaced[id] = document
        else:
            self._added[id] = document

    def __getitem__(self, id: Any) -> Document:
        if id in self._added:
            return self._added[id]
        if id in self._gone:
            raise KeyError(id)
        return self._replaced[id] if id in self._replaced else self._rows[id]

    def __iter__(self) -> Iterator[Any]:
        return iter([*(id for id in self._rows if id not in self._gone), *self._added])

    def __len__(self) -> int:
        return len(self._rows) - len(self._gone) + len(self._added)


class Batch:
    """The operations of one commit to be. `owner`: the thread whose writes and reads go through it."""

    def __init__(self, tables: Tables, owner: int) -> None:
        self.ops: list[Op] = []
        self.owner = owner
        self.depth = 0
        self.broken = False
        self._tables = tables
        self._overlays: dict[str, Overlay | None] = {}

    def add(self, ops: Iterable[Op]) -> None:
        for op in ops:
            table, id, document = op
            if id is None:
                self._overlays[table] = None if document is None else Overlay({})
            else:
                self._overlay(table).put(id, document)
            self.ops.append(op)

    def names(self) -> set[str]:
        dropped = {name for name, overlay in self._overlays.items() if overlay is None}
        return (set(self._tables) | set(self._overlays)) - dropped

    def view(self, table: str) -> Mapping[Any, Document] | None:
        if table in self._overlays:
            return self._overlays[table]
        return self._tables.get(table)

    def _overlay(self, table: str) -> Overlay:
        found = self._overlays.get(table)
        if found is None:
            dropped = table in self._overlays
            found = self._overlays[table] = Overlay({} if dropped else self._tables.get(table, {}))
        return found
