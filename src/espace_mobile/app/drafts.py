"""What is being typed, kept through a lock, a crash, an empty battery and the back button.

A draft lives in the replica's local values: encrypted like the rest, never sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import flet as ft

DELAY = 0.3  # seconds of stillness before a draft is written: a keystroke should not cost a disk flush
_PREFIX = "draft."


class Shelf(Protocol):
    """Where drafts are kept: the replica."""

    def meta(self, key: str, default: Any = None) -> Any: ...
    def set_meta(self, key: str, value: Any) -> None: ...


@ft.observable
@dataclass(eq=False)
class Draft:
    """The values of one form, by field. Typing doesn't redraw; `errors` (field → message) does."""

    name: str
    errors: dict[str, str] = field(default_factory=dict)
    _values: dict[str, Any] = field(default_factory=dict)
    _keeper: Drafts | None = None

    @property
    def values(self) -> Mapping[str, Any]:
        return self._values

    def get(self, name: str, default: Any = "") -> Any:
        return self._values.get(name, default)

    def set(self, name: str, value: Any, *, redraw: bool = False) -> None:
        self._values[name] = value
        if name in self.errors:
            del self.errors[name]
        elif redraw:
            self.notify()  # type: ignore[attr-defined]
        if self._keeper:
            self._keeper.keep(self)

    def drop(self) -> None:
        """Forget it: it was saved, or thrown away on purpose."""
        self._values, self.errors = {}, {}
        if self._keeper:
            self._keeper.drop(self.name)

    @property
    def empty(self) -> bool:
        return not any(self._values.values())


class Drafts:
    """Opens drafts and writes them down shortly after each change."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._unsaved: dict[str, Draft] = {}
        self._timer: asyncio.TimerHandle | None = None

    def open(self, name: str, initial: Mapping[str, Any] | None = None) -> Draft:
        waiting = self._unsaved.get(name)  # left a moment ago, not written down yet
        kept = waiting.values if waiting is not None else self._shelf.meta(_PREFIX + name)
        return Draft(name, _values=dict(kept if kept is not None else initial or {}), _keeper=self)

    def keep(self, draft: Draft) -> None:
        self._unsaved[draft.name] = draft
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(DELAY, self.flush)

    def flush(self) -> None:
        """Write down what is waiting, now."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        waiting, self._unsaved = self._unsaved, {}
        for draft in waiting.values():
            self._shelf.set_meta(_PREFIX + draft.name, dict(draft.values))

    def drop(self, name: str) -> None:
        self._unsaved.pop(name, None)
        if self._shelf.meta(_PREFIX + name) is not None:
            self._shelf.set_meta(_PREFIX + name, None)
