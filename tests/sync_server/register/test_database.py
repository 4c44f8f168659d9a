"""The database under the register: its settings, its turns, and what is said when it is not there."""

from __future__ import annotations

import os
import shutil
import stat
import traceback
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.engine import Connection

from espace_mobile.errors import EspaceError, InputError, ServerBusy
from sync_server.register import Register, orgs
from sync_server.register.arrays import Blobs, Numbers, Texts
from sync_server.register.schema import orgs as orgs_table


def test_sqlite_keeps_what_it_has_said_it_keeps(sqlite_url: str) -> None:
    register = Register(sqlite_url)
    with register.read() as connection:
        settings = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    register.close()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def _held(url: str) -> bytes:
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*"))


def test_what_was_written_over_leaves_the_files_when_told(sqlite_url: str) -> None:
    register = Register(sqlite_url)
    secret = os.urandom(20).hex()
    register.write(lambda c: orgs.create(c, "org", secret, 1))
    with register.read() as reader:
        reader.execute(select(orgs_table)).all()
        register.write(lambda c: c.execute(update(orgs_table).values(name="nobody")))
        assert not register.forget_traces()  # somebody still reads the old state
        assert secret.encode() in _held(sqlite_url)
    assert register.forget_traces()
    assert secret.encode() not in _held(sqlite_url)
    assert b"nobody" in _held(sqlite_url)
    register.close()


def test_forgetting_traces_of_a_database_that_is_gone_raises_nothing(tmp_path: Path) -> None:
    register = Register(f"sqlite:///{tmp_path / 'deep' / 'register.sqlite3'}")
    shutil.rmtree(tmp_path / "deep")
    assert not register.forget_traces()
    register.close()


def test_a_new_database_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "register.sqlite3"
    register = Register(f"sqlite:///{path}")
    register.ping()
    register.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("not a url", "not_a_url"),
        ("mysql://somewhere/x", "not_supported"),
        ("sqlite://", "not_a_file"),
        ("sqlite:////proc/nowhere/register.sqlite3", "not_writable"),
    ],
)
def test_a_database_that_cannot_be_used_is_said_so(url: str, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        Register(url)
    assert refused.value.reason == reason


def test_a_database_that_does_not_answer_is_busy() -> None:
    register = Register("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(ServerBusy):
        register.ping()
    register.close()


def test_a_write_that_fails_leaves_nothing(register: Register) -> None:
    def work(connection: Connection) -> None:
        orgs.create(connection, "halfway1", "Essai", 1)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        register.write(work)
    with register.read() as connection:
        assert orgs.get(connection, "halfway1") is None


@pytest.mark.postgres
def test_a_serialization_failure_is_run_again(postgres_url: str) -> None:
    register = Register(postgres_url)
    runs: list[int] = []

    def work(connection: Connection) -> str:
        runs.append(1)
        if len(runs) < 3:
            connection.execute(text("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$"))
        return "done"

    assert register.write(work) == "done"
    register.close()
    assert len(runs) == 3


def test_an_error_of_the_database_does_not_repeat_what_was_sent(register: Register) -> None:
    def work(connection: Connection) -> None:
        row = {"id": "x", "name": "Amina Personnelle", "epoch": None, "seq": 0, "created_at": 0}
        connection.execute(insert(orgs_table), [row])

    with pytest.raises(EspaceError) as failed:
        register.write(work)
    assert "Personnelle" not in "".join(traceback.format_exception(failed.value))


@pytest.mark.postgres
def test_arrays_reach_postgresql_as_they_are(postgres_url: str) -> None:
    register = Register(postgres_url)
    texts, blobs, numbers = ["é\n", None, '"{},'], [b"", b"\x00\xff", None], [0, -1, 1 << 62, None]
    query = text("SELECT CAST(:t AS text[]), CAST(:b AS bytea[]), CAST(:n AS bigint[]), CAST(:e AS text[])")
    with register.read() as connection:
        values = {"t": Texts(texts), "b": Blobs(blobs), "n": Numbers(numbers), "e": Texts()}
        row = connection.execute(query, values).one()
    register.close()
    assert list(row) == [texts, blobs, numbers, []]


def test_a_reader_of_sqlite_sees_one_state_throughout(sqlite_url: str) -> None:
    register = Register(sqlite_url)
    with register.read() as connection:
        before = connection.execute(select(orgs_table.c.id)).all()
        register.write(lambda c: orgs.create(c, "meanwhile", "Essai", 1))
        assert connection.execute(select(orgs_table.c.id)).all() == before
    register.close()
