"""Databases that must behave alike: stock TinyDB in memory and on JSON, ours, and ours opened anew at each call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB
from tinydb.storages import MemoryStorage

from espace_mobile.store.database import JournalDB
from espace_mobile.store.storage import JournalStorage
from tests.store.files import KEY


class Reopening:
    """Stands for an object of the database; each use of it closes the database and opens it again first."""

    def __init__(self, reopen: Callable[[], Any]) -> None:
        self._reopen = reopen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reopen(), name)

    def __len__(self) -> int:
        return len(self._reopen())

    def __iter__(self) -> Any:
        return iter(self._reopen())


class ReopeningDB(Reopening):
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db = JournalDB(folder, KEY)
        super().__init__(self._again)

    def _again(self) -> JournalDB:
        self.db.close()
        self.db = JournalDB(self.folder, KEY)
        return self.db

    def table(self, name: str, **options: Any) -> Any:
        self._again().table(name, **options)
        return Reopening(lambda: self._again().table(name))

    def close(self) -> None:
        self.db.close()


MAKERS: dict[str, Callable[[Path], Any]] = {
    "memory": lambda folder: TinyDB(storage=MemoryStorage),
    "json": lambda folder: TinyDB(folder / "stock.json"),
    "journal": lambda folder: JournalDB(folder / "ours", KEY),
    "journal, reopened": lambda folder: ReopeningDB(folder / "ours"),
    "journal, stock tables": lambda folder: TinyDB(folder / "ours", KEY, storage=JournalStorage),
}

ON_DISK = pytest.mark.parametrize("db", [name for name in MAKERS if name != "memory"], indirect=True)
OURS = pytest.mark.parametrize("db", ["journal", "journal, reopened"], indirect=True)
LASTING = pytest.mark.parametrize("db", [name for name in MAKERS if name != "journal, reopened"], indirect=True)


def rows(table: Any) -> list[tuple[int, dict[str, Any]]]:
    return [(doc.doc_id, dict(doc)) for doc in table.all()]


def ids(documents: Any) -> list[int]:
    return [doc.doc_id for doc in documents]
