"""TinyDB's tables over `JournalStorage`: the documented behaviour and result shapes, at the cost of what is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any

from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from espace_mobile.protocol.values import new_id
from espace_mobile.store.plain import detached, differences
from espace_mobile.store.storage import JournalStorage

Change = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]
_NONE: Mapping[Any, dict[str, Any]] = {}


class JournalTable(Table):
    """A table with integer ids. What it returns are copies: changing them changes nothing in the store."""

    def __init__(self, storage: JournalStorage, name: str, cache_size: int = 10, persist_empty: bool = False) -> None:
        super().__init__(storage, name, cache_size)
        self._store = storage
        self._next: int | None = None
        if persist_empty:
            self._make_exist()

    # Reading

    def all(self) -> list[Document]:
        return [self._document(doc, id) for id, doc in self._items()]

    def __iter__(self) -> Iterator[Document]:
        return (self._document(doc, id) for id, doc in self._items())

    def __len__(self) -> int:
        return len(self._rows())

    def search(self, cond: QueryLike) -> list[Document]:
        return [self._document(doc, id) for id, doc in self._found(cond)]

    def count(self, cond: QueryLike) -> int:
        return len(self._found(cond))

    def get(self, cond: QueryLike | None = None, doc_id: Any = None, doc_ids: Iterable[Any] | None = None) -> Any:
        """One document (None when there is none), or for `doc_ids` the list of those that exist, in table order."""
        if doc_id is not None:
            doc = self._rows().get(self._key(doc_id))
            return None if doc is None else self._document(doc, doc_id)
        if doc_ids is not None:
            return self._several({self._key(id) for id in doc_ids})
        if cond is not None:
            return next((self._document(doc, id) for id, doc in self._items() if cond(doc)), None)
        raise RuntimeError("You have to pass either cond or doc_id or doc_ids")

    def contains(self, cond: QueryLike | None = None, doc_id: Any = None) -> bool:
        if doc_id is None and cond is None:
            raise RuntimeError("You have to pass either cond or doc_id")
        return self.get(cond, doc_id) is not None

    # Writing

    def insert(self, document: Mapping[str, Any]) -> Any:
        if not isinstance(document, Mapping):
            raise ValueError("Document is not a Mapping")
        with self._store.lock:
            rows = self._rows()
            id = self._id_for(document, rows)
            if id in rows:
                raise ValueError(f"Document with ID {id} already exists")
            self._store.commit([(self.name, id, dict(document))])
            return id

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[Any]:
        """All of them or none, in one commit."""
        with self._store.lock:
            rows = self._rows()
            new: dict[Any, dict[str, Any]] = {}
            for document in documents:
                if not isinstance(document, Mapping):
                    raise ValueError("Document is not a Mapping")
                id = self._id_for(document, rows, new)
                if id in new or id in rows:
                    raise ValueError(f"Document with ID {id} already exists")
                new[id] = dict(document)
            self._put(new)
            return list(new)

    def update(self, fields: Change, cond: QueryLike | None = None, doc_ids: Iterable[Any] | None = None) -> list[Any]:
        with self._store.lock:
            ids = self._targets(cond, doc_ids)
            changed: dict[Any, dict[str, Any]] = {}
            for id in ids:
                self._change(changed, id, fields)
            self._put(changed)
            return ids

    def update_multiple(self, updates: Iterable[tuple[Change, QueryLike]]) -> list[Any]:
        """For each document, the updates in their order; a later condition sees what an earlier update did."""
        with self._store.lock:
            pairs, ids = list(updates), []
            changed: dict[Any, dict[str, Any]] = {}
            for id, doc in self._items():
                for fields, cond in pairs:
                    if cond(changed.get(id, doc)):
                        ids.append(id)
                        self._change(changed, id, fields)
            self._put(changed)
            return ids

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[Any]:
        with self._store.batch():
            return super().upsert(document, cond)

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[Any] | None = None) -> list[Any]:
        if cond is None and doc_ids is None:
            raise RuntimeError("Use truncate() to remove all documents")
        with self._store.lock:
            ids = list(dict.fromkeys(self._targets(cond, doc_ids)))
            self._put(dict.fromkeys(ids))
            return ids

    def truncate(self) -> None:
        self._store.commit([(self.name, None, {})])
        self._next = None

    # Inside

    def _rows(self) -> Mapping[Any, dict[str, Any]]:
        rows = self._store.view(self.name)
        return _NONE if rows is None else rows

    def _items(self) -> list[tuple[Any, dict[str, Any]]]:
        # A list in one step: another thread may commit while this one looks through it.
        return list(self._rows().items())

    def _document(self, doc: dict[str, Any], id: Any) -> Document:
        copy = self.document_class(doc, id)
        for name, value in doc.items():
            kind = type(value)
            if kind is list or kind is dict:
                copy[name] = detached(value)
        return copy

    def _key(self, doc_id: Any) -> Any:
        """Any spelling of an id that reads the same, as stock TinyDB allows when it looks one up: `"1"` for 1."""
        try:
            key = self.document_id_class(doc_id)
        except (TypeError, ValueError):
            return None
        return key if str(key) == str(doc_id) else None

    def _found(self, cond: QueryLike) -> list[tuple[Any, dict[str, Any]]]:
        """The cache holds the store's own documents, which never change, with the revision they were found at."""
        revision = self._store.revision(self.name)
        cached: Any = self._query_cache.get(cond)
        if cached is not None and cached[0] == revision:
            found: list[tuple[Any, dict[str, Any]]] = cached[1]
            return found
        found = [(id, doc) for id, doc in self._items() if cond(doc)]
        if revision >= 0 and getattr(cond, "is_cacheable", lambda: True)():
            self._query_cache[cond] = (revision, found)  # type: ignore[assignment]
        return found

    def _several(self, keys: set[Any]) -> list[Document]:
        if len(keys) < 2:
            rows = self._rows()
            return [self._document(rows[key], key) for key in keys if key in rows]
        return [self._document(doc, id) for id, doc in self._items() if id in keys]

    def _targets(self, cond: QueryLike | None, doc_ids: Iterable[Any] | None) -> list[Any]:
        if doc_ids is not None:
            rows = self._rows()
            return [id for id in doc_ids if id in rows]
        return [id for id, doc in self._items() if cond is None or cond(doc)]

    def _change(self, changed: dict[Any, dict[str, Any]], id: Any, fields: Change) -> None:
        if id not in changed:
            changed[id] = detached(self._rows()[id])
        if callable(fields):
            fields(changed[id])
        else:
            changed[id].update(fields)

    def _put(self, documents: Mapping[Any, dict[str, Any] | None]) -> None:
        if documents:
            self._store.commit([(self.name, id, doc) for id, doc in documents.items()])
        else:
            self._make_exist()

    def _make_exist(self) -> None:
        """A write that touches no document still makes the table, as with stock TinyDB."""
        if self._store.view(self.name) is None:
            self._store.commit([(self.name, None, {})])

    def _id_for(self, document: Mapping[str, Any], rows: Mapping[Any, Any], new: Mapping[Any, Any] = _NONE) -> Any:
        if isinstance(document, self.document_class):
            self._next = None
            return document.doc_id
        id = self._get_next_id()
        while id in rows or id in new:  # given meanwhile, through another table object or by name
            id = self._get_next_id()
        return id

    def _get_next_id(self) -> Any:
        if self._next is None:
            self._next = max(self._rows(), default=0) + 1
        id = self._next
        self._next = id + 1
        return id

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return {str(id): detached(doc) for id, doc in self._items()}

    def _update_table(self, updater: Callable[[dict[Any, Any]], None]) -> None:
        """For extensions of TinyDB that call it: costs the whole table, as it does there."""
        with self._store.lock:
            table = {id: detached(doc) for id, doc in self._items()}
            updater(table)
            self._store.commit(differences((), self._store.view, {self.name: table}))


class RecordTable(JournalTable):
    """A table whose ids are record ids (32 hexadecimal digits); one is made where none is given."""

    document_id_class = str  # type: ignore[assignment]

    def _get_next_id(self) -> str:
        return new_id()
