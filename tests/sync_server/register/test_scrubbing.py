"""After a scrub the raw files hold nothing that was written over."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.engine import Connection
from typer.testing import CliRunner

from espace_mobile.errors import InputError
from sync_server.cli import app
from sync_server.register import Register, database, migrate, orgs
from sync_server.register.schema import records
from sync_server.register.scrubbing import scrub

_ROWS = 300


def _fill(register: Register, secret: bytes) -> None:
    def work(connection: Connection) -> None:
        orgs.create(connection, "org", "Essai", 1)
        rows = [
            {
                "org": "org",
                "id": f"{n:032x}",
                "kind": "k",
                "team": secret.hex(),
                "seq": 1,
                "body": secret + bytes([n % 7]),
            }
            for n in range(_ROWS)
        ]
        connection.execute(insert(records), rows)

    register.write(work)


def _overwrite(register: Register) -> None:
    register.write(lambda c: c.execute(update(records).values(body=b"erased", team=None)))


def _holds(folder: Path, secret: bytes) -> bool:
    """In clear, or in the digits a sample of PostgreSQL's is written in."""
    wanted = secret, secret.hex().encode()
    return any(word in path.read_bytes() for path in folder.rglob("*") if path.is_file() for word in wanted)


def _kept(register: Register) -> list[tuple[Any, ...]]:
    with register.read() as connection:
        return [tuple(row) for row in connection.execute(records.select().order_by(records.c.id))]


def test_sqlite_holds_nothing_that_was_written_over(sqlite_url: str, tmp_path: Path) -> None:
    register, secret = Register(sqlite_url), os.urandom(16)
    with register.engine.connect() as connection:  # as a file that an older version left
        connection.exec_driver_sql("PRAGMA secure_delete=OFF")
    _fill(register, secret)
    _overwrite(register)
    before = _kept(register)
    assert _holds(tmp_path, secret)
    assert scrub(register)
    assert not _holds(tmp_path, secret)
    assert _kept(register) == before
    register.close()


def test_a_scrub_that_others_hinder_says_so(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync_server.register.scrubbing.BUSY_SECONDS", 0.05)
    register = Register(sqlite_url)
    other = register.engine.connect().execution_options(**{database._BEGIN: "BEGIN IMMEDIATE"})
    with other, other.begin(), pytest.raises(InputError) as refused:
        scrub(register)
    assert refused.value.reason == "not_scrubbed"
    assert scrub(register)
    register.close()


@pytest.mark.postgres
def test_postgresql_holds_nothing_that_was_written_over(postgres: Any) -> None:
    url = postgres.create("scrubbed")
    register, secret = Register(url), os.urandom(16)
    migrate.upgrade(register)
    _fill(register, secret)
    with register.read() as connection:
        folder = connection.execute(text("SELECT oid FROM pg_database WHERE datname = 'scrubbed'")).scalar()
    with register.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as autocommit:
        autocommit.execute(text("ANALYZE"))
        _overwrite(register)
        before = _kept(register)
        autocommit.execute(text("CHECKPOINT"))
    held = postgres.data / "base" / str(folder)
    assert _holds(held, secret)
    assert scrub(register)
    assert not _holds(held, secret)
    assert _kept(register) == before
    with register.read() as connection:
        assert connection.execute(text("SHOW statement_timeout")).scalar() == "30s"
    register.close()


@pytest.mark.postgres
def test_postgresql_owned_by_somebody_else_is_scrubbed_as_far_as_it_lets(postgres: Any) -> None:
    url = postgres.create("let")
    owner = Register(url)
    owner.write(
        lambda c: [c.execute(text(f"{word} guest")) for word in ("CREATE USER", "GRANT ALL ON SCHEMA public TO")]
    )
    register = Register(url.replace("postgres@", "guest@"))
    migrate.upgrade(register)
    assert not scrub(register)
    register.close()
    owner.close()


def test_the_command_says_what_it_did(sqlite_url: str) -> None:
    result = CliRunner().invoke(app, ["scrub", "--database", sqlite_url])
    assert (result.exit_code, result.stdout) == (0, "The files were written anew.\n")
