"""Writes grouped into one commit, and what the tables look like to whoever is making them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from espace_mobile.store.operations import Document, Op, Rows, Tables


class Overlay(Mapping[Any, Document]):
    """A table with changes on top of it. One document costs one look-up; a scan costs the table."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._changes: dict[Any, Document | None] = {}

    def put(self, id: Any, document: Document | None) -> None:
        if id not in self._rows:
            self._changes.pop(id, None)  # a document put back comes last
        self._changes[id] = document

    def __getitem__(self, id: Any) -> Document:
        found = self._changes[id] if id in self._changes else self._rows.get(id)
        if found is None:
            raise KeyError(id)
        return found

    def __iter__(self) -> Iterator[Any]:
        added = (id for id in self._changes if id not in self._rows)
        return (id for id in chain(list(self._rows), added) if self._changes.get(id, True) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


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
