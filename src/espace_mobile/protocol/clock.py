"""The hybrid logical clock of one device. Tablets lie about the time; this one is corrected and never goes back."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from espace_mobile.protocol.stamp import Stamp, at_ms

# A stamp further ahead than this of the server's clock is refused, and the device corrects itself.
MAX_AHEAD_MS = 5 * 60 * 1000


class HybridClock:
    """`now_ms`: the device's wall clock; `offset_ms`: what to add to it; `last`: highest time given or seen."""

    def __init__(self, device: str, now_ms: Callable[[], int], last: int = 0, offset_ms: int = 0) -> None:
        self.device, self.last, self.offset_ms = device, last, offset_ms
        self._now_ms = now_ms
        self._beyond = 0
        self._lock = Lock()

    def now_ms(self) -> int:
        """Corrected wall-clock time, ms since 1970."""
        return self._now_ms() + self.offset_ms

    def tick(self, above: int = 0) -> Stamp:
        """A stamp higher than every one given or observed before, even when the wall clock stepped back.

        `above`: the highest time among what its author was looking at. An edit is stamped after what it replaces even
        when that came from the future; the stamps that follow do not.
        """
        with self._lock:
            self.last = max(self.last + 1, at_ms(max(self.now_ms(), 0)))
            if above < self.last:
                return Stamp(self.last, self.device)
            self._beyond = max(self._beyond, above) + 1
            return Stamp(self._beyond, self.device)

    def observe(self, at: int) -> None:
        """Take note of a time seen in somebody's stamp, so that what comes after it here is stamped after it."""
        if at > self.last and at <= at_ms(self.now_ms() + MAX_AHEAD_MS):
            with self._lock:
                self.last = max(self.last, at)

    def learn(self, server_ms: int, sent_ms: int, received_ms: int) -> int:
        """Set the offset from one exchange (Cristian's method, device times uncorrected). Returns it, in ms."""
        self.offset_ms = server_ms - (sent_ms + received_ms) // 2
        return self.offset_ms

    def rewind(self, last: int) -> None:
        """Forget a `last` that was in the future. Only for a device restamping what it has not sent yet."""
        with self._lock:
            self.last = last
