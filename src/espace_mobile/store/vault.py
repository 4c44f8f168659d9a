"""Who may open this folder: a random data key, wrapped once per account.

An account's wrapping key comes from its pass phrase *and* the device's secret, so neither a copied folder nor a pass
phrase alone opens anything. Changing a pass phrase wraps the same key anew; no document is encrypted again.
"""

from __future__ import annotations

import math
import os
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock

from espace_mobile.errors import InputError, StoreError, TooManyAttempts, WrongPassphrase
from espace_mobile.store.device_secret import SecretStore, secret_of
from espace_mobile.store.disk import make_folder
from espace_mobile.store.vault_file import Entry, VaultFile
from espace_mobile.store.wrapping import COST, Stretch, derive, seal, unseal

SHORTEST = 8  # characters of a pass phrase
_FREE_TRIES = 3
_FIRST_WAIT, _LONGEST_WAIT = 30, 900  # seconds; a worker in the cold is not locked out for the night


@dataclass(frozen=True, slots=True)
class Account:
    """`id` is opaque; `label` is the worker's display name."""

    id: str
    label: str


def new_data_key() -> bytes:
    return os.urandom(32)


class Vault:
    """Thread-safe. Raises `WrongPassphrase`, `TooManyAttempts`, `InputError`, or a `StoreError` of the disk."""

    def __init__(self, file: VaultFile, secret: bytes, now: Callable[[], float], cost: int) -> None:
        self._file, self._secret, self._now, self._cost = file, secret, now, cost
        self._label_key = derive(secret, "labels")
        self._lock = RLock()

    @classmethod
    def open_folder(
        cls, folder: Path | str, secret_store: SecretStore, now: Callable[[], float] = time.time, *, cost: int = COST
    ) -> Vault:
        """The folder's vault, or an empty one. `now`: seconds since 1970. `cost`: scrypt's n for accounts added now.

        Raises `StoreDamaged`, `FormatTooNew` or another `StoreError`.
        """
        make_folder(Path(folder))
        file = VaultFile.load(Path(folder))
        return cls(file, secret_of(secret_store, expected=bool(file.entries)), now, cost)

    def accounts(self) -> list[Account]:
        """In the order they were added. A label that does not open (another device's) is empty."""
        with self._lock:
            return [Account(id, self._label(id, entry)) for id, entry in self._file.entries.items()]

    def add(self, account_id: str, label: str, passphrase: str, data_key: bytes) -> None:
        """Let `account_id` open the folder with `passphrase`; replaces what it had (a forgotten pass phrase)."""
        _check_strength(passphrase)
        with self._lock:
            self._put(account_id, self._entry(account_id, label, passphrase, data_key))

    def unlock(self, account_id: str, passphrase: str) -> bytes:
        """The data key."""
        with self._lock:
            entry = self._file.entries.get(account_id)
            if entry is None:
                raise WrongPassphrase()
            self._count_attempt(account_id, entry)
            key = unseal(self._wrapping_key(account_id, entry.stretch, passphrase), entry.wrapped, account_id.encode())
            if key is None:
                raise WrongPassphrase()
            self._note_attempts(account_id, failures=0)
            return key

    def change_passphrase(self, account_id: str, old: str, new: str) -> None:
        _check_strength(new)
        with self._lock:
            key = self.unlock(account_id, old)
            self.add(account_id, self._label(account_id, self._file.entries[account_id]), new, key)

    def relabel(self, account_id: str, label: str) -> None:
        with self._lock:
            entry = self._file.entries.get(account_id)
            if entry is not None:
                self._put(account_id, replace(entry, label=self._sealed_label(account_id, label)))

    def remove(self, account_id: str) -> None:
        with self._lock:
            if account_id in self._file.entries:
                self._file.save({id: entry for id, entry in self._file.entries.items() if id != account_id})

    def _entry(self, id: str, label: str, passphrase: str, data_key: bytes) -> Entry:
        stretch = Stretch(self._cost)
        wrapped = seal(self._wrapping_key(id, stretch, passphrase), data_key, id.encode())
        return Entry(self._sealed_label(id, label), stretch, wrapped)

    def _wrapping_key(self, id: str, stretch: Stretch, passphrase: str) -> bytes:
        return derive(stretch.key(passphrase) + self._secret, f"data key of {id}", stretch.salt)

    def _sealed_label(self, id: str, label: str) -> bytes:
        return seal(self._label_key, label.encode(), id.encode())

    def _label(self, id: str, entry: Entry) -> str:
        return (unseal(self._label_key, entry.label, id.encode()) or b"").decode()

    def _put(self, id: str, entry: Entry) -> None:
        self._file.save(self._file.entries | {id: entry})

    def _count_attempt(self, id: str, entry: Entry) -> None:
        """Counted before the answer is known: stopping the app in between is no free try."""
        left = min(entry.until - self._now(), _wait(entry.failures))  # a clock set back must not lock for a year
        if left > 0:
            raise TooManyAttempts(seconds=math.ceil(left))
        self._note_attempts(id, entry.failures + 1)

    def _note_attempts(self, id: str, failures: int) -> None:
        until = self._now() + wait if (wait := _wait(failures)) else 0
        entry = replace(self._file.entries[id], failures=failures, until=until)
        try:
            self._put(id, entry)
        except StoreError:  # a full disk must not keep a worker out; this process still counts
            self._file.entries[id] = entry


def _wait(failures: int) -> float:
    """Seconds to wait after so many failures in a row: 30, 60, 120… from the third on."""
    if failures < _FREE_TRIES:
        return 0
    return min(_FIRST_WAIT * 2.0 ** min(failures - _FREE_TRIES, 10), _LONGEST_WAIT)


def _check_strength(passphrase: str) -> None:
    if len(unicodedata.normalize("NFKC", passphrase)) < SHORTEST:
        raise InputError("passphrase", "too_short", min=SHORTEST)
