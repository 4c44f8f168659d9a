"""Who may open the folder, and what a stolen folder tells."""

from __future__ import annotations

import json
import os
import resource
import stat
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from espace_mobile.errors import FormatTooNew, InputError, StoreDamaged, TooManyAttempts, WrongPassphrase
from espace_mobile.store.device_secret import FileSecret, MemorySecret, SecretStore
from espace_mobile.store.vault import Account, Vault, new_data_key
from tests.store.files import flip

NORA, IDIR = "a" * 32, "b" * 32
PHRASE = "un café à l’aube"


class Clock:
    def __init__(self) -> None:
        self.now = 1_780_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def secret(tmp_path: Path) -> FileSecret:
    return FileSecret(tmp_path / "secret" / "device")


@pytest.fixture
def key() -> bytes:
    return new_data_key()


@pytest.fixture
def folder(tmp_path: Path, secret: FileSecret, clock: Clock, key: bytes) -> Path:
    """A folder that Nora may open."""
    folder = tmp_path / "tablet"
    opened(folder, secret, clock).add(NORA, "Nora B.", PHRASE, key)
    return folder


@pytest.fixture
def vault(folder: Path, secret: FileSecret, clock: Clock) -> Vault:
    return opened(folder, secret, clock)


def opened(folder: Path, secret: SecretStore, clock: Callable[[], float] = time.time) -> Vault:
    """As everywhere, but quick to stretch a pass phrase."""
    return Vault.open_folder(folder, secret, clock, cost=1 << 10)


def fail(vault: Vault, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassphrase):
            vault.unlock(NORA, "not the one at all")


def test_the_pass_phrase_gives_the_data_key_back(vault: Vault, key: bytes) -> None:
    assert vault.unlock(NORA, PHRASE) == key
    assert vault.accounts() == [Account(NORA, "Nora B.")]


def test_a_pass_phrase_is_slow_to_guess(tmp_path: Path, secret: FileSecret, key: bytes) -> None:
    Vault.open_folder(tmp_path, secret).add(NORA, "Nora B.", PHRASE, key)
    stored = json.loads(json.loads((tmp_path / "vault.json").read_text())["vault"])["accounts"][NORA]["scrypt"]
    assert (stored["n"], stored["r"], stored["p"], len(stored["salt"])) == (32_768, 8, 1, 32)
    assert opened(tmp_path, secret).unlock(NORA, PHRASE) == key, "opened with what is stored, whatever the default"


def test_each_worker_opens_the_same_folder_with_their_own(vault: Vault, key: bytes) -> None:
    vault.add(IDIR, "Idir", "douze moulins", key)
    assert vault.unlock(IDIR, "douze moulins") == key == vault.unlock(NORA, PHRASE)
    with pytest.raises(WrongPassphrase):
        vault.unlock(IDIR, PHRASE)
    assert [account.label for account in vault.accounts()] == ["Nora B.", "Idir"]


def test_a_pass_phrase_typed_on_another_keyboard_is_the_same(vault: Vault, key: bytes) -> None:
    decomposed = unicodedata.normalize("NFD", PHRASE)
    assert decomposed != PHRASE
    assert vault.unlock(NORA, decomposed) == key


def test_an_unknown_account_is_told_nothing_more_than_a_wrong_pass_phrase(vault: Vault) -> None:
    with pytest.raises(WrongPassphrase):
        vault.unlock("nobody", PHRASE)


def test_a_copied_folder_opens_nothing_on_another_device(folder: Path, clock: Clock) -> None:
    thief = opened(folder, MemorySecret(os.urandom(32)), clock)
    assert thief.accounts() == [Account(NORA, "")]
    with pytest.raises(WrongPassphrase):
        thief.unlock(NORA, PHRASE)


def test_no_name_and_no_key_is_readable_on_disk(folder: Path, vault: Vault, key: bytes) -> None:
    vault.relabel(NORA, "Nora Benali")
    raw = b"".join(path.read_bytes() for path in folder.iterdir())
    for clear in (b"Nora", b"Benali", PHRASE.encode(), key, key.hex().encode()):
        assert clear not in raw
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_changing_the_pass_phrase_wraps_the_same_key_anew(folder: Path, vault: Vault, key: bytes) -> None:
    vault.change_passphrase(NORA, PHRASE, "une autre phrase")
    assert vault.unlock(NORA, "une autre phrase") == key
    with pytest.raises(WrongPassphrase):
        vault.unlock(NORA, PHRASE)
    assert vault.accounts() == [Account(NORA, "Nora B.")]


def test_changing_it_needs_the_old_one(vault: Vault, key: bytes) -> None:
    with pytest.raises(WrongPassphrase):
        vault.change_passphrase(NORA, "not the one at all", "une autre phrase")
    assert vault.unlock(NORA, PHRASE) == key


@pytest.mark.parametrize("weak", ["", "1234567", "é" * 7, unicodedata.normalize("NFD", "é" * 7)])
def test_a_short_pass_phrase_is_refused_with_what_to_do(vault: Vault, key: bytes, weak: str) -> None:
    for attempt in (
        lambda: vault.add(IDIR, "Idir", weak, key),
        lambda: vault.change_passphrase(NORA, PHRASE, weak),
    ):
        with pytest.raises(InputError) as refused:
            attempt()
        assert (refused.value.field, refused.value.reason, refused.value.params["min"]) == (
            "passphrase",
            "too_short",
            8,
        )
    assert vault.unlock(NORA, PHRASE) == key


