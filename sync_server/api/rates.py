"""How often one caller may ask: a bucket of tokens each, refilled steadily."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from espace_mobile.errors import ServerBusy

_REMEMBERED = 20_000  # callers; the one not heard for longest is forgotten, and starts full again


class Rates:
    """`per_second` requests in the long run, `burst` at once."""

    def __init__(self, per_second: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second, self._burst, self._clock = per_second, burst, clock
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, caller: Hashable) -> None:
        """Raises `ServerBusy` with `after`, in seconds."""
        now = self._clock()
        with self._lock:
            left, then = self._buckets.pop(caller, (float(self._burst), now))
            left = min(self._burst, left + (now - then) * self._per_second)
            self._buckets[caller] = max(left - 1, 0) if left >= 1 else left, now
            if len(self._buckets) > _REMEMBERED:
                self._buckets.popitem(last=False)
        if left < 1:
            raise ServerBusy(after=math.ceil((1 - left) / self._per_second), reason="rate")
