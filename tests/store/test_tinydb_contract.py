"""TinyDB's documented behaviour, on its own storages and on ours: one suite, five databases.

https://tinydb.readthedocs.io/en/latest/usage.html and the docstrings of tinydb.table, 4.8.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest
from tinydb import Query, where
from tinydb.table import Document

from tests.store.databases import LASTING, ON_DISK, OURS, ids, rows

# Inserting


def test_insert_returns_ids_counting_from_one(db: Any) -> None:
    table = db.table("t")
    assert [table.insert({"n": n}) for n in range(3)] == [1, 2, 3]
    assert rows(table) == [(1, {"n": 0}), (2, {"n": 1}), (3, {"n": 2})]


def test_insert_multiple_returns_the_ids_in_order(db: Any) -> None:
    table = db.table("t")
    assert table.insert_multiple({"n": n} for n in range(3)) == [1, 2, 3]
    assert table.insert_multiple([]) == []
    assert len(table) == 3


def test_inserting_nothing_makes_the_table_all_the_same(db: Any) -> None:
    db.table("t").insert_multiple([])
    assert db.tables() == {"t"}


@pytest.mark.parametrize("wrong", [[1, 2], "text", 3, None, {1, 2}])
def test_only_a_mapping_can_be_inserted(table: Any, wrong: object) -> None:
    with pytest.raises(ValueError, match="Document is not a Mapping"):
        table.insert(wrong)
    assert len(table) == 3


@ON_DISK  # in memory, stock TinyDB works on its only copy
def test_insert_multiple_keeps_nothing_when_one_of_them_is_wrong(table: Any) -> None:
    with pytest.raises(ValueError, match="Document is not a Mapping"):
        table.insert_multiple([{"name": "Dora"}, 3])
    assert len(table) == 3


def test_any_mapping_will_do(db: Any) -> None:
    table = db.table("t")
    assert table.insert(MappingProxyType({"x": 1})) == 1
    assert table.all() == [{"x": 1}]


def test_a_document_brings_its_own_id(table: Any) -> None:
    assert table.insert(Document({"name": "Zoé"}, doc_id=12)) == 12
    assert table.get(doc_id=12) == {"name": "Zoé"}
    assert table.insert({"name": "next"}) == 13


def test_documents_bring_their_own_ids(db: Any) -> None:
    table = db.table("t")
    assert table.insert_multiple([Document({"n": 1}, doc_id=7), Document({"n": 2}, doc_id=3)]) == [7, 3]
    assert rows(table) == [(7, {"n": 1}), (3, {"n": 2})]


def test_an_id_cannot_be_taken_twice(table: Any) -> None:
    with pytest.raises(ValueError, match="Document with ID 2 already exists"):
        table.insert(Document({"name": "x"}, doc_id=2))
    with pytest.raises(ValueError, match="Document with ID 2 already exists"):
        table.insert_multiple([Document({"name": "x"}, doc_id=2)])
    assert table.get(doc_id=2)["name"] == "Boris"


@LASTING  # the counter starts from the highest id there is, on stock TinyDB too
def test_an_id_is_not_given_again_while_its_table_is_in_use(table: Any) -> None:
    table.remove(doc_ids=[3])
    assert table.insert({"name": "Dora"}) == 4


def test_ids_start_again_after_truncating(table: Any) -> None:
    table.truncate()
    assert table.insert({"name": "Dora"}) == 1


@OURS  # stock TinyDB overwrites it in silence
def test_a_given_id_is_never_overwritten_by_a_counted_one(db: Any) -> None:
    table = db.table("t")
    table.insert({"n": 1})
    table.insert_multiple([Document({"n": 2}, doc_id=2)])
    assert table.insert_multiple([{"n": 3}]) == [3]
    assert table.get(doc_id=2) == {"n": 2}


# Reading


def test_documents_know_their_ids(table: Any) -> None:
    assert ids(table.all()) == [1, 2, 3] == ids(table)
    assert all(type(doc.doc_id) is int and isinstance(doc, Document) for doc in table.all())


def test_get_by_id(table: Any) -> None:
    found = table.get(doc_id=2)
    assert (found["name"], found.doc_id) == ("Boris", 2)
    assert table.get(doc_id=99) is None


def test_get_by_query_gives_the_first(table: Any) -> None:
    found = table.get(where("needs").any(["food"]))
    assert (found["name"], found.doc_id) == ("Amina", 1)
    assert table.get(where("name") == "nobody") is None


def test_get_several_gives_those_that_exist_in_table_order(table: Any) -> None:
    assert ids(table.get(doc_ids=[3, 1, 99, 3])) == [1, 3]
    assert ids(table.get(doc_ids=[2])) == [2]
    assert table.get(doc_ids=[]) == []


def test_get_of_nothing_is_an_error(table: Any) -> None:
    with pytest.raises(RuntimeError, match="You have to pass either cond or doc_id or doc_ids"):
        table.get()


def test_contains(table: Any) -> None:
    assert table.contains(where("age") == 52)
    assert not table.contains(where("age") == 53)
    assert table.contains(doc_id=3)
    assert not table.contains(doc_id=4)
    with pytest.raises(RuntimeError, match="You have to pass either cond or doc_id"):
        table.contains()


def test_count_and_length(table: Any) -> None:
    assert table.count(where("age") > 20) == 2
    assert table.count(where("age") > 99) == 0
    assert len(table) == 3


def test_search_with_every_kind_of_query(table: Any) -> None:
    person = Query()
    assert ids(table.search(person.age >= 31)) == [1, 2]
    assert ids(table.search((person.age < 20) | (person.name == "Amina"))) == [1, 3]
    assert ids(table.search((person.age > 20) & ~(person.name == "Amina"))) == [2]
    assert ids(table.search(person.address.city == "Lille")) == [3]
    assert ids(table.search(person.address.exists())) == [3]
    assert ids(table.search(person.needs.any(["papers"]))) == [1]
    assert ids(table.search(person.needs.all(["food", "papers"]))) == [1]
    assert ids(table.search(person.name.matches("^[AB]"))) == [1, 2]
    assert ids(table.search(person.name.search("lo"))) == [3]
    assert ids(table.search(person.age.test(lambda age, least: age > least, 30))) == [1, 2]
    assert ids(table.search(person.name.one_of(["Boris", "Zoé"]))) == [2]
    assert ids(table.search(person.fragment({"age": 19}))) == [3]
    assert ids(table.search(Query().noop())) == [1, 2, 3]
    assert ids(table.search(lambda doc: doc["age"] == 52)) == [2]
    assert table.search(person.nothing == 1) == []


def test_searching_a_table_that_does_not_exist_makes_none(db: Any) -> None:
    assert db.table("none").search(where("x") == 1) == []
    assert db.table("none").all() == []
    assert len(db.table("none")) == 0
    assert db.tables() == set()


def test_a_search_after_a_write_sees_it(table: Any) -> None:
    old = where("age") > 30
    assert ids(table.search(old)) == [1, 2]
    assert ids(table.search(old)) == [1, 2]
    table.insert({"name": "Dora", "age": 70})
    assert ids(table.search(old)) == [1, 2, 4]
    table.update({"age": 5}, doc_ids=[1])
    assert ids(table.search(old)) == [2, 4]
    table.remove(old)
    assert table.search(old) == []
    table.truncate()
    assert table.search(where("age") < 30) == []


# Databases


def test_tables_are_separate(db: Any) -> None:
    db.table("a").insert({"x": 1})
    db.table("b").insert({"x": 2})
    assert (db.table("a").all(), db.table("b").all()) == ([{"x": 1}], [{"x": 2}])
    assert db.tables() == {"a", "b"}


def test_the_database_stands_for_its_default_table(db: Any) -> None:
    assert db.insert({"x": 1}) == 1
    assert (len(db), db.all(), [dict(d) for d in db]) == (1, [{"x": 1}], [{"x": 1}])
    assert db.tables() == {"_default"}
    assert db.table("_default").all() == [{"x": 1}]
    assert db.get(doc_id=1) == {"x": 1}


def test_drop_table(table: Any, db: Any) -> None:
    db.table("other").insert({"x": 1})
    db.drop_table("people")
    db.drop_table("never was")
    assert db.tables() == {"other"}
    assert db.table("people").all() == []
    assert db.table("people").insert({"x": 1}) == 1


def test_drop_tables(table: Any, db: Any) -> None:
    db.table("other").insert({"x": 1})
    db.drop_tables()
    assert db.tables() == set()
    assert len(db.table("people")) == 0


def test_persist_empty_makes_the_table(db: Any) -> None:
    db.table("t", persist_empty=True)
    assert db.tables() == {"t"}


def test_the_state_can_be_read_as_one_dict(table: Any, db: Any) -> None:
    state = db.storage.read()
    assert list(state) == ["people"]
    assert list(state["people"]) == ["1", "2", "3"]
    assert state["people"]["2"] == {"name": "Boris", "age": 52, "needs": []}


def test_the_state_can_be_written_as_one_dict(table: Any, db: Any) -> None:
    db.storage.write({"people": {"2": {"name": "B"}, "5": {"name": "E"}}, "new": {}})
    table.clear_cache()
    assert rows(db.table("people")) == [(2, {"name": "B"}), (5, {"name": "E"})]
    assert db.tables() == {"people", "new"}


def test_a_table_shows_its_name_and_size(table: Any) -> None:
    assert table.name == "people"
    assert "name='people', total=3" in repr(table._reopen() if hasattr(table, "_reopen") else table)
