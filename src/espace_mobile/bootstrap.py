"""The one place where real parts are wired together: an installation on a disk, and a session over it.

    Installation   one folder: vault (who may open it), store (the encrypted replica), lockbox (the locked counter)
    Session        one worker signed in: the replica, the sync loop, the office's requests

Locking drops the session; the replica stays open in the process so that what waits is still sent.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx

from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import StoreDamaged, Unauthorised, Unreachable, Withdrawn, WrongPassphrase
from espace_mobile.protocol.enrolment import KeyPair
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.protocol.values import new_id
from espace_mobile.store import resealed, wiping
from espace_mobile.store.device_secret import FileSecret
from espace_mobile.store.lockbox import Lockbox
from espace_mobile.store.pin import PinSlot
from espace_mobile.store.replica import Replica
from espace_mobile.store.storage import JournalStorage
from espace_mobile.store.vault import Account, Vault, new_data_key
from espace_mobile.sync.engine import Exchange, SyncEngine, wall_clock_ms
from espace_mobile.sync.farewell import Farewell
from espace_mobile.sync.http import HttpEndpoint, client
from espace_mobile.sync.joining import Joining, Membership
from espace_mobile.sync.keys import Keys
from espace_mobile.sync.loop import State, SyncLoop
from espace_mobile.sync.office import Office

MEMBERSHIP, MEMBERSHIP_COPY, LOCKBOX_KEY = "membership", "_membership", "lockbox_key"
Connect = Callable[[str, str], httpx.Client]


class Opened:
    """The replica of an installation and what runs over it, from the first unlock to the end of the process."""

    def __init__(self, installation: Installation, data_key: bytes) -> None:
        self.storage = JournalStorage(installation.folder / "store", data_key)
        try:
            self.data_key = data_key
            self.membership = _membership(self.storage.tables)
            member = self.membership
            self.keychain = Keychain(member.org, member.keys)
            self.replica = Replica(self.storage, member.device, self.keychain, installation.now_ms)
            if resealed.is_due(self.replica):  # the app stopped between taking a key and using it
                resealed.open_newly(self.replica)
        except BaseException:
            self.storage.close()
            raise
        self.http = installation.connect(member.address, member.token)
        endpoint = HttpEndpoint(self.http, lambda: self.replica.device)
        self.engine = SyncEngine(self.replica, endpoint, installation.now_ms, member.role == Role.SUPERVISOR)
        self.sync = SyncLoop(self.replica, self.exchange)
        pair = KeyPair(member.private_key)
        self.keys = Keys(self.http, self.replica, self.keychain, pair, self._keep)
        self.office = Office(self.http, self.replica, self.keychain, pair, self.sync_now, self.keys)
        self._farewell = Farewell(
            self.http, self.replica, self.keychain, pair.public, installation.withdraw, self._has_locked_counts
        )
        self._closed = False

    def exchange(self) -> Exchange:
        """Push, pull, and see to the org's keys. Raises `SyncError`, `ProtocolError`; `Withdrawn` at the very end."""
        if self._closed:
            raise Withdrawn()
        try:
            done = self.engine.run()
        except Unauthorised as told:
            self._farewell.heed(told)
            raise
        self.keys.catch_up(done.key)
        return self.engine.run() if self.keys.vouch_for_self() else done

    def sync_now(self) -> None:
        """An exchange for somebody who waits for it. Raises what stopped it."""
        status = self.sync.run_once()
        if status.state != State.DONE:
            raise status.error or Unreachable(reason="offline")

    def _has_locked_counts(self) -> bool:
        box = Lockbox(self.storage.folder.parent)
        return box.exists and bool(box.take(self.replica.meta(LOCKBOX_KEY)))

    def _keep(self, keys: dict[int, bytes]) -> None:
        self.membership = replace(self.membership, keys=keys)
        _keep_membership(self.storage, self.membership)

    def close(self, *, wait: bool = True) -> None:
        """`wait`: for an exchange under way."""
        self._closed = True
        self.sync.stop(wait=wait)
        self.http.close()
        self.replica.close()


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
        """Raises `WrongPassphrase`, `TooManyAttempts`, `StoreInUse`, `StoreDamaged`, `FormatTooNew`."""
        return self._session(account_id, self.vault.unlock(account_id, passphrase))

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

    def receive(self, membership: Membership) -> Newcomer:
        """Begin the replica of a device just let in, over what a broken-off attempt left: nobody could open that."""
        if self.accounts():
            raise StoreDamaged(reason="already_joined")
        self._stop_joining()
        self.withdrawn = False
        shutil.rmtree(self.folder / "store", ignore_errors=True)
        data_key = new_data_key()
        storage = JournalStorage(self.folder / "store", data_key)
        try:
            storage.commit([("_meta", LOCKBOX_KEY, {"v": Lockbox.create(self.folder)})])
            _keep_membership(storage, membership)
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
        return Session(self, self._opened, account_id)


