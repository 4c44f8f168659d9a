"""No statement of a push or a pull reads a whole table, however large the register."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text

from espace_mobile.protocol.values import new_id
from sync_server.register import Register

_ROWS = 5000


@contextmanager
def _heard(register: Register) -> Iterator[list[tuple[str, Any]]]:
    """The statements run meanwhile, with the values of one execution of each."""
    heard: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, values: Any, _context: object, many: bool) -> None:
        if statement.split()[0] in ("SELECT", "INSERT", "UPDATE", "WITH"):
            heard.append((statement, values[0] if many else values))

    event.listen(register.engine, "before_cursor_execute", note)
    yield heard
    event.remove(register.engine, "before_cursor_execute", note)


def _fill(fleet: Any) -> str:
    """Rows enough for a scan to be a choice. Returns the cursor after them."""
    other = fleet.tablet()
    for _ in range(_ROWS // 1000):
        other.push(*[other.change(new_id(), team="north", x=1) for _ in range(1000)])
    if fleet.register.dialect == "postgresql":
        fleet.register.write(lambda c: c.execute(text("ANALYZE")))
    page = other.pull()
    while page.more:
        page = other.pull(page.cursor)
    cursor: str = page.cursor
    return cursor


def _work(fleet: Any) -> list[tuple[str, Any]]:
    cursor, tablet = _fill(fleet), fleet.tablet()
    first = tablet.change(new_id(), x=1)
    tablet.push(first)
    clash = fleet.tablet()
    with _heard(fleet.register) as heard:
        tablet.push(first, tablet.change(new_id(), x=1), tablet.change(first.record, base={"x": first.stamp}, x=2))
        clash.push(*[clash.change(first.record, x=n) for n in range(3)])
        tablet.pull(cursor)
        tablet.pull(limit=10)
        fleet.tablet(teams=["south"]).pull(cursor)
    return heard


def test_sqlite_searches_and_never_scans(sqlite_url: str, fleets: Any) -> None:
    register = Register(sqlite_url)
    heard = _work(fleets(register))
    scans = []
    with register.read() as connection:
        for statement, values in heard:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            scans += [
                (row[3], statement) for row in plan if row[3].startswith("SCAN") and "VIRTUAL TABLE" not in row[3]
            ]
    register.close()
    assert len(heard) > 15
    assert scans == []


@pytest.mark.postgres
def test_postgresql_uses_its_indexes(postgres_url: str, fleets: Any) -> None:
    register = Register(postgres_url)
    heard = _work(fleets(register))
    scans = []
    with register.read() as connection:
        for statement, values in heard:
            plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).scalar()
            scans += [(node, statement) for node in _nodes(plan) if node["Node Type"] == "Seq Scan" and _large(node)]
    register.close()
    assert len(heard) > 15
    assert scans == []


def _large(node: dict[str, Any]) -> bool:
    return node["Relation Name"] in ("records", "history")


def _nodes(plan: Any) -> Iterator[dict[str, Any]]:
    if isinstance(plan, str):
        plan = json.loads(plan)
    for step in plan:
        node = step.get("Plan", step)
        yield node
        yield from _nodes(node.get("Plans", []))
