"""Whatever is done to it, our database holds what stock TinyDB on JSON holds, over reopenings and compactions."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tinydb import TinyDB, operations, where
from tinydb.table import Document

from espace_mobile.store.database import JournalDB
from tests.store.files import KEY

IN_MEMORY = Path("/dev/shm")  # nothing here is about the disk
TABLES = st.sampled_from(["a", "b"])
IDS = st.integers(1, 12)
VALUES = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=3), st.lists(st.integers(0, 3)))
DOCUMENTS = st.fixed_dictionaries(
    {"x": st.integers(0, 4)}, optional={"y": VALUES, "z": st.dictionaries(st.text(max_size=2), VALUES)}
)
QUERIES = st.sampled_from([where("x") == 1, where("x") > 2, where("y").exists(), (where("x") < 3) & ~(where("y") == 0)])
OPERATIONS = st.sampled_from(
    [operations.increment("x"), operations.set("y", [1]), operations.delete("x"), operations.add("y", 1)]
)


class BothDatabases(RuleBasedStateMachine):
    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=IN_MEMORY if IN_MEMORY.is_dir() else None))
        self.open()

    def open(self) -> None:
        self.stock = TinyDB(self.folder / "stock.json")
        self.ours = JournalDB(self.folder / "ours", KEY, compact_at=4_000)

    def same(self, table: str, method: str, *args: Any, **options: Any) -> None:
        """Do it on both: equal results, or the same kind of error."""
        outcomes = []
        for db in (self.stock, self.ours):
            try:
                outcomes.append(getattr(db.table(table), method)(*args, **options))
            except (ValueError, KeyError, TypeError) as e:
                outcomes.append(type(e))
        assert outcomes[0] == outcomes[1], method

    @rule(table=TABLES, document=DOCUMENTS)
    def insert(self, table: str, document: dict[str, Any]) -> None:
        self.same(table, "insert", document)

    @rule(table=TABLES, document=DOCUMENTS, id=IDS)
    def insert_with_id(self, table: str, document: dict[str, Any], id: int) -> None:
        self.same(table, "insert", Document(document, doc_id=id))

    @rule(table=TABLES, documents=st.lists(DOCUMENTS, max_size=4))
    def insert_multiple(self, table: str, documents: list[dict[str, Any]]) -> None:
        self.same(table, "insert_multiple", documents)

    @rule(table=TABLES, document=DOCUMENTS, query=st.none() | QUERIES)
    def update(self, table: str, document: dict[str, Any], query: Any) -> None:
        self.same(table, "update", document, query)

    @rule(table=TABLES, operation=OPERATIONS, ids=st.lists(IDS, max_size=4))
    def operate(self, table: str, operation: Any, ids: list[int]) -> None:
        self.same(table, "update", operation, doc_ids=ids)

    @rule(table=TABLES, document=DOCUMENTS, query=QUERIES, operation=OPERATIONS, other=QUERIES)
    def update_multiple(self, table: str, document: Any, query: Any, operation: Any, other: Any) -> None:
        self.same(table, "update_multiple", [(document, query), (operation, other)])

    @rule(table=TABLES, document=DOCUMENTS, query=QUERIES)
    def upsert(self, table: str, document: dict[str, Any], query: Any) -> None:
        self.same(table, "upsert", document, query)

    @rule(table=TABLES, document=DOCUMENTS, id=IDS)
    def upsert_with_id(self, table: str, document: dict[str, Any], id: int) -> None:
        self.same(table, "upsert", Document(document, doc_id=id))

    @rule(table=TABLES, query=QUERIES)
    def remove(self, table: str, query: Any) -> None:
        self.same(table, "remove", query)

    @rule(table=TABLES, ids=st.lists(IDS, max_size=4, unique=True))
    def remove_ids(self, table: str, ids: list[int]) -> None:
        self.same(table, "remove", doc_ids=ids)

    @rule(table=TABLES)
    def truncate(self, table: str) -> None:
        self.same(table, "truncate")

    @rule(table=TABLES)
    def drop(self, table: str) -> None:
        for db in (self.stock, self.ours):
            db.drop_table(table)

    @rule()
    def reopen(self) -> None:
        self.stock.close()
        self.ours.close()
        self.open()

    @rule()
    def compact(self) -> None:
        self.ours.storage.compact()

    @rule(table=TABLES, ids=st.lists(IDS, max_size=4), id=IDS, query=QUERIES)
    def look(self, table: str, ids: list[int], id: int, query: Any) -> None:
        for options in ({"doc_ids": ids}, {"doc_id": id}, {"cond": query}):
            self.same(table, "get", **options)
        for method in ("search", "count", "contains"):
            self.same(table, method, query)

    @invariant()
    def hold_the_same(self) -> None:
        assert self.ours.tables() == self.stock.tables()
        for name in self.stock.tables():
            mine, other = ([(d.doc_id, dict(d)) for d in db.table(name)] for db in (self.ours, self.stock))
            assert mine == other

    def teardown(self) -> None:
        self.stock.close()
        self.ours.close()
        assert self.ours.storage.damage is None
        shutil.rmtree(self.folder)


TestBothDatabases = BothDatabases.TestCase
TestBothDatabases.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