def test_a_removed_account_opens_nothing(folder: Path, vault: Vault, secret: FileSecret, key: bytes) -> None:
    vault.add(IDIR, "Idir", "douze moulins", key)
    vault.remove(NORA)
    vault.remove(NORA)
    again = opened(folder, secret)
    assert [account.id for account in again.accounts()] == [IDIR]
    with pytest.raises(WrongPassphrase):
        again.unlock(NORA, PHRASE)


def test_a_new_label_stays(folder: Path, vault: Vault, secret: FileSecret) -> None:
    vault.relabel(NORA, "Nora Benali")
    assert opened(folder, secret).accounts() == [Account(NORA, "Nora Benali")]


# Guessing


def test_after_three_failures_one_waits_longer_each_time(vault: Vault, clock: Clock, key: bytes) -> None:
    fail(vault, 3)
    for seconds in (30, 60, 120, 240, 480, 900, 900):
        with pytest.raises(TooManyAttempts) as refused:
            vault.unlock(NORA, PHRASE)
        assert refused.value.params == {"seconds": seconds}
        clock.now += seconds
        fail(vault, 1)
    clock.now += 900
    assert vault.unlock(NORA, PHRASE) == key
    fail(vault, 3)


def test_waiting_survives_a_restart(vault: Vault, folder: Path, secret: FileSecret, clock: Clock) -> None:
    fail(vault, 3)
    clock.now += 10
    with pytest.raises(TooManyAttempts) as refused:
        opened(folder, secret, clock).unlock(NORA, PHRASE)
    assert refused.value.params == {"seconds": 20}


def test_a_try_counts_even_if_the_app_is_stopped_before_the_answer(
    vault: Vault, folder: Path, secret: FileSecret, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(vault, 2)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("espace_mobile.store.vault.unseal", stopped)
        with pytest.raises(KeyboardInterrupt):
            vault.unlock(NORA, "a third guess")
    with pytest.raises(TooManyAttempts):
        opened(folder, secret, clock).unlock(NORA, "a fourth one")


def test_a_clock_set_back_does_not_lock_out_for_years(vault: Vault, clock: Clock, key: bytes) -> None:
    fail(vault, 3)
    clock.now -= 3 * 365 * 86_400
    with pytest.raises(TooManyAttempts) as refused:
        vault.unlock(NORA, PHRASE)
    assert refused.value.params == {"seconds": 30}


def test_a_colleague_is_not_kept_waiting(vault: Vault, key: bytes) -> None:
    vault.add(IDIR, "Idir", "douze moulins", key)
    fail(vault, 3)
    assert vault.unlock(IDIR, "douze moulins") == key


def test_a_full_disk_keeps_nobody_out(vault: Vault, key: bytes) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        fail(vault, 2)
        assert vault.unlock(NORA, PHRASE) == key
        fail(vault, 3)
        with pytest.raises(TooManyAttempts):
            vault.unlock(NORA, PHRASE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# The files


def test_either_copy_of_the_vault_is_enough(folder: Path, secret: FileSecret, key: bytes) -> None:
    for damaged in ("vault.json", "vault-copy.json"):
        whole = (folder / damaged).read_bytes()
        for at in range(0, len(whole), 7):
            flip(folder / damaged, at)
            vault = opened(folder, secret)
            assert vault.accounts() == [Account(NORA, "Nora B.")], at
            (folder / damaged).write_bytes(whole)
        (folder / damaged).unlink()
        assert opened(folder, secret).unlock(NORA, PHRASE) == key


def test_the_later_copy_counts(folder: Path, vault: Vault, secret: FileSecret) -> None:
    older = (folder / "vault-copy.json").read_bytes()
    vault.relabel(NORA, "Nora Benali")
    (folder / "vault-copy.json").write_bytes(older)
    assert opened(folder, secret).accounts()[0].label == "Nora Benali"


def test_a_vault_without_an_intact_copy_says_so(folder: Path, secret: FileSecret) -> None:
    for name in ("vault.json", "vault-copy.json"):
        flip(folder / name, 40)
    with pytest.raises(StoreDamaged):
        opened(folder, secret)


def test_a_vault_of_a_newer_version_is_left_alone(folder: Path, secret: FileSecret) -> None:
    from espace_mobile.store.vault_file import _check

    body = json.dumps({"version": 2, "written": 9, "accounts": {}})
    for name in ("vault.json", "vault-copy.json"):
        (folder / name).write_text(json.dumps({"check": _check(body), "vault": body}))
    with pytest.raises(FormatTooNew):
        opened(folder, secret)


def test_a_lost_device_secret_is_not_replaced_in_silence(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreDamaged):
        opened(folder, FileSecret(tmp_path / "another" / "place"))
    assert not (tmp_path / "another" / "place").exists()


def test_a_damaged_device_secret_says_so(folder: Path, tmp_path: Path, secret: FileSecret) -> None:
    path = tmp_path / "secret" / "device"
    whole = path.read_bytes()
    for at in range(len(whole) - 1):
        flip(path, at)
        with pytest.raises(StoreDamaged):
            opened(folder, secret)
        path.write_bytes(whole)


def test_a_file_guards_the_secret_with_permissions_only_and_says_so(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "secret" / "device"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert FileSecret(path).protected is False
