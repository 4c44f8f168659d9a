"""The end of a device: believed only from who holds the org's key, and never before everything is handed in."""

from __future__ import annotations

import base64
from collections.abc import Callable

import httpx

from espace_mobile.errors import NotOurServer, Unauthorised, Withdrawn
from espace_mobile.protocol.messages import Pushed
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.protocol.withdrawal import believed
from espace_mobile.store import incoming
from espace_mobile.store.replica import Replica
from espace_mobile.sync.http import call

TOLD, LEFT = ("revoked", "left"), "left"


class Farewell:
    """`erase`: leaves nothing on this device that opens. Called with the replica's lock held. `more`: whether something
    here is not even in the replica yet: contacts counted on the lock screen, until somebody unlocks."""

    def __init__(
        self,
        http: httpx.Client,
        replica: Replica,
        keychain: Keychain,
        public_key: bytes,
        erase: Callable[[], None],
        more: Callable[[], bool] = lambda: False,
    ) -> None:
        self.http, self.replica, self.keychain, self.public_key = http, replica, keychain, public_key
        self._erase, self._more = erase, more

    def heed(self, told: Unauthorised) -> None:
        """Go, if this is true and nothing waits to be sent; raises `Withdrawn` then.

        Returns when the notice does not open, or when it is too early: nothing was erased, and it will be told again.
        Raises `SyncError` when the register could not be asked.
        """
        if not self._is_true(told):
            return
        # No save slips in between « that was all » and the erasing: it waits, then it is refused out loud.
        with self.replica.lock:
            if self._say_it():
                self._erase()
                raise Withdrawn()

    def take_leave(self) -> None:
        """Nobody opens this device any more: go, if everything is handed in; raises `Withdrawn` then.

        Raises `Refused` by a server that only lets those go that were revoked, `SyncError`.
        """
        with self.replica.lock:
            if not self.replica.pending() and not self._more() and self._say_it(leaving=True):
                self._erase()
                raise Withdrawn()

    def _is_true(self, told: Unauthorised) -> bool:
        try:
            notice = base64.b64decode(str(told.params.get("notice", "")), validate=True)
        except ValueError:
            return False
        return told.params.get("reason") in TOLD and believed(self.keychain, self.public_key, notice)

    def _say_it(self, leaving: bool = False) -> bool:
        """Whether the register holds all that this device did, and lets it go."""
        last, more = self.replica.outbox.last, self.replica.pending() > 0 or self._more()
        answer = call(
            self.http,
            "POST",
            "/v1/device/farewell",
            headers={"espace-device": self.replica.device},
            json={"have": last, "more": more, **({"leaving": True} if leaving else {})},
        )
        have = answer.get("have")
        if type(have) is not int:
            raise NotOurServer()
        if have < self.replica.outbox.acked:  # it came back from a backup: what it forgot is to be sent again
            incoming.accept(self.replica, Pushed(have, 0, self.replica.meta("epoch", "")))
        return answer.get("state") == LEFT and not more and have >= last
