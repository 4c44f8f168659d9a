"""A register that has lived at an older version keeps all it holds, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text
from typer.testing import CliRunner

from espace_mobile.protocol.messages import Push
from espace_mobile.protocol.publication import PublicPages
from sync_server.cli import app
from sync_server.register import Register, devices, migrate
from sync_server.service import Endpoint
from sync_server.service.publication import publish, slugs
from sync_server.service.tokens import hashed

_names = iter(range(100))
ORG, DEVICE, TOKEN = "vieille", "00000000000000d1", "token"
# Written as version 0001 wrote them.
_LIVED = (
    "INSERT INTO orgs (id, name, epoch, seq, created_at) VALUES ('vieille', 'Été', 'e1', 9007199254740993, 1)",
    "INSERT INTO devices (org, id, public_key, token_hash, state, role, teams, label, version, high_n, last_seen_at,"
    " created_at)"
    " VALUES ('vieille', '00000000000000d1', :key, :hash, 'active', 'field', '[\"nord\"]', 'T', '', 0, NULL, 1)",
    "INSERT INTO records (org, id, kind, team, seq, body) VALUES ('vieille', :record, 'contact', 'nord', 7, :body)",
    "INSERT INTO history (org, device, n, record, hash, at, received_at, verdict, reason, body)"
    " VALUES ('vieille', '00000000000000d2', 1, NULL, :key, 0, 5, 'refused', 'malformed:change', NULL)",
)
_VALUES = {"key": b"\x00\xff" * 16, "hash": hashed(TOKEN), "record": "0" * 32, "body": b"\x93\xa7contact\x80\x90"}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def first_version(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a database with rows in it, at the first migration."""
    url = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").create(f"old{next(_names)}")
    register = Register(url)
    with monkeypatch.context() as then:
        then.setattr(migrate, "HEAD", "0001")
        migrate.upgrade(register)
    for statement in _LIVED:
        named = {name: value for name, value in _VALUES.items() if f":{name}" in statement}
        register.write(lambda c, s=statement, n=named: c.execute(text(s.replace(":change'", "\\:change'")), n))
    register.close()
    return url


@pytest.fixture
def opened(first_version: str) -> Iterator[Callable[[], Register]]:
    register = Register(first_version)
    yield lambda: register
    register.close()


def _rows(register: Register) -> dict[str, list[Any]]:
    columns = {"orgs": "id, name, epoch, seq, created_at", "records": "org, id, kind, team, seq, body", "history": "*"}
    with register.read() as connection:
        return {table: connection.execute(text(f"SELECT {c} FROM {table}")).all() for table, c in columns.items()}


def test_what_it_held_is_there_and_its_devices_go_on(first_version: str, opened: Callable[[], Register]) -> None:
    register = opened()
    before = _rows(register)
    assert migrate.current(register) == "0001"
    migrate.upgrade(register)
    assert migrate.current(register) == migrate.HEAD
    assert _rows(register) == before
    assert before["orgs"][0].seq == 9007199254740993
    endpoint = Endpoint(register, ORG, DEVICE)
    assert [id for id, _ in endpoint.pull("").records] == ["0" * 32]
    assert endpoint.push(Push([])).have == 0


def test_what_the_last_version_held_is_there_and_its_supervisor_publishes(
    first_version: str, opened: Callable[[], Register], monkeypatch: pytest.MonkeyPatch
) -> None:
    register = opened()
    with monkeypatch.context() as then:
        then.setattr(migrate, "HEAD", "0004")
        migrate.upgrade(register)
    register.write(lambda c: c.execute(text("UPDATE devices SET role = 'supervisor', notice = :n"), {"n": b"\x00n"}))
    register.write(lambda c: c.execute(text("UPDATE records SET former = '[null]'")))
    before = _everything(register)
    migrate.upgrade(register)
    after = _everything(register)
    for table, rows in before.items():
        assert [row[: len(was)] for row, was in zip(after[table], rows, strict=True)] == rows, table  # then new columns
    assert all(after[table] == [] for table in after.keys() - before.keys())
    with register.read() as connection:
        boss = devices.get(connection, ORG, DEVICE)
    assert boss
    pages = PublicPages(slug="vieille-association", title="Été", published_at=datetime(2026, 11, 21, 8, tzinfo=UTC))
    assert publish(register, boss, 0, pages, 7) == 7
    assert slugs(register) == [("vieille-association", "Été")]


def _everything(register: Register) -> dict[str, list[Any]]:
    with register.read() as connection:
        tables = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
        return {table: list(connection.execute(text(f"SELECT * FROM {table}"))) for table in tables}


def test_a_server_never_works_on_an_older_version(first_version: str, opened: Callable[[], Register]) -> None:
    result = CliRunner().invoke(app, ["org", "list", "--database", first_version])
    if opened().dialect == "sqlite":  # its file is this server's own: brought up on the way
        assert (result.exit_code, migrate.current(opened())) == (0, migrate.HEAD)
    else:
        assert (result.exit_code, "espace-sync migrate" in result.stderr) == (2, True)
        assert migrate.current(opened()) == "0001"
        assert CliRunner().invoke(app, ["migrate", "--database", first_version]).exit_code == 0
    assert "Été" in CliRunner().invoke(app, ["org", "list", "--database", first_version]).stdout


def test_a_migration_that_fails_leaves_the_version_it_found(first_version: str, opened: Callable[[], Register]) -> None:
    register = opened()
    register.write(lambda c: c.execute(text("CREATE TABLE handovers (in_the_way INTEGER)")))
    before = _rows(register)
    with pytest.raises(Exception, match=r"busy|unexpected"):
        migrate.upgrade(register)
    assert migrate.current(register) == "0001"
    assert _rows(register) == before
    register.write(lambda c: c.execute(text("DROP TABLE handovers")))
    migrate.upgrade(register)
    assert _rows(register) == before
