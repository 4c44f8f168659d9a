"""One folder of one device: who may open it, and joining, leaving, opening it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from espace_mobile.bootstrap.membership import CAME_IN, LOCKBOX_KEY, keep_membership
from espace_mobile.bootstrap.opened import Opened
from espace_mobile.bootstrap.session import Newcomer, Session
from espace_mobile.errors import AccessEnded, StoreDamaged, WrongPassphrase
from espace_mobile.protocol.recovery import Secret
from espace_mobile.protocol.values import new_id
from espace_mobile.store import wiping
from espace_mobile.store.device_secret import FileSecret
from espace_mobile.store.lockbox import Lockbox
from espace_mobile.store.pin import PinSlot
from espace_mobile.store.storage import JournalStorage
from espace_mobile.store.vault import Account, Vault, new_data_key
from espace_mobile.sync.engine import wall_clock_ms
from espace_mobile.sync.http import client
from espace_mobile.sync.joining import Joining, Membership
from espace_mobile.sync.recovering import Recovering

Connect = Callable[[str, str], httpx.Client]


class Installation:
    """`folder`: this device's own; `demo`: shows « DÉMO » everywhere and the switch « réseau coupé ».

    `withdrawn`: this device was revoked and has erased what it held, in this process: the door may say so.
    """

    def __init__(
        self,
        folder: Path,
        *,
        demo: bool = False,
        now_ms: Callable[[], int] = wall_clock_ms,
        connect: Connect = client,
    ) -> None:
        self.folder, self.demo, self.now_ms, self.connect = folder, demo, now_ms, connect
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.withdrawn = wiping.is_begun(folder)
        if self.withdrawn:
            wiping.wipe(folder)  # the app stopped in the middle of it
        self.vault = Vault.open_folder(folder, FileSecret(folder / "device.key"))
        self._opened: Opened | None = None
        self._joining: httpx.Client | None = None
        self._pins: dict[str, PinSlot] = {}

    def accounts(self) -> list[Account]:
        """Who may open this device; empty before it has joined an org."""
        return self.vault.accounts()

    # Signing in

    def unlock(self, account_id: str, passphrase: str) -> Session:
        """Raises `WrongPassphrase`, `TooManyAttempts`, `AccessEnded`, `StoreInUse`, `StoreDamaged`, `FormatTooNew`."""
        return self._session(account_id, self.vault.unlock(account_id, passphrase))

    def forget(self, account_id: str) -> None:
        """This account opens nothing here any more. Raises `StoreError`."""
        self._pins.pop(account_id, None)
        self.vault.remove(account_id)

    def has_pin(self, account_id: str) -> bool:
        return account_id in self._pins

    def unlock_pin(self, account_id: str, pin: str) -> Session:
        """Raises `WrongPassphrase`; after three failures the pass phrase is needed."""
        slot = self._pins.get(account_id)
        if slot is None:
            raise WrongPassphrase()
        try:
            return self._session(account_id, slot.open(pin))
        except WrongPassphrase:
            if slot.destroyed:
                del self._pins[account_id]
            raise

    # The counter while locked

    def count_locked(self, payload: dict[str, Any]) -> None:
        """Keep one anonymous count, write-only, without anybody's key. Durable when it returns."""
        Lockbox(self.folder).drop({"id": new_id(), **payload})

    # Joining an org

    def join(self, address: str, org: str, code: str, label: str) -> Joining:
        """Ask a server to let this device in. Raises `SyncError`."""
        self._stop_joining()
        self._joining = self.connect(address, "")
        return Joining(self._joining, address, org, code, label)

    def recover(self, address: str, secret: Secret, label: str) -> Recovering:
        """Ask to come in with a recovery sheet. Raises `NotOurServer` for an address that is none."""
        self._stop_joining()
        self._joining = self.connect(address, "")
        return Recovering(self._joining, address, secret, label)

    def receive(self, membership: Membership, sheet: bytes = b"") -> Newcomer:
        """Begin the replica of a device just let in, over what a broken-off attempt left: nobody could open that.

        `sheet`: the public key of the recovery sheet it came in with; used up once somebody has an account here.
        """
        if self.accounts():
            raise StoreDamaged(reason="already_joined")
        self._stop_joining()
        self.withdrawn = False
        shutil.rmtree(self.folder / "store", ignore_errors=True)
        data_key = new_data_key()
        storage = JournalStorage(self.folder / "store", data_key)
        try:
            storage.commit([("_meta", LOCKBOX_KEY, {"v": Lockbox.create(self.folder)})])
            if sheet:
                storage.commit([("_meta", CAME_IN, {"v": sheet})])
            keep_membership(storage, membership)
        finally:
            storage.close()
        self._opened = Opened(self, data_key)
        return Newcomer(self, self._opened)

    def withdraw(self) -> None:
        """Erase all that this device holds; it is as new then. Only for one that has handed everything in."""
        wiping.begin(self.folder)
        if self._opened is not None:
            self._opened.close(wait=False)
            self._opened = None
        self._pins.clear()
        self.withdrawn = True
        wiping.wipe(self.folder)
        self.vault = Vault.open_folder(self.folder, FileSecret(self.folder / "device.key"))

    def close(self) -> None:
        self._stop_joining()
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _stop_joining(self) -> None:
        if self._joining is not None:
            self._joining.close()
            self._joining = None

    def _session(self, account_id: str, data_key: bytes) -> Session:
        if self._opened is None:
            self._opened = Opened(self, data_key)
            self._opened.sync.start()
        session = Session(self, self._opened, account_id)
        if session.ended:  # what they sent goes on being sent, and the device hears what it is told
            raise AccessEnded()
        return session
