"""Several processes that share one listening socket, and the one that keeps them alive.

They are forked before there is any thread or connection. The supervisor holds the writing end of a pipe that nobody
writes to: when it is gone, however it went, each worker reads the end of it and leaves.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable

import structlog

GRACE_SECONDS = 15  # to finish what is in hand, once told to stop
_SOON_SECONDS, _PAUSE_SECONDS = 2.0, 0.5  # one that dies young is not replaced at once
_HEARD = {signal.SIGTERM, signal.SIGINT, signal.SIGCHLD}

log = structlog.get_logger("espace_sync")


class Supervisor:
    """Keeps `count` processes at `work`, until SIGTERM or SIGINT; `work` returns once told SIGTERM.

    `tidy`: done once nobody works any more, by the workers when the supervisor is not there to do it.
    """

    def __init__(self, count: int, work: Callable[[], None], tidy: Callable[[], None]) -> None:
        self._count, self._work, self._tidy = count, work, tidy
        self._started: dict[int, float] = {}
        self._end, self._held = os.pipe()
        self._orphaned = threading.Event()

    def run(self) -> None:
        """Returns when told to stop, no worker left. In a worker it never returns."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
        try:
            while len(self._started) < self._count:
                self._start()
            while signal.sigwait(_HEARD) == signal.SIGCHLD:
                self._replace()
        finally:
            self._stop()
            self._tidy()

    def _start(self) -> None:
        pid = os.fork()
        if not pid:
            self._become_worker()
        self._started[pid] = time.monotonic()

    def _become_worker(self) -> None:
        status = 1
        try:
            os.close(self._held)
            # SIGINT stays blocked: Ctrl-C reaches every process of a terminal, and the supervisor passes it on.
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGCHLD})
            threading.Thread(target=self._follow, daemon=True).start()
            self._work()
            status = 0
        except BaseException as e:
            log.error("failed", error=type(e).__name__)
        finally:
            if self._orphaned.is_set():
                self._tidy()
            sys.stderr.flush()
            os._exit(status)

    def _follow(self) -> None:
        """Leave when the supervisor has: cleanly, or else at all."""
        os.read(self._end, 1)
        self._orphaned.set()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE_SECONDS)
        os._exit(1)

    def _replace(self) -> None:
        for pid, status in self._ended():
            young = time.monotonic() - self._started.pop(pid) < _SOON_SECONDS
            log.warning("worker_ended", status=status)
            if young:
                time.sleep(_PAUSE_SECONDS)
            self._start()

    def _ended(self) -> list[tuple[int, int]]:
        """(pid, exit code or minus the signal) of those that ended since it was last asked."""
        ended = []
        for pid in list(self._started):
            gone, status = os.waitpid(pid, os.WNOHANG)
            if gone:
                ended.append((pid, os.waitstatus_to_exitcode(status)))
        return ended

    def _stop(self) -> None:
        for pid in self._started:
            os.kill(pid, signal.SIGTERM)
        end = time.monotonic() + GRACE_SECONDS
        while self._started and time.monotonic() < end:
            for pid, _ in self._ended():
                del self._started[pid]
            time.sleep(0.02)
        for pid in self._started:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
