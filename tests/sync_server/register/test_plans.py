"""No statement of a push or a pull reads a whole table, nor a whole org, however large the register."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from espace_mobile.protocol.cursor import Cursor, scope_name
from espace_mobile.protocol.values import new_id
from sync_server.register import Register, history, migrate, orgs
from sync_server.register.schema import metadata
from sync_server.service.devices import authenticate
from tests.sync_server.register.millions import COMMITS, fill

_LARGE = ("records", "history")
_TABLES = "|".join(metadata.tables)
_A_FEW_PAGES = 10_000  # rows


def _work(fleet: Any) -> None:
    """Whatever a device may ask of a register."""
    tablet, clash = fleet.tablet(), fleet.tablet()
    first = tablet.change(new_id(), team="north", x=1)
    tablet.push(first)
    others = [tablet.change(new_id(), x=1) for _ in range(50)]
    moved = tablet.change(first.record, base={"x": first.stamp}, team="south", x=2)
    tablet.push(first, *others, moved)
    clash.push(*[clash.change(first.record, x=n) for n in range(3)])
    fleet.tablet().push(fleet.tablet().change(first.record, x=7), b"\xc1")
    with fleet.register.read() as connection:
        org = orgs.get(connection, fleet.org)
        assert len(history.of_record(connection, fleet.org, first.record)) == 6
    for teams in ("*", ["north"], ["none of these", "south"], []):
        reader = fleet.tablet(teams=teams)
        authenticate(fleet.register, reader.token)
        for seq in (0, COMMITS // 2, org.seq - 3):
            cursor = Cursor(org.epoch, seq, "", scope_name(teams)).encode() if seq else ""
            for limit in (10, 2000):
                page = reader.pull(reader.pull(cursor, limit).cursor, limit)
        assert not page.more


def _filled(url: str, fleets: Any) -> Any:
    register = Register(url)
    migrate.upgrade(register)
    fleet = fleets(register)
    fill(fleet.register, fleet.org)
    return fleet


def test_sqlite_searches_and_never_scans(sqlite_url: str, fleets: Any) -> None:
    fleet = _filled(sqlite_url, fleets)
    with _asked(fleet.register.engine) as asked:
        _work(fleet)
    plans = set()
    with fleet.register.read() as connection:
        for statement, values in asked.items():
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values):
                plans.add((row[3], statement))
    fleet.register.close()
    assert len(asked) > 10
    for key in ("records_by_seq", "records_by_team", "records_of_all", "records_moved"):
        assert any(key in step for step, _ in plans), key
    assert any("history_by_record" in step for step, _ in plans)
    assert [plan for plan in plans if _reads_all(*plan)] == []


def _reads_all(step: str, statement: str) -> bool:
    """A search by the org alone is a scan, and so is a sort of all that is past a cursor."""
    sorts = step.startswith("USE TEMP B-TREE FOR ORDER BY") and "LIMIT" in statement
    return sorts or re.match(rf"SCAN ({_TABLES})\b|SEARCH ({_TABLES}) .*\(org=\?\)$", step) is not None


@contextmanager
def _asked(engine: Engine) -> Iterator[dict[str, Any]]:
    """The statements run meanwhile, with the values of one execution of each."""
    asked: dict[str, Any] = {}

    def note(_c: object, _cursor: object, statement: str, values: Any, _context: object, many: bool) -> None:
        if statement.split()[0] in ("SELECT", "INSERT", "UPDATE", "WITH"):
            asked[statement] = values[0] if many else values

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.postgres
def test_postgresql_reads_a_few_pages_at_most(postgres: Any, fleets: Any) -> None:
    fleet = _filled(postgres.create("millions"), fleets)
    for mode in ("force_custom_plan", "force_generic_plan"):
        with _explained(fleet.register.engine, mode) as plans:
            _work(fleet)
        nodes = [(node, plan["Query Text"]) for plan in plans for node in _nodes(plan["Plan"])]
        keys = {
            "records_by_seq",
            "records_by_team",
            "records_of_all",
            "records_moved",
            "history_by_record",
            "records_pk",
        }
        assert keys <= {n.get("Index Name") for n, _ in nodes}
        assert [(n, query) for n, query in nodes if n.get("Relation Name") in _LARGE and _is_large(n)] == []
    fleet.register.close()


def _is_large(node: dict[str, Any]) -> bool:
    read = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return node["Node Type"] == "Seq Scan" or read * node["Actual Loops"] > _A_FEW_PAGES


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from _nodes(below)


@contextmanager
def _explained(engine: Engine, mode: str) -> Iterator[list[dict[str, Any]]]:
    """What PostgreSQL really did meanwhile, told by itself. A statement that is asked often has a plan made without
    its values (`force_generic_plan`)."""
    plans: list[dict[str, Any]] = []
    settings = {"log_min_duration": 0, "log_analyze": "on", "log_format": "json", "log_level": "notice"}

    def listen(connection: Any, _record: object) -> None:
        connection.execute("LOAD 'auto_explain'")
        for name, value in settings.items():
            connection.execute(f"SET auto_explain.{name} = {value}")
        connection.execute(f"SET plan_cache_mode = {mode}")
        connection.prepare_threshold = 0
        connection.commit()
        connection.add_notice_handler(
            lambda told: plans.append(json.loads(re.sub(r"^.*?plan:", "", told.message_primary)))
        )

    engine.dispose()
    event.listen(engine, "connect", listen)
    yield plans
    event.remove(engine, "connect", listen)
    engine.dispose()
