"""After the register was restored from a backup: what is public is then what its server says, not what a device
remembers.

The server took every story and every calendar down, for some had been taken back since that backup. They are told
again: calendars by a supervisor's device, stories once a supervisor publishes.
"""

from __future__ import annotations

from collections.abc import Callable

from espace_mobile.store.replica import Replica
from espace_mobile.sync.public_pages import publication_of
from espace_mobile.sync.publishing import PublicState
from espace_mobile.sync.retelling import EPOCH

TOLD, OFF, CALENDARS = "publicity.told", "publicity.off", "publicity.calendars"  # local: what the server was told
_LIFE = "publicity.epoch"  # local: in which life of the register


def is_another(replica: Replica) -> bool:
    return bool(replica.meta(EPOCH) != replica.meta(_LIFE))


def begin(replica: Replica, state: Callable[[], PublicState], exchange: Callable[[], object]) -> None:
    """Forget what was told, and say in the register what is public. Raises `SyncError`: it is to be done again."""
    epoch = replica.meta(EPOCH)
    if replica.meta(_LIFE) is not None:
        for name in (TOLD, OFF, CALENDARS):
            replica.set_meta(name, None)
        now = state()
        exchange()  # after the question: whoever published since has said so
        _agree(replica, now)
    replica.set_meta(_LIFE, epoch)


def _agree(replica: Replica, now: PublicState) -> None:
    """A revision is never given twice: with the same one, nothing was lost. No digests: a supervisor publishes anew,
    for not every device has told yet what it took back."""
    with replica.lock:
        last = publication_of(replica)
        if last is None or last.revision == now.revision:
            return
        if not now.revision:
            replica.delete(last, by="")
            return
        off = tuple(id for id in last.off_ids if id not in now.dates)
        stories, dates = tuple(sorted(now.stories)), tuple(sorted(now.dates))
        agreed = last.but(
            revision=now.revision, outing_ids=dates, off_ids=off, testimonial_ids=stories, digests=()
        )  # fmt: skip
        replica.save(agreed, by="")
