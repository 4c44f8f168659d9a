"""Keys of backups as people keep them: a line of text, a file, a pass phrase."""

from __future__ import annotations

from pathlib import Path

import pytest

from espace_mobile.errors import InputError
from espace_mobile.protocol.enrolment import KeyPair
from sync_server.service import backup_keys

PHRASE = "quatre mots tirés au sort"


def _refused(work: object) -> str:
    with pytest.raises(InputError) as told:
        work()  # type: ignore[operator]
    return told.value.reason


def test_a_pair_is_written_for_its_owner_and_read_again(tmp_path: Path) -> None:
    pair, path = KeyPair(), tmp_path / "backup.key"
    backup_keys.write(path, pair)
    assert path.stat().st_mode & 0o777 == 0o600
    assert backup_keys.read_private(path).private == pair.private
    public = backup_keys.public_text(pair)
    assert public in path.read_text()
    assert backup_keys.read_public(public) == backup_keys.read_public(f"  {public.upper()}\n".lower()) == pair.public
    (tmp_path / "public").write_text(f"# of the office\n{public}\n")
    assert backup_keys.read_public(str(tmp_path / "public")) == pair.public


def test_a_locked_one_opens_with_its_phrase_alone(tmp_path: Path) -> None:
    pair, path = KeyPair(), tmp_path / "backup.key"
    backup_keys.write(path, pair, PHRASE)
    assert backup_keys.is_locked(path)
    assert backup_keys.private_text(pair) not in path.read_text()
    assert backup_keys.read_private(path, PHRASE).private == pair.private
    assert _refused(lambda: backup_keys.read_private(path, "another")) == "wrong_phrase"
    assert _refused(lambda: backup_keys.read_private(path)) == "wrong_phrase"


def test_no_key_is_written_over(tmp_path: Path) -> None:
    pair, path = KeyPair(), tmp_path / "backup.key"
    backup_keys.write(path, pair)
    assert _refused(lambda: backup_keys.write(path, KeyPair())) == "exists"
    assert backup_keys.read_private(path).private == pair.private
    assert _refused(lambda: backup_keys.write(tmp_path / "no" / "folder", pair)) == "not_written"


def test_a_slip_in_a_key_is_noticed(tmp_path: Path) -> None:
    pair, path = KeyPair(), tmp_path / "backup.key"
    public = backup_keys.public_text(pair)
    at = len(backup_keys.PUBLIC) + 7
    slip = public[:at] + ("a" if public[at] != "a" else "b") + public[at + 1 :]
    for wrong in (slip, public[:-3], "", "nothing", "\x00", backup_keys.private_text(pair)):
        assert _refused(lambda wrong=wrong: backup_keys.read_public(wrong)) == "not_public"
    for wrong in (public, backup_keys.private_text(pair)[:-1] + "1", "", backup_keys.LOCKED, backup_keys.LOCKED + "aa"):
        path.write_text(wrong)
        assert _refused(lambda: backup_keys.read_private(path, PHRASE)) == "not_private"
    assert _refused(lambda: backup_keys.read_private(tmp_path / "none")) == "not_private"
