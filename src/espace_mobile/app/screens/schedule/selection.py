"""Which dates are ticked, to change several at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import flet as ft


@ft.observable
@dataclass
class Selection:
    """`on`: one is choosing, and a tap on a date ticks it instead of opening it. `ids`: the dates ticked.

    A component that draws it calls `ft.use_state(selection)`, as for `Filters`.
    """

    ids: frozenset[str] = frozenset()
    on: bool = False

    def begin(self) -> None:
        self.on = True

    def toggle(self, id: str) -> None:
        self.on = True
        self.ids = self.ids ^ {id}

    def choose(self, ids: Iterable[str]) -> None:
        """These, and no others."""
        self.on = True
        self.ids = frozenset(ids)

    def clear(self) -> None:
        """None, and no longer choosing."""
        self.ids = frozenset()
        self.on = False
