"""TinyDB over `JournalStorage`: `db.table(name)` for TinyDB's integer ids, `db.records(name)` for record ids."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tinydb import TinyDB

from espace_mobile.store.operations import Op
from espace_mobile.store.storage import JournalStorage
from espace_mobile.store.table import JournalTable, RecordTable


class JournalDB(TinyDB):
    """`JournalDB(folder, key)`, or `JournalDB.over(storage)` for a storage that is open already."""

    table_class = JournalTable  # type: ignore[assignment]

    def __init__(self, folder: Path | str, key: bytes, **options: Any) -> None:
        """`options` as for `JournalStorage`. Raises what it raises."""
        super().__init__(folder, key, storage=JournalStorage, **options)

    @classmethod
    def over(cls, storage: JournalStorage) -> JournalDB:
        db = cls.__new__(cls)
        db._storage, db._opened, db._tables = storage, True, {}
        return db

    @property
    def storage(self) -> JournalStorage:
        storage = self._storage
        assert isinstance(storage, JournalStorage)
        return storage

    def records(self, name: str) -> RecordTable:
        """The table with record ids as its document ids."""
        table = self._tables.get(name)
        if not isinstance(table, RecordTable):
            table = self._tables[name] = RecordTable(self.storage, name)
        return table

    def tables(self) -> set[str]:
        return self.storage.names()

    def drop_table(self, name: str) -> None:
        self._tables.pop(name, None)
        if name in self.storage.names():
            self.storage.commit([(name, None, None)])

    def drop_tables(self) -> None:
        self._tables.clear()
        ops: list[Op] = [(name, None, None) for name in self.storage.names()]
        self.storage.commit(ops)
