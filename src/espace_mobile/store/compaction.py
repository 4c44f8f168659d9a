"""Making the journals short again, while saves go on.

1. a new, empty journal is made durable; 2. under the lock, saves move to it and the tables are copied (shallowly:
documents are replaced, never changed); 3. the copy is written as a snapshot and renamed; 4. older files go.
A crash after any step leaves files from which the same state is replayed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread

from espace_mobile.errors import StoreError
from espace_mobile.store.disk import sync_folder
from espace_mobile.store.replay import store_files


class Compactor:
    """At most one compaction at a time, on a thread of its own."""

    def __init__(self, work: Callable[[], None]) -> None:
        """`work` raises `StoreError`."""
        self._work = work
        self._thread: Thread | None = None
        self._error: StoreError | None = None
        self._lock = Lock()

    def start(self) -> None:
        """Does nothing when one is under way."""
        with self._lock:
            if not self.running:
                # A daemon: stopping the app in the middle is one more crash that it survives.
                self._thread = Thread(target=self._run, name="compaction", daemon=True)
                self._thread.start()

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def wait(self) -> StoreError | None:
        """Until none is under way; what the last one raised."""
        thread = self._thread
        if thread is not None:
            thread.join()
        return self._error

    def _run(self) -> None:
        self._error = None
        try:
            self._work()
        except StoreError as e:
            self._error = e


def remove_older(folder: Path, generation: int) -> None:
    """Oldest first, so that what is left after a crash is the end of a history, without a hole. Raises `OSError`."""
    for file in store_files(folder):
        if file.generation < generation:
            file.path.unlink(missing_ok=True)
    sync_folder(folder)


def remove_drafts(folder: Path) -> None:
    """What a crash left half written. Other rooms' drafts in the folder are theirs."""
    for kind in ("snapshot", "journal", "damage"):
        for draft in folder.glob(f"{kind}*.tmp"):
            with suppress(OSError):
                draft.unlink()
