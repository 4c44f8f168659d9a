"""Where one is in a queue: what is chosen, what was decided since the screen was opened, and the last way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from espace_mobile.app.ui import use_made, use_value

Undo = Callable[[], Any]


class Sitting:
    """Not kept: who comes back begins with the first of those that wait."""

    def __init__(self) -> None:
        self.at = ""
        self.place = 0
        self.helped = False
        self._decided: set[str] = set()
        self._shown: tuple[str, ...] = ()
        self._undo: Undo | None = None
        self._redraw: Callable[[], Any] = lambda: None

    def show(self, ids: Sequence[str], redraw: Callable[[], Any]) -> int:
        """At each drawing: the place of the chosen one. Once decided it is gone, and the next one stands there."""
        self._redraw, self._shown = redraw, tuple(ids)
        if not ids:
            return 0
        if self.at not in self._shown:
            self.at = ids[min(self.place, len(ids) - 1)]
        self.place = self._shown.index(self.at)
        return self.place

    @property
    def count(self) -> int:
        return len(self._shown)

    @property
    def progress(self) -> tuple[int, int]:
        """« 3 of 12 »: of those that waited since the screen was opened."""
        done = len(self._decided.difference(self._shown))
        return done + self.place + 1, done + len(self._shown)

    def choose(self, id: str) -> None:
        self.at = id
        self._redraw()

    def move(self, by: int) -> None:
        if self._shown:
            self.choose(self._shown[min(max(self.place + by, 0), len(self._shown) - 1)])

    def help(self, shown: bool) -> None:
        self.helped = shown
        self._redraw()

    def decided(self, undo: Undo) -> Undo:
        """The chosen one was: `undo` is kept for the key, works once, and comes back to it."""
        id = self.at
        self._decided.add(id)

        def back() -> None:
            if self._undo is back:
                self._undo = None
                self.at = id
                undo()

        self._undo = back
        return back

    def undo(self) -> None:
        if self._undo is not None:
            self._undo()


def use_sitting(ids: Sequence[str]) -> Sitting:
    sitting = use_made(Sitting)
    _, redraw = use_value(0)
    sitting.show(ids, lambda: redraw(lambda n: n + 1))
    return sitting
