"""What the server answers of the access log, from memory: the same shape as `sync.access_log.AccessClient`."""

from __future__ import annotations

import threading

from espace_mobile.errors import EspaceError
from espace_mobile.protocol.access_log import Access
from espace_mobile.store.access_log import access_log
from espace_mobile.sync.access_log import PAGE, AccessPage, Question
from tests.app.tablet import Tablet


class MemoryLog:
    """`held`: what devices handed in. `error`: what every question meets while it is set."""

    def __init__(self, tablet: Tablet, *held: Access, page: int = PAGE) -> None:
        self._tablet, self._page = tablet, page
        self.held = sorted(held, key=lambda e: -e.at)
        self.error: EspaceError | None = None
        self.threads: set[int] = set()
        self.asked: list[Question] = []
        tablet.access_log = self  # type: ignore[assignment]

    def hand_in(self) -> int:
        self._answer()
        return 0

    def page(self, question: Question, cursor: str = "") -> AccessPage:
        self._answer()
        self.asked.append(question)
        found = [e for e in self.held if question.takes(e)]
        start = int(cursor or 0)
        end = start + self._page
        return AccessPage(tuple(found[start:end]), str(end) if len(found) > end else "")

    def own(self, question: Question) -> tuple[Access, ...]:
        return tuple(e for e in access_log(self._tablet.replica).entries() if question.takes(e))

    def _answer(self) -> None:
        self.threads.add(threading.get_ident())
        if self.error is not None:
            raise self.error
