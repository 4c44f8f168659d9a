"""What this device said under ids it gave up, said again to a register that came back from a backup.

Under its own id a device notices by the numbers what the register forgot. Those of earlier ids nobody counts any
more, so when the register begins another life (its epoch) everything is offered again; what it has, it says it had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from espace_mobile.errors import ClockAhead, IdentityReused
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.messages import MAX_BATCH, MAX_BODY, Push, Pushed
from espace_mobile.store.outbox import ARCHIVE
from espace_mobile.store.replica import Replica, meta_op

EPOCH, RETELL = "epoch", "retell"  # local values: the register's life as last heard of; whether there is more to say
BATCH, BATCH_BYTES = min(1000, MAX_BATCH), MAX_BODY // 4
NOBODY = "0" * 32


def heed_epoch(replica: Replica, epoch: str) -> None:
    """Take note of the life the register is in. One commit when it is another one, nothing otherwise."""
    known = replica.meta(EPOCH)
    if epoch != known:
        again = known is not None and bool(replica.storage.tables.get(ARCHIVE))
        replica.storage.commit([meta_op(EPOCH, epoch), *([meta_op(RETELL, True)] if again else [])])


def past_identities(replica: Replica) -> dict[str, dict[int, bytes]]:
    """The ids that were given up, and the changes the register once took under each, by number."""
    past: dict[str, dict[int, bytes]] = {}
    for name, row in replica.storage.tables.get(ARCHIVE, {}).items():
        device, _, n = name.partition("/")
        past.setdefault(device, {})[int(n)] = row["b"]
    return past


def retell(replica: Replica, push_as: Callable[[str, Push], Pushed]) -> int:
    """Say all of it again if that is due. Returns how many requests it took. Raises `SyncError`: it stays due."""
    if not replica.meta(RETELL):
        return 0
    requests = 0
    for device, changes in past_identities(replica).items():
        for batch in _Retold(device, changes):
            requests += 1
            try:
                batch.answered(push_as(device, Push(batch.next())).have)
            except IdentityReused:  # that number was given to something else since: the rest can't follow it
                break
            except ClockAhead:  # the register's clock was set back: it will hear the rest once it is there again
                return requests
    replica.set_meta(RETELL, None)
    return requests


class _Retold:
    """The changes of one id, a batch after the other. Iterates over itself until all is said."""

    def __init__(self, device: str, changes: dict[int, bytes]) -> None:
        self._device, self._changes = device, changes
        self._have, self._last = 0, max(changes)

    def __iter__(self) -> Iterator[_Retold]:
        while self._have < self._last:
            before = self._have
            yield self
            if self._have <= before:
                return

    def next(self) -> list[bytes]:
        batch: list[bytes] = []
        room = BATCH_BYTES
        for n in range(self._have + 1, min(self._have + BATCH, self._last) + 1):
            change = self._changes.get(n) or self._nothing(n)
            room -= len(change)
            if batch and room < 0:
                break
            batch.append(change)
        return batch

    def answered(self, have: int) -> None:
        self._have = have

    def _nothing(self, n: int) -> bytes:
        """In the place of a change that this device lost: it sets nothing, and what follows it is heard."""
        return Change(self._device, n, NOBODY, "nothing", 0, "").pack()
