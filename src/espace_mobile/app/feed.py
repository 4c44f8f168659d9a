"""What changed in the replica, told to the screens that show it and to no other.

The replica calls from any thread and in bursts; Flet wants its own thread, and one redraw for a burst.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import flet as ft

LATE = 0.12  # seconds; taps in quick succession redraw a list once


@ft.observable
@dataclass(eq=False)
class Revision:
    """Counts the changes of one kind of record; a component that holds it in `use_state` redraws with it."""

    number: int = 0


class Feed:
    """A `Revision` a kind. `bind` must run in the page's own task before anything is told."""

    def __init__(self) -> None:
        self._revisions: dict[str, Revision] = {}
        self._late_revisions: dict[str, Revision] = {}
        self._late: set[str] = set()
        self._waiting: set[str] = set()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._context: contextvars.Context | None = None

    def bind(self) -> None:
        # Flet finds the page in the context; a sync thread's own context knows no page.
        self._loop, self._context = asyncio.get_running_loop(), contextvars.copy_context()

    def later(self, seconds: float, act: Callable[[], None]) -> asyncio.TimerHandle:
        """Run `act` on the page's loop, for the page: an event may arrive in a task that carries another page."""
        loop = self._loop or asyncio.get_running_loop()
        return loop.call_later(seconds, act, context=self._context)

    def soon(self, act: Callable[[], None]) -> None:
        """Run `act` on the page's loop, from any thread; not at all once the page is gone."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(act, context=self._context)

    def of(self, kind: str, *, late: bool = False) -> Revision:
        """`late`: for what may follow a moment after (lists), so that what was touched (a figure) comes first."""
        return (self._late_revisions if late else self._revisions).setdefault(kind, Revision())

    def tell(self, changed: Iterable[tuple[str, str]]) -> None:
        """The callback given to `replica.observe`: `(kind, id)` pairs, from any thread."""
        with self._lock:
            first = not self._waiting
            self._waiting.update(kind for kind, _ in changed)
            if not first or not self._waiting or self._loop is None or self._loop.is_closed():
                return
            self._loop.call_soon_threadsafe(self._flush, context=self._context)

    def _flush(self) -> None:
        with self._lock:
            kinds, self._waiting = self._waiting, set()
        for kind in kinds:
            self.of(kind).number += 1
        if not self._late and self._loop is not None:
            self.later(LATE, self._flush_late)
        self._late |= kinds

    def _flush_late(self) -> None:
        kinds, self._late = self._late, set()
        for kind in kinds & self._late_revisions.keys():
            self._late_revisions[kind].number += 1
