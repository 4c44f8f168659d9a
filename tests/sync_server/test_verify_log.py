"""`espace-sync verify-log` and `purge-log`: what they say, and with which exit code; a backup carries the log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from espace_mobile.protocol.access_log import KEPT_MS, Chain
from espace_mobile.protocol.values import new_id
from sync_server.cli import app
from sync_server.register import Register, devices
from sync_server.service import access_log

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(map(str, arguments)))
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def person() -> str:
    return new_id()


@pytest.fixture
def lived(fleet: Any, person: str) -> Any:
    """An org whose device opened three files."""
    tablet = fleet.tablet()
    chain = Chain.new("a" * 32)
    entries = [chain.add(fleet.now, new_id(), person, "opened") for _ in range(3)]
    with fleet.register.read() as connection:
        device = devices.get(connection, fleet.org, tablet.id)
    assert device
    access_log.receive(fleet.register, device, "a" * 32, entries, False, fleet.now)
    return fleet


def change(fleet: Any, statement: str) -> None:
    fleet.register.write(lambda c: c.execute(text(statement)))


def test_a_whole_log_is_told_with_its_head_and_the_head_is_found_again(database: str, lived: Any, person: str) -> None:
    status, said, _ = run("verify-log", "--database", database)
    assert status == 0
    assert said.startswith(f"{lived.org}: whole. Rows: 3, of 1 devices' logs.\nHead: ")
    head = said.split("Head: ")[1].split()[0]
    status, said, _ = run("verify-log", "--database", database, "--org", lived.org, "--head", head)
    assert (status, "is in the log" in said) == (0, True)
    assert person not in said
    change(lived, "DELETE FROM accesses WHERE seq = 3")
    assert run("verify-log", "--database", database, "--head", head)[0] == 1
    told = json.loads(run("verify-log", "--database", database, "--head", head, "--json")[1])
    assert (told["whole"], told["found"], told["rows"]) == (False, False, 2)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE accesses SET worker = 'x' WHERE seq = 2", "row 2: not what was received"),
        ("DELETE FROM accesses WHERE seq = 2", "row 2: missing"),
        ("DELETE FROM accesses WHERE seq = 3", "after row 2: the end is missing"),
        ("DELETE FROM accesses", "after row 0: the end is missing"),
        ("DELETE FROM access_chains", "row 1: nothing says where this log begins"),
        ("UPDATE accesses SET n = 9 - n", "row 1: not what was received"),
    ],
)
def test_it_says_where_the_log_breaks(database: str, lived: Any, person: str, statement: str, said: str) -> None:
    change(lived, statement)
    status, told, _ = run("verify-log", "--database", database)
    assert (status, said in told, "NOT WHOLE" in told) == (1, True, True), told
    assert person not in told


def test_what_did_not_follow_when_it_came_is_no_change_since(database: str, lived: Any) -> None:
    """A tablet that was copied would else hide, for a year, that somebody changed the database."""
    with lived.register.read() as connection:
        device = next(d for d in devices.everyone(connection, lived.org) if d.role == "field")
    again = Chain.new("a" * 32)
    copied = [again.add(lived.now + 1, new_id(), new_id(), "opened") for _ in range(150)]
    access_log.receive(lived.register, device, "a" * 32, copied, False, lived.now)
    status, said, _ = run("verify-log", "--database", database)
    assert (status, "whole" in said, "NOT WHOLE" in said, "(forked)" in said) == (3, True, False, True), said
    assert json.loads(run("verify-log", "--database", database, "--json")[1])["followed"] is False
    change(lived, "DELETE FROM accesses WHERE seq = 152")
    status, said, _ = run("verify-log", "--database", database)
    assert (status, "NOT WHOLE" in said, "row 152: missing" in said) == (1, True, True), "after a hundred others"


def test_what_was_purged_is_told(database: str, lived: Any) -> None:
    assert run("purge-log", "--database", database)[1] == "Removed: 0.\n"
    access_log.purge(lived.register, lived.now + KEPT_MS + 1)
    status, said, _ = run("verify-log", "--database", database)
    assert status == 0
    assert "Rows: 0" in said
    assert "rows 1 to 3" in said


def test_a_slip_is_explained(database: str, lived: Any) -> None:
    status, _, said = run("verify-log", "--database", database, "--head", "abc")
    assert (status, "64 hexadecimal digits" in said) == (2, True)
    status, _, said = run("verify-log", "--database", database, "--org", "nobody")
    assert (status, "nobody" in said) == (2, True)


def test_a_backup_carries_it(database: str, lived: Any, tmp_path: Path) -> None:
    key, file, url = tmp_path / "key", tmp_path / "one.backup", f"sqlite:///{tmp_path / 'again.sqlite3'}"
    public = run("backup-key", "new", "--to", key)[1].strip()
    head = json.loads(run("verify-log", "--database", database, "--json")[1])["head"]
    assert run("backup", "--to", file, "--key", public, "--database", database)[0] == 0
    assert run("restore", file, "--key-file", key, "--database", url)[0] == 0
    assert run("verify-log", "--database", url, "--head", head)[0] == 0
    register = Register(url)
    register.write(lambda c: c.execute(text("UPDATE accesses SET at = 1 WHERE seq = 1")))
    register.close()
    assert run("verify-log", "--database", url)[0] == 1
