"""Backups by command: one each to make a key, to back up, to verify, to restore; and what they say when they can't."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from espace_mobile.protocol.values import new_id
from sync_server.cli import app
from sync_server.register import Register
from sync_server.service import backup_file

PHRASE = {"ESPACE_SYNC_BACKUP_PHRASE": "quatre mots"}


def _run(*arguments: object, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(map(str, arguments)), env=env)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def key(tmp_path: Path) -> tuple[Path, str]:
    """The file of a private key, and its public key."""
    path = tmp_path / "backup.key"
    status, public, _ = _run("backup-key", "new", "--to", path)
    assert status == 0
    return path, public.strip()


@pytest.fixture
def backup(sqlite_url: str, fleets: Any, key: tuple[Path, str], tmp_path: Path) -> Path:
    register = Register(sqlite_url)
    fleets(register).tablet().save(new_id(), x=1)
    register.close()
    path = tmp_path / "one.backup"
    assert _run("backup", "--to", path, "--key", key[1], "--database", sqlite_url)[0] == 0
    return path


def test_verifying_and_restoring_are_one_command_each(backup: Path, key: tuple[Path, str], tmp_path: Path) -> None:
    status, said, _ = _run("verify", backup, "--key-file", key[0])
    assert (status, said.splitlines()[0]) == (0, "The backup is whole.")
    assert "records 1" in said
    url = f"sqlite:///{tmp_path / 'new' / 'register.sqlite3'}"
    status, said, warned = _run("restore", backup, "--key-file", key[0], "--database", url, "--json")
    told = json.loads(said)
    assert (status, told["rows"]["records"], told["revision"]) == (0, 1, backup_file.header(backup).revision)
    assert "withdraw again" in warned
    assert "Essai" in _run("org", "list", "--database", url)[1]
    assert (tmp_path / "new" / "register.sqlite3").stat().st_mode & 0o777 == 0o600


def test_a_private_key_shown_once_or_locked_opens_the_backup(sqlite_url: str, tmp_path: Path) -> None:
    _, said, warned = _run("backup-key", "new")
    secret, public = said.splitlines()
    assert secret not in warned
    (tmp_path / "typed").write_text(secret)
    locked = tmp_path / "locked"
    status, other, _ = _run("backup-key", "new", "--to", locked, "--lock", env=PHRASE)
    for n, (one, file) in enumerate(((public, tmp_path / "typed"), (other.strip(), locked))):
        path = tmp_path / f"{n}.backup"
        assert _run("backup", "--to", path, "--key", one, "--database", sqlite_url)[0] == 0
        assert _run("verify", path, "--key-file", file, env=PHRASE)[0] == 0
    assert status == 0
    asked = CliRunner().invoke(app, ["verify", str(tmp_path / "1.backup"), "--key-file", str(locked)], input="wrong\n")
    assert (asked.exit_code, "does not open" in asked.stderr) == (2, True)


def test_in_a_folder_backups_are_named_by_time_and_the_oldest_go(
    sqlite_url: str, key: tuple[Path, str], tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for n in range(3):
        (folder / f"espace-2020010{n}T000000Z.backup").write_bytes(b"")
    said = _run("backup", "--to", folder, "--keep", 2, "--key", key[1], "--database", sqlite_url)[1]
    assert len(kept := sorted(folder.iterdir())) == 2
    assert str(kept[1]) in said
    assert kept[0].name == "espace-20200102T000000Z.backup"


def test_a_backup_that_is_none_damaged_or_for_another_key_is_refused_and_nothing_is_made(
    backup: Path, key: tuple[Path, str], tmp_path: Path
) -> None:
    whole, bad, other = backup.read_bytes(), tmp_path / "bad.backup", tmp_path / "other.key"
    _run("backup-key", "new", "--to", other)
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 4
    cases = [
        (bytes(flipped), key[0], "damaged"),
        (whole[:-20], key[0], "cut short"),
        (b"", key[0], "not a backup"),
        (b"SQLite format 3\x00" * 99, key[0], "not a backup"),
        (whole.replace(b"\xa6format\x01", b"\xa6format\x09"), key[0], "newer version"),
        (whole, other, "another key"),
        (whole, backup, "private key"),
        (whole, tmp_path / "none", "private key"),
    ]
    target = tmp_path / "new.sqlite3"
    for told, file, word in cases:
        bad.write_bytes(told)
        for command in (("verify",), ("restore", "--database", f"sqlite:///{target}")):
            status, printed, said = _run(*command, bad, "--key-file", file)
            assert (status, printed, word in said) == (2, "", True), (word, said)
            assert "Traceback" not in said
            assert not list(tmp_path.glob("new.sqlite3*"))


def test_restoring_over_something_is_refused(
    backup: Path, key: tuple[Path, str], sqlite_url: str, tmp_path: Path
) -> None:
    status, _, said = _run("restore", backup, "--key-file", key[0], "--database", sqlite_url)
    assert (status, "something already" in said) == (2, True)
    assert _run("restore", backup, "--key-file", key[0], "--database", "postgresql://u@127.0.0.1:1/x")[0] == 2


def test_a_backup_of_nothing_to_nowhere_or_for_nobody_is_refused(
    sqlite_url: str, backup: Path, key: tuple[Path, str], tmp_path: Path
) -> None:
    absent, empty = tmp_path / "absent.sqlite3", tmp_path / "empty.sqlite3"
    empty.touch()
    new = tmp_path / "two.backup"
    cases = [
        (new, key[1], f"sqlite:///{absent}", str(absent)),
        (new, key[1], f"sqlite:///{empty}", "nothing in this database"),
        (backup, key[1], sqlite_url, "such a file already"),
        (tmp_path / "no" / "folder.backup", key[1], sqlite_url, "can't be written"),
        (new, "nobody", sqlite_url, "public key"),
    ]
    for to, public, url, word in cases:
        status, printed, said = _run("backup", "--to", to, "--key", public, "--database", url)
        assert (status, printed, word in said) == (2, "", True), said
    assert not absent.exists()
    assert not new.exists()


def test_no_key_is_written_over(key: tuple[Path, str]) -> None:
    before = key[0].read_text()
    status, printed, said = _run("backup-key", "new", "--to", key[0])
    assert (status, printed, str(key[0]) in said) == (2, "", True)
    assert key[0].read_text() == before