class Newcomer:
    """A device that belongs, but has no account yet: who will use it?"""

    def __init__(self, installation: Installation, opened: Opened) -> None:
        self.installation, self.opened = installation, opened

    def workers(self) -> list[Worker]:
        """The org's workers, once the first sync brought them. Raises `SyncError`."""
        self.opened.exchange()
        return [w for w in self.opened.replica.all(Worker) if w.active]

    def account(self, worker: Worker, passphrase: str) -> Session:
        """Make the first account and sign in. A worker the register does not know yet is saved to it."""
        opened = self.opened
        self.installation.vault.add(worker.id, worker.display_name, passphrase, opened.data_key)
        if opened.replica.get(Worker, worker.id) is None:
            opened.replica.save(worker, by=worker.id)
        opened.sync.start()
        return Session(self.installation, opened, worker.id)

    def new_worker(self, display_name: str) -> Worker:
        """Somebody the register does not know: with the role the invitation gave this device."""
        member = self.opened.membership
        return Worker(id=new_id(), display_name=display_name, role=Role(member.role), team_ids=tuple(member.teams_list))


class Session:
    """One worker signed in on one installation."""

    def __init__(self, installation: Installation, opened: Opened, account_id: str) -> None:
        self.installation, self.account_id = installation, account_id
        self._opened = opened
        self.replica, self.sync, self.office = opened.replica, opened.sync, opened.office
        self.damage = opened.storage.damage

    @property
    def worker(self) -> Worker:
        """The worker as the register says they are now; by their account's name alone until it does."""
        found = self.replica.get(Worker, self.account_id)
        if found is not None:
            return found
        label = next((a.label for a in self.installation.accounts() if a.id == self.account_id), "")
        return Worker(id=self.account_id, display_name=label)

    @property
    def membership(self) -> Membership:
        return self._opened.membership

    def set_pin(self, pin: str) -> None:
        """Six digits that unlock while this process lives. Raises `InputError`."""
        self.installation._pins[self.account_id] = PinSlot(self._opened.data_key, pin)

    def change_passphrase(self, old: str, new: str) -> None:
        """Raises `WrongPassphrase`, `InputError`. Nothing is encrypted again."""
        self.installation.vault.change_passphrase(self.account_id, old, new)

    def add_account(self, worker: Worker, passphrase: str) -> None:
        """Let another worker use this device; one the register does not know is saved to it. Raises `InputError`."""
        self.installation.vault.add(worker.id, worker.display_name, passphrase, self._opened.data_key)
        if self.replica.get(Worker, worker.id) is None:
            self.replica.save(worker, by=self.account_id)

    def take_locked(self) -> tuple[list[dict[str, Any]], Callable[[], None]]:
        """What was counted while locked, and what to call once it is saved."""
        box = Lockbox(self.installation.folder)
        counted = box.take(self.replica.meta(LOCKBOX_KEY))
        return counted, lambda: box.clear(counted.upto)


def _keep_membership(storage: JournalStorage, member: Membership) -> None:
    kept = {**vars(member), "keys": {str(i): k for i, k in member.keys.items()}}
    storage.commit([("_meta", MEMBERSHIP, {"v": kept})])
    # Twice, in frames apart: a damaged byte must not cost the keys that open everything else.
    storage.commit([(MEMBERSHIP_COPY, MEMBERSHIP, {"v": kept})])


def _membership(tables: dict[str, dict[Any, dict[str, Any]]]) -> Membership:
    """Raises `StoreDamaged` when the device no longer knows whom it belongs to."""
    copies = [row for table in ("_meta", MEMBERSHIP_COPY) if (row := tables.get(table, {}).get(MEMBERSHIP))]
    if not copies:
        raise StoreDamaged(reason="membership")
    # Damage may have brought an older one back: the other one has the newer keys.
    kept = max(copies, key=lambda row: len(row["v"]["keys"]))
    return Membership(**{**kept["v"], "keys": {int(i): k for i, k in kept["v"]["keys"].items()}})


__all__ = ["Account", "Installation", "Newcomer", "Opened", "Session"]
