"""How often one caller may ask: a bucket of requests each, refilled steadily.

A bucket is one number, the moment at which it will be full again (« generic cell rate algorithm »). They lie in memory
that the workers of a server share, so that the bounds hold for all of them together, and no lock is held that a killed
worker could keep: two requests at the very same instant may count as one. Two callers that fall on one bucket share its
rate; there are many more buckets than devices.
"""

from __future__ import annotations

import math
import mmap
import time
from collections.abc import Callable, Hashable

from espace_mobile.errors import ServerBusy

_BUCKETS = 1 << 16
_NUMBER_BYTES = 8
_NOTHING = 1e-9  # seconds


class Rates:
    """`per_second` requests in the long run, `burst` at once."""

    def __init__(self, per_second: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._interval = 1 / per_second
        self._ahead = (burst - 1) * self._interval
        self._clock = clock
        self._full_at = memoryview(mmap.mmap(-1, _BUCKETS * _NUMBER_BYTES)).cast("d")

    def take(self, caller: Hashable) -> None:
        """Raises `ServerBusy` with `after`, in seconds."""
        # Which bucket is anybody's is a secret of this server: Python's hashes are salted, the same for its workers.
        bucket, now = hash(caller) % _BUCKETS, self._clock()
        full_at = max(self._full_at[bucket], now)
        wait = full_at - self._ahead - now
        if wait > _NOTHING:
            raise ServerBusy(after=math.ceil(wait), reason="rate")
        self._full_at[bucket] = full_at + self._interval
