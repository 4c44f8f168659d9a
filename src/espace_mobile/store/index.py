"""Which live documents have a given value in a given field: kept up to date by the document, never by the table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from espace_mobile.protocol.values import Value
from espace_mobile.store.document import Document, is_alive

_Ids = dict[str, None]  # an ordered set


class Index:
    """`indexed`: for each kind, the fields looked up by equality. Values must be hashable; lists are not indexed."""

    def __init__(self, indexed: Mapping[str, tuple[str, ...]]) -> None:
        self._indexed = indexed
        self._alive: dict[str, _Ids] = {}
        self._by: dict[tuple[str, str, Value], _Ids] = {}

    def load(self, kind: str, table: Mapping[str, Document]) -> None:
        for id, document in table.items():
            self.put(kind, id, None, document)

    def put(self, kind: str, id: str, before: Document | None, after: Document | None) -> None:
        """Take note that `after` replaced `before` under this id; None stands for no document."""
        if before is not None:
            self._drop(kind, id, before)
        if after is not None and is_alive(kind, id, after):
            self._alive.setdefault(kind, {})[id] = None
            for key in self._keys(kind, after):
                self._by.setdefault(key, {})[id] = None

    def alive(self, kind: str) -> _Ids:
        return self._alive.get(kind, {})

    def matching(self, kind: str, equals: Mapping[str, Value]) -> Collection[str]:
        """Ids having all the values. Work: proportional to the rarest of them. KeyError for a field not indexed."""
        fields = self._indexed.get(kind, ())
        if missing := [field for field in equals if field not in fields]:
            raise KeyError(f"{kind}.{missing[0]} is not indexed")
        groups = sorted((self._by.get((kind, field, value), {}) for field, value in equals.items()), key=len)
        if len(groups) == 1:
            return groups[0]
        return [id for id in groups[0] if all(id in group for group in groups[1:])]

    def values(self, kind: str, field: str) -> list[Value]:
        """Every value some live document has there."""
        return [value for (k, f, value), ids in self._by.items() if ids and (k, f) == (kind, field)]

    def _drop(self, kind: str, id: str, document: Document) -> None:
        if id in self._alive.get(kind, {}):
            del self._alive[kind][id]
            for key in self._keys(kind, document):
                self._by[key].pop(id, None)

    def _keys(self, kind: str, document: Document) -> Iterator[tuple[str, str, Value]]:
        for field in self._indexed.get(kind, ()):
            yield kind, field, document.get(field)
