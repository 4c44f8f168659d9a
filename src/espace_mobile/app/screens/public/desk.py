"""Publishing and taking the site off, off the screen's thread; being offline is a state, told as such."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import flet as ft

from espace_mobile.errors import EspaceError

if TYPE_CHECKING:
    from espace_mobile.sync.publicity import Publicity


@ft.observable
@dataclass
class PublicDesk:
    """`busy`: whether the server is being asked; `error`: why the last question did not go through."""

    publicity: Publicity
    busy: bool = False
    error: EspaceError | None = None

    async def publish(self, by: str) -> bool:
        """Whether it is public now."""
        return await self._ask(lambda: self.publicity.publish(by))

    async def unpublish(self, by: str) -> bool:
        """Whether nothing is public any more."""
        return await self._ask(lambda: self.publicity.unpublish(by))

    async def _ask(self, question: Callable[[], object]) -> bool:
        self.busy = True
        try:
            await asyncio.to_thread(question)
        except EspaceError as e:
            self.error = e
            return False
        finally:
            self.busy = False
        if self.error is not None:
            self.error = None
        return True
