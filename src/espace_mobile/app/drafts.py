"""What is being typed, kept through a lock, a crash, an empty battery and the back button.

A draft lives in the replica's local values: encrypted like the rest, never sent.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import flet as ft

from espace_mobile.errors import StoreError

log = logging.getLogger("espace_mobile.app")
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

    def __init__(self, shelf: Shelf, owner: str, unsaved: Mapping[str, Draft] | None = None) -> None:
        """`owner`: whose drafts; on a shared tablet nobody finds another's. `unsaved`: what a full disk refused."""
        self._shelf, self._prefix = shelf, f"{_PREFIX}{owner}."
        self._unsaved: dict[str, Draft] = dict(unsaved or {})
        self._timer: asyncio.TimerHandle | None = None
        self._parted: set[str] = set()  # ids of records that left this device for good

    def part_with(self, id: str, *, gone: bool = True) -> None:
        """A record is no longer this device's to know: what is still typed about it is not written down. `gone=False`:
        it came back. Any thread."""
        (self._parted.add if gone else self._parted.discard)(id)

    def forget(self) -> None:
        """Write down nothing of what is waiting."""
        self._unsaved.clear()

    def open(self, name: str, initial: Mapping[str, Any] | None = None) -> Draft:
        waiting = self._unsaved.get(name)  # left a moment ago, not written down yet
        kept = waiting.values if waiting is not None else self._shelf.meta(self._prefix + name)
        return Draft(name, _values=dict(kept if kept is not None else initial or {}), _keeper=self)

    def keep(self, draft: Draft) -> None:
        self._unsaved[draft.name] = draft
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(DELAY, self.flush)

    def flush(self) -> None:
        """Write down what is waiting, now. What the disk refuses goes on waiting."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for name, draft in list(self._unsaved.items()):
            if any(id in name for id in list(self._parted)):
                del self._unsaved[name]
                continue
            try:
                self._shelf.set_meta(self._prefix + name, dict(draft.values))
            except StoreError as e:
                log.warning("draft not written: %s", e.code)
                return
            del self._unsaved[name]

    def drop(self, name: str) -> None:
        self._unsaved.pop(name, None)
        if self._shelf.meta(self._prefix + name) is not None:
            self._shelf.set_meta(self._prefix + name, None)

    @property
    def unsaved(self) -> Mapping[str, Draft]:
        return self._unsaved
