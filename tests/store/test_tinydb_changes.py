"""TinyDB's documented behaviour when documents are changed or removed: see `test_tinydb_contract`."""

from __future__ import annotations

from typing import Any

import pytest
from tinydb import Query, operations, where
from tinydb.table import Document

from tests.store.databases import ON_DISK, OURS, ids

# Updating


def test_update_of_everything(table: Any) -> None:
    assert table.update({"seen": True}) == [1, 2, 3]
    assert table.count(where("seen") == True) == 3  # noqa: E712


def test_update_by_query(table: Any) -> None:
    assert table.update({"age": 32}, where("name") == "Amina") == [1]
    assert table.get(doc_id=1) == {"name": "Amina", "age": 32, "needs": ["food", "papers"]}
    assert table.update({"age": 1}, where("name") == "nobody") == []


def test_update_by_ids_skips_those_that_do_not_exist(table: Any) -> None:
    assert table.update({"age": 0}, doc_ids=[3, 99, 1]) == [3, 1]
    assert table.count(where("age") == 0) == 2
    assert table.update({"age": 1}, doc_ids=[]) == []


def test_update_keeps_the_order(table: Any) -> None:
    table.update({"age": 0}, doc_ids=[1])
    assert ids(table.all()) == [1, 2, 3]


def test_update_of_an_empty_table(db: Any) -> None:
    assert db.table("t").update({"x": 1}) == []
    assert len(db.table("t")) == 0


def test_the_operations_of_tinydb(table: Any) -> None:
    table.update(operations.increment("age"), doc_ids=[1])
    table.update(operations.decrement("age"), doc_ids=[2])
    table.update(operations.add("age", 10), doc_ids=[1])
    table.update(operations.subtract("age", 10), doc_ids=[2])
    table.update(operations.set("name", "Zoé"), where("age") == 19)
    table.update(operations.delete("needs"))
    assert [(d["name"], d["age"], "needs" in d) for d in table] == [
        ("Amina", 42, False),
        ("Boris", 41, False),
        ("Zoé", 19, False),
    ]


def test_an_operation_on_one_id_given_twice_is_done_twice(table: Any) -> None:
    assert table.update(operations.increment("age"), doc_ids=[1, 1]) == [1, 1]
    assert table.get(doc_id=1)["age"] == 33


@ON_DISK  # in memory, stock TinyDB works on its only copy
def test_an_operation_that_fails_changes_nothing(table: Any) -> None:
    with pytest.raises(KeyError):
        table.update(operations.delete("address"))  # only the third has one
    assert "address" in table.get(doc_id=3)
    with pytest.raises(KeyError):
        table.update(operations.delete("address"), doc_ids=[3, 1])
    assert "address" in table.get(doc_id=3)


def test_update_multiple(table: Any) -> None:
    updates = [
        ({"age": 20}, where("name") == "Chloé"),
        (operations.increment("age"), where("age") == 20),
        (operations.delete("needs"), where("name") == "Boris"),
    ]
    assert table.update_multiple(updates) == [2, 3, 3]
    assert table.get(doc_id=3)["age"] == 21
    assert "needs" not in table.get(doc_id=2)
    assert table.update_multiple([]) == []


def test_upsert_by_query(table: Any) -> None:
    assert table.upsert({"name": "Amina", "age": 40}, where("name") == "Amina") == [1]
    assert table.get(doc_id=1) == {"name": "Amina", "age": 40, "needs": ["food", "papers"]}
    assert table.upsert({"name": "Dora", "age": 8}, where("name") == "Dora") == [4]
    assert table.upsert({"seen": 1}, where("needs").any(["food"])) == [1, 3]


def test_upsert_by_id(table: Any) -> None:
    assert table.upsert(Document({"age": 1}, doc_id=2)) == [2]
    assert table.get(doc_id=2) == {"name": "Boris", "age": 1, "needs": []}
    assert table.upsert(Document({"age": 2}, doc_id=30)) == [30]
    assert table.get(doc_id=30) == {"age": 2}


def test_upsert_needs_to_know_what(table: Any) -> None:
    with pytest.raises(ValueError, match="specify a search query"):
        table.upsert({"age": 1})


# Removing


def test_remove_by_query_and_by_id(table: Any) -> None:
    assert table.remove(where("age") > 50) == [2]
    assert table.remove(doc_ids=[3, 99]) == [3]
    assert table.remove(where("age") > 50) == []
    assert table.remove(doc_ids=[]) == []
    assert ids(table.all()) == [1]


def test_remove_of_everything_has_another_name(table: Any) -> None:
    with pytest.raises(RuntimeError, match=r"Use truncate\(\) to remove all documents"):
        table.remove()
    assert len(table) == 3


def test_a_table_stays_when_its_last_document_goes(table: Any, db: Any) -> None:
    table.remove(Query().noop())
    assert db.tables() == {"people"}
    assert table.all() == []


def test_truncate_empties_one_table(table: Any, db: Any) -> None:
    db.table("other").insert({"x": 1})
    table.truncate()
    assert (len(table), table.all(), len(db.table("other"))) == (0, [], 1)
    assert db.tables() == {"people", "other"}


# What stock TinyDB on JSON does because it reads the file anew each time; a cached search of its own does not.


@ON_DISK  # in memory, stock TinyDB works on its only copy
def test_changing_a_document_in_hand_changes_nothing_in_the_store(table: Any) -> None:
    for found in (table.get(doc_id=1), table.all()[0], next(iter(table)), table.get(where("age") == 31)):
        found["needs"].append("shelter")
        found["name"] = "changed"
    again = table.get(doc_id=1)
    assert (again["name"], again["needs"]) == ("Amina", ["food", "papers"])


@OURS  # stock TinyDB hands out the documents of its cache
def test_changing_what_a_search_found_does_not_change_the_next_one(table: Any) -> None:
    young = where("address").city == "Lille"
    found = table.search(young)
    found[0]["address"]["city"] = "Roubaix"
    found[0]["needs"].clear()
    found.clear()
    assert table.search(young) == [
        {"name": "Chloé", "age": 19, "needs": ["food"], "address": {"city": "Lille"}},
    ]


@ON_DISK  # in memory, stock TinyDB works on its only copy
def test_changing_what_was_inserted_changes_nothing_in_the_store(db: Any) -> None:
    table = db.table("t")
    document = {"needs": ["food"]}
    table.insert(document)
    document["needs"].append("papers")
    update = {"more": [1]}
    table.update(update)
    update["more"].append(2)
    assert table.all() == [{"needs": ["food"], "more": [1]}]
