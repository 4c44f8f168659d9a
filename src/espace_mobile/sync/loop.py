"""When to sync, and the truth about it in one line.

A few seconds after a save, on reconnection, on resume, every five minutes; after a failure, exponentially later with
jitter, so that five hundred tablets that lost the same server don't come back as one.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from espace_mobile.errors import EspaceError, ServerBusy, Unreachable
from espace_mobile.store.replica import Replica
from espace_mobile.sync.engine import Exchange

AFTER_SAVE, EVERY = 3.0, 300.0  # seconds
FIRST_RETRY, LAST_RETRY = 2.0, 300.0  # seconds


class State(StrEnum):
    NEVER = "never"  # not tried since the start
    BUSY = "busy"
    DONE = "done"
    OFFLINE = "offline"  # a state, not an error
    FAILED = "failed"


@dataclass(frozen=True)
class Status:
    """`pending`: changes to send; `synced_at`: seconds since 1970 of the last whole exchange, None if there was none;
    `error`: what stopped the last one, when its state is OFFLINE or FAILED."""

    state: State = State.NEVER
    pending: int = 0
    synced_at: float | None = None
    error: EspaceError | None = None


class SyncLoop:
    """Runs `exchange` on a thread of its own, one at a time. `offline` is the switch « réseau coupé »."""

    def __init__(
        self, replica: Replica, exchange: Callable[[], Exchange], now: Callable[[], float] = time.time
    ) -> None:
        self.replica = replica
        self._exchange, self._now = exchange, now
        self._status = Status(synced_at=replica.meta("synced_at"))
        self._observers: list[Callable[[Status], None]] = []
        self._wake, self._stopped, self._one = threading.Event(), False, threading.Lock()
        self._failures, self._due = 0, 0.0
        self._offline = bool(replica.meta("offline", False))
        self._thread: threading.Thread | None = None
        self._unobserve = replica.observe(lambda _: self._saved())

    @property
    def status(self) -> Status:
        return replace(self._status, pending=self.replica.pending())

    @property
    def offline(self) -> bool:
        return self._offline

    @offline.setter
    def offline(self, cut: bool) -> None:
        self._offline = cut
        self.replica.set_meta("offline", cut or None)
        if cut:
            self._become(replace(self._status, state=State.OFFLINE, error=None))
        else:
            self.wake()

    def observe(self, observer: Callable[[Status], None]) -> Callable[[], None]:
        """Call `observer` with each new status, on the loop's thread. Returns a stop."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer) if observer in self._observers else None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._thread.start()

    def stop(self, *, wait: bool = True) -> None:
        """Let a running exchange end, then no other begins. Without `wait` by whoever runs one."""
        self._stopped = True
        self._wake.set()
        if wait and self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=60)
        self._unobserve()

    def wake(self) -> None:
        """Sync now: on reconnection, on resume, by hand."""
        self._due, self._failures = 0.0, 0
        self._wake.set()

    def run_once(self) -> Status:
        """One exchange, now, on this thread; never raises for what an exchange can meet."""
        with self._one:
            if self._offline:
                return self._become(replace(self._status, state=State.OFFLINE, error=None))
            self._become(replace(self._status, state=State.BUSY))
            try:
                self._exchange()
            except EspaceError as error:
                self._failures += 1
                gone = isinstance(error, Unreachable | ServerBusy)
                return self._become(replace(self._status, state=State.OFFLINE if gone else State.FAILED, error=error))
            self._failures = 0
            now = self._now()
            self.replica.set_meta("synced_at", now)
            return self._become(Status(State.DONE, synced_at=now))

    def _run(self) -> None:
        while not self._stopped:
            wait = self._due - time.monotonic()
            if wait > 0:
                self._wake.wait(wait)
                self._wake.clear()
                continue
            self._due = time.monotonic() + EVERY
            self._wake.clear()
            try:
                self.run_once()
            except Exception as error:  # the loop must outlive anything: a tablet that stops syncing loses its day
                self._failures += 1
                failure = EspaceError(kind=type(error).__name__)
                self._become(replace(self._status, state=State.FAILED, error=failure))
            if self._failures:
                self._due = time.monotonic() + self._delay()

    def _saved(self) -> None:
        if self.replica.pending() and not self._failures:
            self._due = min(self._due, time.monotonic() + AFTER_SAVE)
            self._wake.set()
        self._tell()

    def _delay(self) -> float:
        error = self._status.error
        asked = error.params.get("after", 0) if isinstance(error, ServerBusy) else 0
        longest = min(LAST_RETRY, FIRST_RETRY * 2 ** (self._failures - 1))
        jittered = random.uniform(longest / 2, longest)  # noqa: S311  not a secret
        return max(jittered, float(asked) if isinstance(asked, int) else 0.0)

    def _become(self, status: Status) -> Status:
        self._status = status
        self._tell()
        return self.status

    def _tell(self) -> None:
        status = self.status
        for observer in list(self._observers):
            observer(status)
