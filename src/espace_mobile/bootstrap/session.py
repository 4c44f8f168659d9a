"""Who uses an installation: a newcomer once, then one worker at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from espace_mobile.bootstrap.departures import has_ended, today
from espace_mobile.bootstrap.doctor import Finding
from espace_mobile.bootstrap.membership import CAME_IN, LOCKBOX_KEY
from espace_mobile.domain.departures import acting, has_left
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from espace_mobile.store.lockbox import Lockbox
from espace_mobile.store.pin import PinSlot
from espace_mobile.sync.joining import Membership

if TYPE_CHECKING:
    from espace_mobile.bootstrap.installation import Installation
    from espace_mobile.bootstrap.opened import Opened


class Newcomer:
    """A device that belongs, but has no account yet: who will use it?"""

    def __init__(self, installation: Installation, opened: Opened) -> None:
        self.installation, self.opened = installation, opened

    @property
    def came_back(self) -> bool:
        """Whether this device came in with the recovery sheet."""
        return bool(self.opened.replica.meta(CAME_IN))

    def workers(self) -> list[Worker]:
        """The org's workers, once the first sync brought them. Raises `SyncError`."""
        self.opened.exchange()
        replica = self.opened.replica
        return [w for w in replica.all(Worker) if not has_left(w, today(replica))]

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
        self.publishing, self.publicity = opened.publishing, opened.publicity
        self.access_log = opened.access_log
        self.forecaster, self.status = opened.forecaster, opened.status
        self.damage = opened.storage.damage

    @property
    def worker(self) -> Worker:
        """The worker as the register says they are now; by their account's name alone until it does."""
        found = self.replica.get(Worker, self.account_id)
        if found is not None:
            return acting(found, lambda: self.replica.all(Worker), today(self.replica))
        label = next((a.label for a in self.installation.accounts() if a.id == self.account_id), "")
        return Worker(id=self.account_id, display_name=label)

    @property
    def ended(self) -> bool:
        """Whether the worker has left the association: the session is to be locked, and no other begins."""
        return has_ended(self.replica, self.account_id)

    @property
    def membership(self) -> Membership:
        return self._opened.membership

    def examine(self) -> list[Finding]:
        """What there is to say of this device; reads all of its store, waits for the server."""
        return list(self._opened.examine())

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
