"""A worker who leaves loses access at the next exchange; what they did stays, and is sent first.

Their account goes: the key slot of the vault, the code of six digits, what they were typing. When nobody else opens the
device, it has handed everything in and is not a supervisor's, it says farewell and erases itself. A supervisor's device
is never emptied by a date in a record: it may be the last that can let others in. Nobody is admitted to it any more.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from espace_mobile.domain.departures import is_gone
from espace_mobile.domain.retention import LOCAL
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import Refused
from espace_mobile.store.replica import META, Replica
from espace_mobile.store.vault import Account
from espace_mobile.sync.farewell import Farewell

if TYPE_CHECKING:
    from espace_mobile.bootstrap.installation import Installation

DRAFTS = "draft."  # then whose


def today(replica: Replica) -> date:
    """By the server's clock, as far as it is known: a tablet set ahead must not shut anybody out."""
    return datetime.fromtimestamp(replica.clock.now_ms() / 1000, UTC).astimezone(LOCAL).date()


def has_ended(replica: Replica, account_id: str) -> bool:
    """Whether this account is of somebody who has left."""
    worker = replica.get(Worker, account_id)
    return worker is not None and is_gone(worker, lambda: replica.all(Worker), today(replica))


class Departures:
    def __init__(self, installation: Installation, replica: Replica, role: str, farewell: Farewell) -> None:
        self._installation, self._replica, self.role, self._farewell = installation, replica, role, farewell

    def follow(self) -> None:
        """After an exchange. Raises `Withdrawn` when this device is empty now, or `SyncError`."""
        vault = self._installation.vault
        accounts = vault.accounts()
        gone = [a for a in accounts if has_ended(self._replica, a.id)]
        self._rename([a for a in accounts if a not in gone])
        if not gone:
            return
        if len(gone) < len(accounts):
            for account in gone:
                self._forget(account.id)
        elif self.role != Role.SUPERVISOR:
            self._leave()

    def _rename(self, accounts: list[Account]) -> None:
        for account in accounts:
            worker = self._replica.get(Worker, account.id)
            if worker is not None and worker.display_name and worker.display_name != account.label:
                self._installation.vault.relabel(account.id, worker.display_name)

    def _forget(self, account_id: str) -> None:
        self._installation.forget(account_id)
        kept = list(self._replica.storage.tables.get(META, {}))
        for key in kept:
            if isinstance(key, str) and key.startswith(f"{DRAFTS}{account_id}."):
                self._replica.set_meta(key, None)

    def _leave(self) -> None:
        try:
            self._farewell.take_leave()
        except Refused:  # a server that knows only those that were withdrawn: nobody is admitted, and it stays so
            return
