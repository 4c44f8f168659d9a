"""Tables of records, and what our tables promise beyond TinyDB: the cost of what is touched, and batches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from tinydb import where
from tinydb.table import Document

from espace_mobile.protocol.values import is_id
from espace_mobile.store.database import JournalDB
from espace_mobile.store.storage import JournalStorage
from tests.store.files import KEY

ID, OTHER = "a" * 32, "0" * 31 + "1"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[JournalDB]:
    db = JournalDB(tmp_path / "store", KEY)
    yield db
    db.close()


def test_records_go_by_their_own_ids(db: JournalDB) -> None:
    people = db.records("person")
    assert people.insert(Document({"name": "Amina"}, doc_id=ID)) == ID
    assert people.insert_multiple([Document({"name": "Boris"}, doc_id=OTHER)]) == [OTHER]
    found = people.get(doc_id=ID)
    assert (found, found.doc_id) == ({"name": "Amina"}, ID)
    assert [p.doc_id for p in people.search(where("name").exists())] == [ID, OTHER]
    assert people.update({"age": 3}, doc_ids=[OTHER, "nobody"]) == [OTHER]
    assert people.upsert(Document({"age": 4}, doc_id=ID)) == [ID]
    assert people.remove(where("age") == 4) == [ID]
    assert people.get(doc_id=ID) is None
    with pytest.raises(ValueError, match="already exists"):
        people.insert(Document({}, doc_id=OTHER))


def test_a_record_without_an_id_is_given_one(db: JournalDB) -> None:
    ids = db.records("person").insert_multiple([{"n": n} for n in range(3)])
    assert all(is_id(id) for id in ids)
    assert len(set(ids)) == 3
    assert db.records("person").insert({"n": 4}) not in ids


def test_ids_of_digits_alone_stay_text_over_a_reopening(db: JournalDB) -> None:
    digits = "1" * 32
    db.records("person").insert(Document({"n": 1}, doc_id=digits))
    folder = db.storage.folder
    db.close()
    again = JournalDB(folder, KEY)
    assert again.records("person").get(doc_id=digits) == {"n": 1}
    assert [p.doc_id for p in again.records("person")] == [digits]
    again.close()


class Unscannable(dict[Any, Any]):
    """A table that may be looked up in and changed, and not gone through."""

    def _no(self, *_: object) -> NoReturn:
        raise AssertionError("this went through the whole table")

    __iter__ = keys = values = items = copy = _no  # type: ignore[assignment]


def test_an_operation_on_one_document_does_not_go_through_the_table(db: JournalDB) -> None:
    table, people = db.table("t"), db.records("person")
    table.insert({"n": 0})  # the counter of ids is found once
    people.insert(Document({"n": 0}, doc_id=ID))
    storage = db.storage
    storage.tables["t"], storage.tables["person"] = (
        Unscannable(storage.tables["t"]),
        Unscannable(storage.tables["person"]),
    )
    assert [table.insert({"n": n}) for n in range(3)] == [2, 3, 4]
    table.insert_multiple([{"n": 5}, {"n": 6}])
    table.update({"n": 7}, doc_ids=[2])
    table.upsert(Document({"n": 8}, doc_id=3))
    table.remove(doc_ids=[4])
    assert (table.get(doc_id=2), table.get(doc_ids=[3]), table.contains(doc_id=4), len(table)) == (
        {"n": 7},
        [{"n": 8}],
        False,
        5,
    )
    people.insert({"n": 1})
    people.upsert(Document({"n": 2}, doc_id=OTHER))
    assert people.get(doc_id=OTHER) == {"n": 2}
    with storage.batch():
        table.update({"n": 9}, doc_ids=[2])
        assert table.get(doc_id=2) == {"n": 9}
    table.truncate()


def test_the_cache_of_searches_sees_writes_by_any_way(db: JournalDB) -> None:
    table = db.table("t")
    other_object = type(table)(db.storage, "t")
    some = where("n") > 0
    assert table.search(some) == []
    other_object.insert({"n": 1})
    assert table.search(some) == [{"n": 1}]
    db.storage.commit([("t", 1, {"n": 2})])
    assert table.search(some) == [{"n": 2}]
    assert table.count(some) == 1
    db.storage.write({"t": {}})
    assert table.search(some) == []
    table.insert({"n": 3})
    db.drop_table("t")
    assert table.search(some) == []


def test_a_search_inside_a_batch_leaves_nothing_behind_when_the_batch_fails(db: JournalDB) -> None:
    table, some = db.table("t"), where("n") > 0
    table.insert({"n": 1})

    def fail() -> None:
        with db.storage.batch():
            table.insert({"n": 2})
            assert table.count(some) == 2
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert table.search(some) == [{"n": 1}]


def test_tables_of_one_batch_are_one_commit(db: JournalDB) -> None:
    synced: list[int] = []
    counted = JournalDB.over(JournalStorage(db.storage.folder.with_name("counted"), KEY, sync=synced.append))
    synced.clear()
    with counted.storage.batch():
        first = counted.table("a").insert({"n": 1})
        counted.table("a").update({"n": 2}, doc_ids=[first])
        counted.table("b").upsert({"n": 3}, where("n") == 3)
        counted.records("c").insert({"n": 4})
        counted.table("gone").insert({})
        counted.drop_table("gone")
        assert counted.tables() == {"a", "b", "c"}
        assert [len(counted.table(name)) for name in "ab"] == [1, 1]
        assert counted.storage.read() is not None
    assert len(synced) == 1
    assert counted.table("a").all() == [{"n": 2}]
    counted.close()


def test_a_batch_shows_the_order_that_the_commit_gives(db: JournalDB) -> None:
    table = db.table("t")
    table.insert_multiple([{"n": n} for n in range(1, 5)])
    with db.storage.batch():
        new = table.insert({"n": 5})
        for id in (2, new, 3):
            table.remove(doc_ids=[id])
        for id in (new, 9, 2):
            table.insert(Document({"n": id}, doc_id=id))
        table.update({"seen": 1}, doc_ids=[1, 9])
        inside = [(d.doc_id, dict(d)) for d in table]
        assert (len(table), table.contains(doc_id=3)) == (5, False)
    assert [(d.doc_id, dict(d)) for d in table] == inside
    assert [id for id, _ in inside] == [1, 4, new, 9, 2]


def test_an_upsert_is_one_commit(db: JournalDB) -> None:
    synced: list[int] = []
    counted = JournalDB.over(JournalStorage(db.storage.folder.with_name("counted"), KEY, sync=synced.append))
    synced.clear()
    counted.upsert(Document({"n": 1}, doc_id=5))
    counted.upsert({"n": 2}, where("n") == 1)
    assert len(synced) == 2
    counted.close()


def test_persist_empty_does_not_empty_a_table_that_has_something(db: JournalDB) -> None:
    """Stock TinyDB does."""
    db.table("t").insert({"n": 1})
    folder = db.storage.folder
    db.close()
    again = JournalDB(folder, KEY)
    assert again.table("t", persist_empty=True).all() == [{"n": 1}]
    again.close()


def test_an_extension_of_tinydb_that_updates_a_whole_table_still_works(db: JournalDB) -> None:
    table = db.table("t")
    table.insert_multiple([{"n": n} for n in range(3)])

    def double(rows: dict[int, dict[str, int]]) -> None:
        del rows[1]
        rows[2]["n"] = 20
        rows[9] = {"n": 90}

    table._update_table(double)
    assert [(d.doc_id, d["n"]) for d in table] == [(2, 20), (3, 2), (9, 90)]
    assert table._read_table() == {"2": {"n": 20}, "3": {"n": 2}, "9": {"n": 90}}
