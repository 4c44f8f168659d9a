"""One exchange with the register: push what waits, pull what changed, heal what was lost.

Nothing here deletes anything. An exchange that fails leaves the replica as it was, to be tried again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from espace_mobile.errors import ClockAhead, IdentityChanged, IdentityReused, ProtocolError, TooLarge
from espace_mobile.protocol.cursor import START
from espace_mobile.protocol.endpoint import SyncEndpoint
from espace_mobile.protocol.messages import MAX_BATCH, MAX_BODY, MAX_PAGE, Page, Push, Pushed
from espace_mobile.store import erasing, incoming, leaving
from espace_mobile.store.replica import Replica
from espace_mobile.sync.retelling import heed_epoch, past_identities, retell

BATCH, BATCH_BYTES = min(1000, MAX_BATCH), MAX_BODY // 4
MAX_ROUNDS = 10_000  # a server that always has « more » can't keep a tablet busy for ever
MENDABLE = (TooLarge, ClockAhead, IdentityReused, IdentityChanged)
MAX_MENDS = 24  # halvings of a batch from 1,000 to 1, corrections of a clock, changes of identity


def wall_clock_ms() -> int:
    return time.time_ns() // 1_000_000


class Endpoint(SyncEndpoint, Protocol):
    """What the engine needs besides push and pull."""

    def new_identity(self, given_up: str = "") -> str:
        """The device id to go on as, for a replica whose numbers were used for something else. `given_up`: the one the
        register knows it by, if not its own."""

    def push_as(self, past: str, batch: Push) -> Pushed:
        """Changes made under an id that was given up."""


@dataclass(frozen=True)
class Exchange:
    """What one exchange did: changes sent, documents changed here, requests made; `key`: id of the newest org key
    that was handed to this device, 0 for none."""

    sent: int = 0
    received: int = 0
    requests: int = 0
    key: int = 0


class SyncEngine:
    """Runs exchanges of one replica with one endpoint, one at a time. `wall_ms`: the device's uncorrected clock.

    `supervises`: this device erases what others told of an erased record before they heard of it.
    """

    def __init__(
        self,
        replica: Replica,
        endpoint: Endpoint,
        wall_ms: Callable[[], int] = wall_clock_ms,
        supervises: bool = False,
    ) -> None:
        self.replica, self.endpoint, self.supervises = replica, endpoint, supervises
        self._wall_ms = wall_ms
        self._batch = BATCH
        self._mends = 0
        self._key = 0

    def run(self) -> Exchange:
        """Push, then pull, until neither has more. Raises `SyncError` or `ProtocolError`; what got through stays."""
        self._batch, self._mends, self._key = BATCH, 0, 0
        if self.replica.outbox.broken():
            self._new_identity()
        sent, pushes = self._push_all()
        received, pulls = self._pull_all()
        pushes += retell(self.replica, self.endpoint.push_as)
        if self.supervises:
            erasing.follow(self.replica, by="")
        if self.replica.pending():  # saved meanwhile, or forgotten by a server restored from a backup
            more, again = self._push_all()
            sent, pushes = sent + more, pushes + again
        leaving.leave_behind(self.replica)
        erasing.scrub(self.replica)
        return Exchange(sent, received, pushes + pulls, self._key)

    def _push_all(self) -> tuple[int, int]:
        sent = requests = 0
        while batch := self.replica.outbox.batch(self._batch, BATCH_BYTES):
            before = self.replica.outbox.acked
            pushed = self._push(batch)
            requests += 1
            if pushed is None:
                continue
            self._reconcile(pushed)
            sent += max(0, pushed.have - before)
            if pushed.have == before or requests > MAX_ROUNDS:
                break
        return sent, requests

    def _push(self, batch: list[bytes]) -> Pushed | None:
        """None: nothing was taken, but what stood in the way was mended; try again."""
        sent_at = self._wall_ms()
        try:
            pushed = self.endpoint.push(Push(batch))
        except MENDABLE as error:
            self._mend(error, len(batch), sent_at)
            return None
        self._learn(pushed.now, sent_at)
        heed_epoch(self.replica, pushed.epoch)
        return pushed

    def _mend(self, error: ProtocolError, size: int, sent_at: int) -> None:
        self._mends += 1
        if self._mends > MAX_MENDS or (isinstance(error, TooLarge) and size <= 1):
            raise error
        if isinstance(error, ClockAhead):
            now = error.params.get("now")
            incoming.correct_clock(self.replica, now - sent_at if isinstance(now, int) else 0)
        elif isinstance(error, IdentityReused):
            self._new_identity()
        elif isinstance(error, IdentityChanged):
            self._be(str(error.params["device"]))
        else:
            self._batch = max(1, size // 2)

    def _pull_all(self) -> tuple[int, int]:
        received = requests = 0
        more = True
        while more and requests < MAX_ROUNDS:
            page = self._pull()
            requests += 1
            if page is not None:
                received += self._take(page)
                more = page.more
        return received, requests

    def _pull(self) -> Page | None:
        """None: our identity had changed, and now we know it; try again."""
        sent_at = self._wall_ms()
        try:
            page = self.endpoint.pull(self.replica.meta("cursor", START), MAX_PAGE)
        except IdentityChanged as error:
            self._mend(error, 0, sent_at)
            return None
        self._learn(page.now, sent_at)
        heed_epoch(self.replica, page.epoch)
        self._key = max(self._key, page.key)
        return page

    def _take(self, page: Page) -> int:
        if page.have != self.replica.outbox.acked:
            self._reconcile(Pushed(page.have, page.now, page.epoch))
        news = page.records or page.gone or page.scope is not None
        if not news and page.cursor == self.replica.meta("cursor", START):
            return 0
        records = incoming.readable(self.replica, page.records)
        return incoming.apply_page(self.replica, records, page.cursor, page.gone, page.scope)

    def _reconcile(self, pushed: Pushed) -> None:
        """The server's count of our changes: more than we made means that *we* were restored from a backup."""
        if pushed.have > self.replica.outbox.last:
            self._new_identity()
        else:
            incoming.accept(self.replica, pushed)

    def _learn(self, now_ms: int, sent_at: int) -> None:
        incoming.learn_clock(self.replica, now_ms, sent_at, self._wall_ms())

    def _be(self, device: str) -> None:
        """The register knows us under another id: one whose answer was lost, or, being restored, one we gave up."""
        if device in past_identities(self.replica):
            self._new_identity(device)
        else:
            incoming.take_identity(self.replica, device)

    def _new_identity(self, given_up: str = "") -> None:
        incoming.take_identity(self.replica, self.endpoint.new_identity(given_up))
