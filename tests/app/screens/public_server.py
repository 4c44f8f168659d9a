"""What the public pages' server answers, from memory: the same shape as `sync.publishing.PublishingClient`."""

from __future__ import annotations

import threading
from collections.abc import Collection

from espace_mobile.errors import EspaceError
from espace_mobile.protocol.publication import PublicPages, TeamDates
from espace_mobile.sync.publishing import PublicState


class MemoryServer:
    """`error`: what every question meets while it is set. `threads`: which asked."""

    def __init__(self) -> None:
        self.error: EspaceError | None = None
        self.pages: PublicPages | None = None
        self.revision = 0
        self.threads: set[int] = set()

    def state(self) -> PublicState:
        self._answer()
        return PublicState(self.revision if self.pages else 0)

    def publish(self, pages: PublicPages, base: int) -> int:
        self._answer()
        self.pages, self.revision = pages, self.revision + 1
        return self.revision

    def withdraw(self, stories: Collection[str], cancelled: Collection[str], hidden: Collection[str] = ()) -> int:
        self._answer()
        return self.revision

    def unpublish(self) -> None:
        self._answer()
        self.pages = None

    def put_calendar(self, secret: str, dates: TeamDates) -> None:
        self._answer()

    def remove_calendar(self, secret: str) -> None:
        self._answer()

    def _answer(self) -> None:
        self.threads.add(threading.get_ident())
        if self.error is not None:
            raise self.error
